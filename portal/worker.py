"""The queue's worker: `python -m portal.worker`. It forks for each job, so one that dies takes nothing with it."""

import os
import sys
import time
from contextlib import suppress
from datetime import datetime
from types import FrameType
from uuid import UUID

import structlog
from redis import RedisError
from rq import Worker

from notifications import delivering, dispatch, holding, last_look, warming
from portal import clock, db, ready, settings
from portal.web import logs
from triage import private, telling

_MAINTENANCE = 30  # seconds; RQ's own ten minutes would leave a killed job's entry lying
_LOOK_AGAIN = 2  # seconds
log = structlog.get_logger()


class _Worker(Worker):
    """RQ's worker, which ends itself when the queue goes away during a job. `is_told_to_end`: whether we wanted it."""

    max_connection_wait_time = 10.0  # seconds between two looks for a queue that is away
    is_told_to_end = False

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """Note that a signal came, then do as RQ does."""
        self.is_told_to_end = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]  # RQ leaves this method untyped


def main() -> None:
    """Work until told to end. When the queue went away this process starts itself anew and waits for it."""
    logs.set_up()
    ready.for_work(os.environ)
    start_held(clock.now())
    tell_triage()
    warming.warm()
    if not work():
        log.warning("queue went away, starting anew")
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606 - this very program, as it was called


def work() -> bool:
    """Take jobs until told to end; False when the queue went away."""
    _wait_for_queue()
    worker = _worker()
    with suppress(RedisError):
        worker.work(logging_level="WARNING")
    return worker.is_told_to_end


def start_held(now: datetime) -> None:
    """After a restore: nothing leaves before somebody has looked at the list (MAIL_HOLD=1, docs/runbook.md)."""
    with db.transaction():
        if settings.current().starts_held and holding.since() is None:
            log.warning("mail is held", waiting=holding.hold(now))


def tell_triage() -> None:
    """Have triage know at once of each letter that the mail server took, and say what no letter of a request holds."""
    delivering.after_sent(_delivered)
    last_look.kept_out_by(private.of_request)


def _delivered(message_ids: list[UUID]) -> None:
    telling.delivered(message_ids, clock.now())


def _worker() -> _Worker:
    queues = [dispatch.queue(name) for name in (*dispatch.QUEUES, dispatch.EXAMPLES, dispatch.OTHERS)]
    return _Worker(
        queues, connection=queues[0].connection, serializer=queues[0].serializer, maintenance_interval=_MAINTENANCE,
        log_job_description=False,  # it would write what a job was given
    )  # fmt: skip


def _wait_for_queue() -> None:
    while True:
        with suppress(RedisError):
            dispatch.queue(dispatch.QUEUES[0]).connection.ping()
            return
        time.sleep(_LOOK_AGAIN)


if __name__ == "__main__":
    main()
