"""When the portal writes to people by itself: by day, on working days. What cannot wait (sign-in codes, Read now) does
not ask here."""

from datetime import datetime, time

from portal import clock
from triage import working_days

_FROM, _UNTIL = time(8), time(19)  # after the cut-off too: a day's broken promise is told on that day


def is_now(now: datetime) -> bool:
    """Whether somebody may get an e-mail that could wait for the morning."""
    local = clock.local(now)
    return _FROM <= local.time() < _UNTIL and working_days.is_working(local.date())
