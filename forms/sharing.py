"""Who may open a draft: its owner, and colleagues of the same organisation it is handed to (DOMAIN.md 1.1, 2.1).

The saving statement (forms/autosave_sql.py) keeps the same rule; tests/forms/test_sharing.py compares the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forms import paths, people
from forms.models import Draft, DraftShare
from forms.questions import QuestionSet, Section
from portal import db
from portal.access import Can, may
from portal.accounts.models import User

WHOLE = ""  # DraftShare.section of a draft that is handed over whole


@dataclass(frozen=True)
class Rights:
    """What one reader may do with one draft. sections: ids of those handed to them; none for who has the whole."""

    is_owner: bool = False
    is_whole: bool = False  # everything but handing on, taking back, deleting and keeping
    sections: frozenset[str] = frozenset()

    def may_open(self, section_id: str) -> bool:
        """Whether the pages of this section are theirs to read and write."""
        return self.is_whole or section_id in self.sections


OWNER = Rights(is_owner=True, is_whole=True)


def rights(draft: Draft, reader: User) -> Rights | None:
    """What `reader` may do with `draft`; None when it is not theirs at all. No statement for its owner, else one.

    The owner of a draft and whom it was handed to may lose it at any time: their account is closed, their role is no
    longer one that asks, they work elsewhere now, or it was taken back."""
    if reader.closed_at is not None or not may(reader.role, Can.ASK):
        return None
    if draft.owner_id == reader.id:
        return OWNER
    if reader.organisation_id is None or reader.organisation_id != draft.organisation_id:
        return None
    handed = select(DraftShare.section).where(DraftShare.draft_id == draft.id, DraftShare.person_id == reader.id)
    return of_parts(db.session.scalars(handed).all())


def of_parts(handed: Sequence[str]) -> Rights | None:
    """The rights that these rows of DraftShare.section give."""
    if WHOLE in handed:
        return Rights(is_whole=True)
    return Rights(sections=frozenset(handed)) if handed else None


def to_hand(questions: QuestionSet) -> list[Section]:
    """The sections that can be handed over alone: not the gate before the form, and not the sending of it."""
    return list(questions.sections[1:-1])


def section_of(path: str, questions: QuestionSet) -> str:
    """The id of the section in which the answer at `path` is asked; of `children/<item>` itself the one where children
    are added. Raises paths.Unknown."""
    head, _, rest = path.partition("/")
    if head == paths.NOT_THIS:
        return section_of(rest, questions)
    spot = paths.find(path, questions)
    page = questions.page_of[spot.question.id] if spot.question else questions.pages_of(head)[0]
    return questions.section_of(page).id


def home_of(repeat_id: str, questions: QuestionSet) -> str:
    """The id of the section where these people are added and removed."""
    return questions.section_of(questions.pages_of(repeat_id)[0]).id


def may_read(path: str, rights: Rights, questions: QuestionSet) -> bool:
    """Whether the answer at `path` may be shown to who has these rights: those of their sections, and of people asked
    about in their sections who they are (place in the list and names)."""
    try:
        if rights.may_open(section_of(path, questions)):
            return True
    except paths.Unknown:
        return False
    head, _, rest = path.partition("/")
    return head in repeats_in(rights, questions) and (rest.partition("/")[2] in {"", *people.NAMES[head]})


def repeats_in(rights: Rights, questions: QuestionSet) -> frozenset[str]:
    """The people (`children`, ...) that the sections of these rights ask about."""
    sections = [section for section in questions.sections if rights.may_open(section.id)]
    return frozenset(page.repeat.id for section in sections for page in section.pages if page.repeat)
