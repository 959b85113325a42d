"""What the demo's advisors did before they decided: whom they rang, what they looked up, which requests they joined."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from portal import clock
from portal.accounts.models import User
from portal.demo_days import moment
from triage import case_checks, contacts, links, working_days
from triage.models.contacts import With
from triage.models.requests import HelpRequest


def keep(request: HelpRequest, told: dict[str, Any], by: User, now: datetime) -> None:
    """Do what families.yaml tells under `contacts` and `case_check`. Raises Wrong or NotAllowed as the rules do."""
    for each in told.get("contacts", ()):
        at = moment(each["at"], now)
        again = working_days.after(clock.local(now).date(), each["again"]) if "again" in each else None
        said = contacts.Told(
            with_whom=With(each["with"]),
            way=each["way"],
            result=each["result"],
            press=uuid4(),
            at=at,
            whom=each.get("whom", ""),
            words=each.get("words", ""),
            next_on=again,
            said_yes=each.get("said_yes", False),
        )
        contacts.log(request, said, by, at)
    if check := told.get("case_check"):
        at = moment(check["at"], now)
        case_checks.keep(request, is_found="found" in check, words=check.get("found", ""), checked_at=at, by=by, now=at)


def join(request: HelpRequest, told: dict[str, Any], sent: dict[str, HelpRequest], by: User, now: datetime) -> None:
    """Confirm that the request is about the same family as the one `told` names."""
    links.confirm(request, sent[told["to"]], by, moment(told["at"], now))
