"""Who may do what: every role, every act and the table that joins them (DOMAIN.md 2.1).

A view without `@needs` or `@public` stops the start of the portal.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "_access"


class Role(StrEnum):
    REFERRER = "referrer"
    ORG_LEAD = "org_lead"
    EHA = "eha"
    DUTY_EHA = "duty_eha"
    QA_REVIEWER = "qa_reviewer"
    SERVICE_MANAGER = "service_manager"
    MAC_MEMBER = "mac_member"
    DATA_VIEWER = "data_viewer"
    ADMIN = "admin"

    @property
    def is_council(self) -> bool:
        """Council roles have shorter sign-ins and are invited, never self-made."""
        return self not in {Role.REFERRER, Role.ORG_LEAD, Role.MAC_MEMBER}


class Can(StrEnum):
    OWN_ACCOUNT = "see and change their own account"
    ASK = "write and send requests"
    TAKE_OVER = "take over drafts of people who left their organisation"
    READ_OWN_REQUESTS = "read the requests they sent and their letters"
    READ_LETTERS = "open the letters they may see"
    READ_QUEUE = "read the requests of their districts"
    TRIAGE = "pick up, ask, and decide requests of their districts"
    OPEN_RESTRICTED = "open a restricted answer with a reason"
    SECOND_LOOK = "approve or return a colleague's decision before its letters go"
    MANAGE_WORK = "share out requests, name cover and the duty advisor, lend advisors, see everybody's load"
    SEE_POST_ROOM = "see what letters wait or failed"
    MANAGE_PEOPLE = "invite people and change roles"
    KEEP_WORDINGS = "change the sentences of the letters"
    SEE_SETTINGS = "see council settings and the postcode edition"


_REFERRER = frozenset({Can.OWN_ACCOUNT, Can.ASK, Can.READ_OWN_REQUESTS, Can.READ_LETTERS})
_ADVISOR = frozenset(
    {Can.OWN_ACCOUNT, Can.READ_QUEUE, Can.READ_LETTERS, Can.TRIAGE, Can.OPEN_RESTRICTED, Can.SECOND_LOOK}
)

GRANTS: dict[Role, frozenset[Can]] = {
    Role.REFERRER: _REFERRER,
    Role.ORG_LEAD: _REFERRER | {Can.TAKE_OVER},
    Role.EHA: _ADVISOR,
    Role.DUTY_EHA: _ADVISOR,
    Role.QA_REVIEWER: frozenset({Can.OWN_ACCOUNT, Can.SECOND_LOOK}),
    Role.SERVICE_MANAGER: _ADVISOR | {Can.MANAGE_WORK, Can.SEE_POST_ROOM},
    Role.MAC_MEMBER: frozenset({Can.OWN_ACCOUNT}),
    Role.DATA_VIEWER: frozenset({Can.OWN_ACCOUNT}),
    Role.ADMIN: frozenset({Can.OWN_ACCOUNT, Can.MANAGE_PEOPLE, Can.KEEP_WORDINGS, Can.SEE_SETTINGS}),
}


def may(role: Role, act: Can) -> bool:
    """Whether the table grants `act` to `role`."""
    return act in GRANTS[role]


def needs(act: Can) -> Callable[[View], View]:
    """Mark a view as open only to signed-in people whose role is granted `act`."""

    def mark(view: View) -> View:
        setattr(view, _MARK, act)
        return view

    return mark


def public(view: View) -> View:
    """Mark a view as open to anybody."""
    setattr(view, _MARK, None)
    return view


def is_marked(view: Callable[..., Any]) -> bool:
    """Whether somebody decided who may open this view."""
    return hasattr(view, _MARK)


def act_of(view: Callable[..., Any]) -> Can | None:
    """What a visitor must be granted to open `view`; None when it is public."""
    act: Can | None = getattr(view, _MARK)
    return act
