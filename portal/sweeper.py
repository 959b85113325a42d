"""Every 30 seconds: has sent what was posted and never left, does what triage does by itself, and forgets old codes;
every hour: looks at the life of drafts. `python -m portal.sweeper`."""

import os
import time

import structlog
from sqlalchemy.exc import SQLAlchemyError

from forms import gate_counts, life_sweep
from notifications import sweeping
from portal import clock, db, ready
from portal.accounts import tidying
from portal.web import logs
from triage import sweeping as triage

_EVERY, _DRAFTS_EVERY = 30, 3600  # seconds
log = structlog.get_logger()


def main() -> None:
    """Sweep until told to end."""
    logs.set_up()
    ready.for_work(os.environ)
    drafts_at = 0.0
    while True:
        sweep()
        if time.monotonic() >= drafts_at and sweep_drafts():
            drafts_at = time.monotonic() + _DRAFTS_EVERY
        time.sleep(_EVERY)


def sweep() -> None:
    """Sweep once. A database that is away is tried again the next time."""
    triage.sweep(clock.now())
    try:
        sweeping.sweep()
        with db.transaction():
            if lost := tidying.tidy(clock.now()):
                gate_counts.count("answers_lost", "", clock.today(), lost)
    except SQLAlchemyError as error:
        log.warning("sweep put off", error=type(error).__name__)


def sweep_drafts() -> bool:
    """Warn of drafts that come to their end, delete and erase those that are past it. False: to be tried again."""
    try:
        life_sweep.sweep(clock.now())
    except SQLAlchemyError as error:
        log.warning("sweep of drafts put off", error=type(error).__name__)
        return False
    return True


if __name__ == "__main__":
    main()
