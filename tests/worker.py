"""The queue's worker, in the test's own process: takes what is queued on the test's Valkey until nothing is left."""

from redis import Redis
from rq import SimpleWorker
from rq.timeouts import TimerDeathPenalty

from notifications import dispatch
from portal import settings
from portal.worker import tell_triage


def empty_queue() -> None:
    """Forget what other tests left queued."""
    Redis.from_url(settings.current().redis_url).flushdb()


def work() -> None:
    """Do all that is queued, as the worker does. Only the fork for each job is left out."""
    tell_triage()
    queues = [dispatch.queue(name) for name in (*dispatch.QUEUES, dispatch.EXAMPLES)]
    worker = SimpleWorker(queues, connection=queues[0].connection, serializer=queues[0].serializer)
    worker.death_penalty_class = TimerDeathPenalty
    worker.work(burst=True, logging_level="WARNING")
