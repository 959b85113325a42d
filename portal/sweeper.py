"""Every 30 seconds: has sent what was posted and never left, and forgets old codes. `python -m portal.sweeper`."""

import os
import time

import structlog
from sqlalchemy.exc import SQLAlchemyError

from forms import gate_counts
from notifications import sweeping
from portal import clock, db, ready
from portal.accounts import tidying
from portal.web import logs

_EVERY = 30  # seconds
log = structlog.get_logger()


def main() -> None:
    """Sweep until told to end."""
    logs.set_up()
    ready.for_work(os.environ)
    while True:
        sweep()
        time.sleep(_EVERY)


def sweep() -> None:
    """Sweep once. A database that is away is tried again the next time."""
    try:
        sweeping.sweep()
        with db.transaction():
            if lost := tidying.tidy(clock.now()):
                gate_counts.count("answers_lost", "", clock.today(), lost)
    except SQLAlchemyError as error:
        log.warning("sweep put off", error=type(error).__name__)


if __name__ == "__main__":
    main()
