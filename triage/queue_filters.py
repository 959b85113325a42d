"""What the queue can be asked for, as conditions on rows. Values are named, so a statement is built once and used ever
after: building one takes longer than PostgreSQL takes to answer it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Date, Text, Uuid, and_, bindparam

from portal import council, db
from portal.access import Can, may
from portal.accounts import reach
from portal.accounts.models import User
from portal.accounts.reach import Rota
from triage import promise
from triage.models.requests import HelpRequest
from triage.statuses import OPEN, WAITING, Status

ORDER = (~HelpRequest.read_now, HelpRequest.due_on, HelpRequest.id)  # false sorts first
BACK_ORDER = (HelpRequest.check_back_on, HelpRequest.id)
DISTRICTS: Any = bindparam("districts", type_=ARRAY(Text))
_READER: Any = bindparam("reader", type_=Uuid())
_TODAY: Any = bindparam("today", type_=Date())


_IS_OPEN = db.is_one_of(HelpRequest.status, OPEN)
CONDITIONS: dict[str, tuple[ColumnElement[bool], ...]] = {
    "open": (_IS_OPEN,),
    "mine": (_IS_OPEN, HelpRequest.assignee_id == _READER),
    "unassigned": (_IS_OPEN, HelpRequest.assignee_id.is_(None)),
    "waiting": (_IS_OPEN, db.is_one_of(HelpRequest.status, WAITING)),
    "due_today": (_IS_OPEN, and_(HelpRequest.due_on == _TODAY, promise.IS_DUE)),
    "late": (_IS_OPEN, and_(HelpRequest.due_on < _TODAY, promise.IS_DUE)),
    "checking_back": (db.is_one_of(HelpRequest.status, {Status.CHECKING_BACK}),),
    "reference": (HelpRequest.reference.startswith(bindparam("reference", type_=Text())),),
}


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which requests to list; with none set, all the open ones of the reader's districts."""

    mine: bool = False
    unassigned: bool = False
    waiting: bool = False  # for the referrer or the family
    due_today: bool = False
    late: bool = False
    checking_back: bool = False  # told and helped since: by the day to ring and ask
    district: str | None = None  # slug
    reference: str = ""  # the start of one, as typed: finds closed requests too, from its third letter on

    @property
    def names(self) -> tuple[str, ...]:
        """The names of those that are set, of CONDITIONS."""
        if self.reference:
            return ("reference",)
        return tuple(name for name in CONDITIONS if getattr(self, name, False)) or ("open",)


def slugs_of(reader: User, today: date | None = None, rota: Rota | None = None) -> list[str]:
    """The districts whose requests `reader` works, in the order of the council file; one statement at most.

    rota: what it says of them today, when that is known already."""
    if not may(reader.role, Can.READ_QUEUE):
        return []
    own = reach.districts_of(reader, today, rota)
    return [each.slug for each in council.current().districts if own is None or each.slug in own]
