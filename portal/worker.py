"""The queue's worker: `python -m portal.worker`. It forks for each job, so one that dies takes nothing with it."""

import os

from rq import Worker

from notifications import dispatch, jobs
from portal import ready
from portal.web import logs

_MAINTENANCE = 30  # seconds; RQ's own ten minutes would leave a killed job's entry lying


def main() -> None:
    """Work until told to end."""
    logs.set_up()
    ready.for_work(os.environ)
    jobs.warm()
    queues = [dispatch.queue(name) for name in dispatch.QUEUES]
    worker = Worker(
        queues, connection=queues[0].connection, serializer=queues[0].serializer, maintenance_interval=_MAINTENANCE,
        log_job_description=False,  # it would write what a job was given
    )  # fmt: skip
    worker.work(logging_level="WARNING")


if __name__ == "__main__":
    main()
