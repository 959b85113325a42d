"""What an outcome is made of, and the slots many outcomes ask for (DOMAIN.md 2.4)."""

from dataclasses import dataclass
from enum import StrEnum

from triage.slots import Kind, Slot, When

ADVICE, EARLY_HELP, CHILD_IN_NEED = "Information and Advice", "EH Referral", "CIN Referral"
BOTH_BY_DAY_3 = "The family and the referrer, by day 3"


class FamilyLetter(StrEnum):
    YES = "yes"
    IN_PERSON_ONLY = "in_person_only"
    NO = "no"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`steps`: the moves of triage.statuses made when it is decided; that it was told comes after (triage.telling).
    `contact_outcome`: the national dataset's word."""

    code: str
    name: str
    means: str
    told: str  # who, and when
    slots: tuple[Slot, ...]
    contact_outcome: str = ""
    is_interim: bool = False
    keeps_due_date: bool = False  # its letter says that the answer is still to come by the promised date
    family_letter: FamilyLetter = FamilyLetter.YES
    steps: tuple[str, ...] = ("decide",)

    @property
    def is_final(self) -> bool:
        """Whether nothing more is to be decided."""
        return not self.is_interim

    @property
    def is_followed(self) -> bool:
        """Whether we ring later to ask if help has started, and the referrer may ask us to look again. What waits,
        goes on elsewhere or ends otherwise is followed there, and its letters promise neither."""
        return self.steps == ("decide",)


def on_date(slot_id: str, label: str, hint: str = "", *, within: str = "") -> Slot:
    """A date to come that the letter says. `within`: a target of the council file."""
    return Slot(id=slot_id, label=label, kind=Kind.DATE, hint=hint, when=When.COMING, within=within)


def checked_open() -> Slot:
    """When somebody asked a service that the directory does not list, or not freshly."""
    label, hint = "When you checked it is open and covers this district", "Leave it empty for one that is listed above"
    return Slot(
        id="checked_open", label=label, hint=hint, kind=Kind.DATE, required=False, when=When.CHECKED, in_letter=False
    )


def done_on(slot_id: str, label: str, hint: str = "") -> Slot:
    """A day on which something was done, since the request came in."""
    return Slot(id=slot_id, label=label, kind=Kind.DATE, hint=hint, when=When.PAST, in_letter=False)


def yes_to(slot_id: str, label: str) -> Slot:
    """A thing that must have been done before this outcome may be given."""
    return Slot(id=slot_id, label=label, kind=Kind.CHOICE, choices=(("yes", "Yes"),), in_letter=False)


def fact(slot_id: str, label: str, hint: str = "", *, required: bool = True, kind: Kind = Kind.TEXT) -> Slot:
    """Kept with the decision and never in a letter."""
    return Slot(id=slot_id, label=label, hint=hint, required=required, kind=kind, in_letter=False)
