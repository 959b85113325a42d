"""The life of a request as one table of steps (DOMAIN.md 2.3). Buttons, rules, docs and tests all come from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from portal.access import Can, Role, may


class Status(StrEnum):
    DRAFT = "draft"
    DELETED = "deleted"
    SENT = "sent"
    IN_TRIAGE = "in_triage"
    AWAITING_INFORMATION = "awaiting_information"
    AWAITING_FAMILY = "awaiting_family"
    DECIDED = "decided"
    MAC_BOOKED = "mac_booked"
    OUTCOME_SENT = "outcome_sent"
    CHECKING_BACK = "checking_back"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    LINKED = "linked"
    TRANSFERRED = "transferred"

    @property
    def name_shown(self) -> str:
        """What the council's pages call it."""
        return _NAMES[self]

    @property
    def is_open(self) -> bool:
        """Whether a request at this status stands in the queue."""
        return self in OPEN

    @property
    def means(self) -> str:
        """One sentence a newcomer understands."""
        return _MEANINGS[self]


_NAMES: dict[Status, str] = {
    Status.DRAFT: "Draft",
    Status.DELETED: "Deleted",
    Status.SENT: "New",
    Status.IN_TRIAGE: "In triage",
    Status.AWAITING_INFORMATION: "Waiting for the referrer",
    Status.AWAITING_FAMILY: "Waiting for the family",
    Status.DECIDED: "Decided",
    Status.MAC_BOOKED: "Conversation booked",
    Status.OUTCOME_SENT: "Outcome sent",
    Status.CHECKING_BACK: "Checking back",
    Status.CLOSED: "Closed",
    Status.WITHDRAWN: "Withdrawn",
    Status.LINKED: "Joined to another request",
    Status.TRANSFERRED: "Passed on",
}

_MEANINGS: dict[Status, str] = {
    Status.DRAFT: "Being written",
    Status.DELETED: "A draft that was thrown away",
    Status.SENT: "In the queue, not opened",
    Status.IN_TRIAGE: "An Early Help Advisor has it",
    Status.AWAITING_INFORMATION: "A question is with the referrer",
    Status.AWAITING_FAMILY: "Trying to reach the family",
    Status.DECIDED: "Outcome recorded, letters not all sent",
    Status.MAC_BOOKED: "Interim outcome sent, conversation to come",
    Status.OUTCOME_SENT: "Everyone told",
    Status.CHECKING_BACK: "Actions running",
    Status.CLOSED: "Check-back done",
    Status.WITHDRAWN: "Taken back before a decision",
    Status.LINKED: "Dealt with under another reference",
    Status.TRANSFERRED: "Another team or council has it",
}

OPEN = frozenset(
    {
        Status.SENT,
        Status.IN_TRIAGE,
        Status.AWAITING_INFORMATION,
        Status.AWAITING_FAMILY,
        Status.DECIDED,
        Status.MAC_BOOKED,
    }
)
WAITING = frozenset({Status.AWAITING_INFORMATION, Status.AWAITING_FAMILY})
HELD = OPEN | {Status.CHECKING_BACK}  # somebody has something to do


@dataclass(frozen=True)
class Step:
    """A move that may be made: `button` is its words on screen, empty when it comes with another act. `acts`: a role
    granted any of them may take it; `by_portal`: the portal may, by itself."""

    name: str
    button: str
    sources: frozenset[Status]
    target: Status
    acts: frozenset[Can]
    by_portal: bool = False

    def is_allowed(self, status: Status) -> bool:
        """Whether the move may start at `status`."""
        return status in self.sources

    def is_for(self, role: Role | None) -> bool:
        """Whether somebody of that role may take it; None asks for the portal itself."""
        return self.by_portal if role is None else any(may(role, act) for act in self.acts)

    def is_open_to(self, role: Role | None, status: Status) -> bool:
        """Whether that role may take it from `status`: what a button asks."""
        return self.is_allowed(status) and self.is_for(role)


def step(
    name: str, button: str, sources: Iterable[Status], target: Status, *acts: Can, by_portal: bool = False
) -> Step:
    """One line of the table."""
    return Step(name, button, frozenset(sources), target, frozenset(acts), by_portal)


_TALKING = {Status.IN_TRIAGE, Status.AWAITING_INFORMATION, Status.AWAITING_FAMILY}
_TOLD = {Status.OUTCOME_SENT, Status.CHECKING_BACK}
_AGAIN = {Status.DECIDED, Status.CHECKING_BACK, Status.CLOSED}
_WRITER, _SENDER, _ADVISOR = Can.ASK, Can.READ_OWN_REQUESTS, Can.TRIAGE

# DOMAIN.md's table does not say how a request comes to `mac_booked`: its interim letter goes after a decision.
STEPS: dict[str, Step] = {
    line.name: line
    for line in (
        step("send", "Send request", {Status.DRAFT}, Status.SENT, _WRITER),
        step("discard", "Delete draft", {Status.DRAFT}, Status.DELETED, _WRITER, by_portal=True),
        step("pick_up", "Start triage", {Status.SENT}, Status.IN_TRIAGE, _ADVISOR),
        step("ask", "Ask the referrer", {Status.IN_TRIAGE}, Status.AWAITING_INFORMATION, _ADVISOR),
        step("answer", "Send your answers", {Status.AWAITING_INFORMATION}, Status.IN_TRIAGE, _SENDER),
        step("try_family", "Waiting to reach the family", {Status.IN_TRIAGE}, Status.AWAITING_FAMILY, _ADVISOR),
        step("resume", "Carry on with triage", WAITING, Status.IN_TRIAGE, _ADVISOR),
        step("withdraw", "Withdraw this request", {Status.SENT, *_TALKING}, Status.WITHDRAWN, _SENDER, _ADVISOR),
        step("link", "Join to another request", {Status.IN_TRIAGE}, Status.LINKED, _ADVISOR),
        step("transfer", "Pass to another team", {Status.SENT, Status.IN_TRIAGE}, Status.TRANSFERRED, _ADVISOR),
        step("take_over", "", {Status.TRANSFERRED}, Status.IN_TRIAGE, _ADVISOR),
        step("decide", "Record outcome", {*_TALKING, Status.MAC_BOOKED}, Status.DECIDED, _ADVISOR),
        step("book_mac", "", {Status.DECIDED}, Status.MAC_BOOKED, _ADVISOR, by_portal=True),
        step("tell", "", {Status.DECIDED}, Status.OUTCOME_SENT, _ADVISOR, by_portal=True),
        step("reopen", "Open again", _AGAIN, Status.IN_TRIAGE, _ADVISOR, Can.SECOND_LOOK),
        step("start_checking", "", {Status.OUTCOME_SENT}, Status.CHECKING_BACK, _ADVISOR, by_portal=True),
        step("close", "Close", {Status.CHECKING_BACK}, Status.CLOSED, _ADVISOR),
        step("look_again", "Ask us to look again", {*_TOLD, Status.CLOSED}, Status.IN_TRIAGE, _SENDER),
        step("sent_back", "The other council sent it back", {Status.TRANSFERRED}, Status.IN_TRIAGE, _ADVISOR),
        step("step_up", "Ring the MASH", {*_AGAIN, *_TOLD}, Status.IN_TRIAGE, _ADVISOR),
    )
}


def open_to(status: Status, role: Role | None) -> list[Step]:
    """The steps that a role (None: the portal itself) may take from `status`, in table order."""
    return [line for line in STEPS.values() if line.is_open_to(role, status)]
