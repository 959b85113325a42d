"""Every 30 seconds: has sent what was posted and never left, does what triage does by itself, and forgets old codes;
every hour: looks at the life of drafts and counts promised dates anew. `python -m portal.sweeper`."""

import os
import time

import structlog
from sqlalchemy.exc import SQLAlchemyError

from forms import life_sweep
from notifications import sweeping
from portal import clock, day_counts, db, ready
from portal.accounts import tidying
from portal.web import logs
from triage import recounting
from triage import sweeping as triage

_EVERY, _SELDOM = 30, 3600  # seconds
log = structlog.get_logger()


def main() -> None:
    """Sweep until told to end."""
    logs.set_up()
    ready.for_work(os.environ)
    hourly_at = 0.0
    while True:
        sweep()
        if time.monotonic() >= hourly_at and sweep_hourly():
            hourly_at = time.monotonic() + _SELDOM
        time.sleep(_EVERY)


def sweep() -> None:
    """Sweep once. A database that is away is tried again the next time."""
    triage.sweep(clock.now())
    try:
        sweeping.sweep()
        with db.transaction():
            if lost := tidying.tidy(clock.now()):
                day_counts.count(day_counts.LOST, "", clock.today(), lost)
    except SQLAlchemyError as error:
        log.warning("sweep put off", error=type(error).__name__)


def sweep_hourly() -> bool:
    """Move promised dates where the days off have changed; warn of drafts that come to their end, delete and erase
    those that are past it. False: to be tried again."""
    try:
        if moved := recounting.recount(clock.now()):
            log.info("promised dates moved", requests=moved)
        life_sweep.sweep(clock.now())
    except SQLAlchemyError as error:
        log.warning("hourly sweep put off", error=type(error).__name__)
        return False
    return True


if __name__ == "__main__":
    main()
