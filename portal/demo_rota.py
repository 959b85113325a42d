"""The demo's days: who is away and who covers, who is lent to another district, who is on duty."""

from collections.abc import Mapping
from datetime import datetime

from portal import clock
from portal.accounts.models import User
from triage import absences, duty, lending, working_days

_MANAGER, _GRACE = "dev.sandhu@council.example", "grace.okafor@council.example"
_NADIA, _SAM = "nadia.rahman@council.example", "sam.whitlock@council.example"


def plan(people: Mapping[str, User], now: datetime) -> None:
    """Nadia is away and Grace answers; Grace is on duty on the next working day; Sam works Bassetlaw too after that."""
    today, manager = clock.local(now).date(), people[_MANAGER]
    following = [working_days.after(today, number) for number in range(1, 8)]
    absences.add(people[_NADIA], today, following[2], people[_GRACE].id, people[_NADIA], now, today)
    duty.name(people[_GRACE], following[0], manager, now, today)
    lending.lend(people[_SAM], "bassetlaw", following[1], following[6], manager, now, today)
