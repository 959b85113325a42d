"""Now and today. Read at the edge (a view, a job, a command) and passed inwards."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date in England now."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """`moment` as the clock on an English wall shows it."""
    return moment.astimezone(LONDON)
