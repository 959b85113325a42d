"""The portal's web program with its clock, and that of its cookies and answers, SOAK_LATER seconds ahead.

For the fault runs only: nothing of the portal itself can be told another time."""

import os
import time
from datetime import datetime, timedelta

from portal import clock
from portal.wsgi import app

_LATER = float(os.environ["SOAK_LATER"])
_now, _time = clock.now, time.time


def _later() -> datetime:
    return _now() + timedelta(seconds=_LATER)


clock.now = _later
time.time = lambda: _time() + _LATER

__all__ = ["app"]
