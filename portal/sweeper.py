"""Every 30 seconds: has sent what was posted and never left, does what triage does by itself, and forgets old codes;
every minute: reads what mail servers report; every hour: looks at the life of drafts and counts promised dates anew.
`python -m portal.sweeper`."""

import os
import time

import structlog
from sqlalchemy.exc import SQLAlchemyError

from forms import life_sweep
from notifications import bounce_reading, sweeping
from portal import clock, day_counts, db, ready
from portal.accounts import tidying
from portal.web import logs
from triage import recounting
from triage import sweeping as triage

_EVERY, _REPORTS, _SELDOM = 30, 60, 3600  # seconds
log = structlog.get_logger()


def main() -> None:
    """Sweep until told to end."""
    logs.set_up()
    ready.for_work(os.environ)
    reports_at = hourly_at = 0.0
    while True:
        sweep()
        if time.monotonic() >= reports_at:
            read_reports()
            reports_at = time.monotonic() + _REPORTS
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


def read_reports() -> None:
    """Read what mail servers say of mail that they took. It waits in its mailbox when the database is away."""
    try:
        bounce_reading.sweep()
    except SQLAlchemyError as error:
        log.warning("reports put off", error=type(error).__name__)


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
