"""The life of a request as one table of steps (DOMAIN.md 2.3). Buttons, rules, docs and tests all come from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True)
class Step:
    """A move that may be made: `button` is its words on screen, empty when a rule makes the move by itself."""

    name: str
    button: str
    sources: frozenset[Status]
    target: Status

    def is_allowed(self, status: Status) -> bool:
        """Whether the move may start at `status`."""
        return status in self.sources


def step(name: str, button: str, sources: Iterable[Status], target: Status) -> Step:
    """One line of the table."""
    return Step(name, button, frozenset(sources), target)


_TALKING = {Status.IN_TRIAGE, Status.AWAITING_INFORMATION, Status.AWAITING_FAMILY}
_TOLD = {Status.OUTCOME_SENT, Status.CHECKING_BACK}

# DOMAIN.md's table does not say how a request comes to `mac_booked`: its interim letter goes after a decision.
STEPS: dict[str, Step] = {
    line.name: line
    for line in (
        step("send", "Send request", {Status.DRAFT}, Status.SENT),
        step("discard", "Delete draft", {Status.DRAFT}, Status.DELETED),
        step("pick_up", "Start triage", {Status.SENT}, Status.IN_TRIAGE),
        step("ask", "Ask the referrer", {Status.IN_TRIAGE}, Status.AWAITING_INFORMATION),
        step("answer", "Send your answers", {Status.AWAITING_INFORMATION}, Status.IN_TRIAGE),
        step("try_family", "Waiting to reach the family", {Status.IN_TRIAGE}, Status.AWAITING_FAMILY),
        step("resume", "Carry on with triage", {Status.AWAITING_INFORMATION, Status.AWAITING_FAMILY}, Status.IN_TRIAGE),
        step("withdraw", "Withdraw this request", {Status.SENT, *_TALKING}, Status.WITHDRAWN),
        step("link", "Join to another request", {Status.IN_TRIAGE}, Status.LINKED),
        step("transfer", "Pass to another team", {Status.SENT, Status.IN_TRIAGE}, Status.TRANSFERRED),
        step("take_over", "", {Status.TRANSFERRED}, Status.IN_TRIAGE),
        step("decide", "Record outcome", {*_TALKING, Status.MAC_BOOKED}, Status.DECIDED),
        step("book_mac", "", {Status.DECIDED}, Status.MAC_BOOKED),
        step("tell", "", {Status.DECIDED}, Status.OUTCOME_SENT),
        step("reopen", "Open again", {Status.DECIDED, Status.CHECKING_BACK, Status.CLOSED}, Status.IN_TRIAGE),
        step("start_checking", "", {Status.OUTCOME_SENT}, Status.CHECKING_BACK),
        step("close", "Close", {Status.CHECKING_BACK}, Status.CLOSED),
        step("look_again", "Ask us to look again", {*_TOLD, Status.CLOSED}, Status.IN_TRIAGE),
        step("sent_back", "The other council sent it back", {Status.TRANSFERRED}, Status.IN_TRIAGE),
        step("step_up", "Ring the MASH", {Status.DECIDED, *_TOLD, Status.CLOSED}, Status.IN_TRIAGE),
    )
}


def open_to(status: Status) -> list[Step]:
    """The steps that may be taken from `status`, in table order."""
    return [line for line in STEPS.values() if line.is_allowed(status)]
