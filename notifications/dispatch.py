"""Hand ids to the workers once the transaction is committed. Only a nudge: what gets lost here, the sweep finds."""

import time
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from uuid import UUID

import structlog
from redis import Redis, RedisError
from redis.commands.core import Script
from rq import Queue
from rq.exceptions import DuplicateJobError
from rq.job import Job
from rq.serializers import JSONSerializer

from portal import db, settings

QUEUES = CODES, LETTERS, POST = ("codes", "letters", "post")  # the worker empties the first one first
OTHERS = "others"  # letters in the layout in which they were not sent: when nothing else waits
EXAMPLES = "examples"  # letters about nobody, for whoever changes the wordings
JOB_SECONDS = 600  # a drawing and one SMTP conversation, each step of which waits 120 s at most
_ACTS = {CODES: "deliver", LETTERS: "draw", POST: "deliver", OTHERS: "draw_other"}  # the most urgent first
_TAKE_NEXT = """
for place, key in ipairs(KEYS) do
  if redis.call('LLEN', key) > 0 then
    if ARGV[place + 1] == '0' then return false end
    local id = redis.call('LPOP', key)
    redis.call('DEL', ARGV[1] .. id)
    return id
  end
end
return false"""
_SERVE_SECONDS, _SERVE_MOST = 20, 200  # how long one job goes on with what waits, and how much of it at most
_KEEP_SECONDS = 60
_log = structlog.get_logger()


@cache
def _redis(url: str) -> Redis:
    return Redis.from_url(url, socket_connect_timeout=2, socket_timeout=5)


@cache
def _script(url: str) -> Script:
    return _redis(url).register_script(_TAKE_NEXT)


@cache
def _keys() -> tuple[str, ...]:
    """Of the queues of `_ACTS` in Valkey, in that order; asked for with each letter."""
    return tuple(queue(name).key for name in _ACTS)


def queue(name: str) -> Queue:
    """The named queue, as both sides must open it: ids travel as JSON."""
    return Queue(name, connection=_redis(settings.current().redis_url), serializer=JSONSerializer)


def room(most: int, names: tuple[str, ...] = QUEUES) -> int:
    """How many more ids the named queues may be given before they hold `most`; none while the queue is away."""
    try:
        return max(0, most - sum(queue(name).count for name in names))
    except RedisError:
        return 0


def deliver_after_commit(message_id: UUID, now: datetime, *, on: str) -> None:
    """Have a worker send the message."""
    db.after_commit(lambda: nudge("deliver", message_id, now, on=on))


def draw_after_commit(letter_id: UUID, now: datetime) -> None:
    """Have a worker draw the letter."""
    db.after_commit(lambda: nudge("draw", letter_id, now, on=LETTERS))


def with_followers(act: str, row_id: UUID) -> Iterator[UUID]:
    """`row_id`, then the ids that wait for the same act, each taken off its queue: a fork and its connections serve
    many. Ends when something more urgent waits, after a while, or when the queue is away. What is taken and not done,
    because the worker died, the sweep finds."""
    ends_at = time.monotonic() + _SERVE_SECONDS
    yield row_id
    for _ in range(_SERVE_MOST):
        if time.monotonic() >= ends_at or (following := _next(act)) is None:
            return
        yield following


def _next(act: str) -> UUID | None:
    """The id that waits first, off its queue; None when nothing waits, or something else comes first."""
    wanted: list[str | int] = [Job.key_for(""), *(int(its == act) for its in _ACTS.values())]
    try:
        job_id = _script(settings.current().redis_url)(_keys(), wanted)
        return UUID(job_id.decode().removeprefix(f"{act}-")[:36]) if job_id else None
    except (RedisError, ValueError):
        return None


def nudge(act: str, row_id: UUID, now: datetime, *, on: str) -> None:
    """Put `notifications.jobs.<act>` of one row on a queue. A queue that is away is only noted."""
    job_id = f"{act}-{row_id}-{int(now.timestamp()) // 30}"
    try:
        queue(on).enqueue_call(
            f"notifications.jobs.{act}",
            (str(row_id),),
            job_id=job_id,
            unique=True,
            timeout=JOB_SECONDS,
            result_ttl=0,
            failure_ttl=_KEEP_SECONDS,
        )
    except DuplicateJobError:
        return
    except RedisError as error:
        _log.warning("queue away, the sweep will find it", act=act, row=str(row_id), error=type(error).__name__)
