"""How far a draft is and how long it is kept, for lists of drafts."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from forms import checklist, life, people, queries
from forms.answers import Answers
from forms.checklist import State
from forms.models import Draft
from portal.council import Council


@dataclass(frozen=True)
class Progress:
    """children: first names; kept_until: the last day the draft can be opened; can_be_kept: its owner may keep it for
    longer, as the family's agreement is recorded."""

    draft: Draft
    children: tuple[str, ...]
    done: int
    of: int
    kept_until: date
    is_near_its_end: bool
    can_be_kept: bool

    @property
    def draft_id(self) -> UUID:
        return self.draft.id


@dataclass(frozen=True)
class Deleted:
    """A draft that can be put back. until: the last day for it."""

    draft_id: UUID
    children: tuple[str, ...]
    at: datetime
    why: str
    until: date


def of_deleted(drafts: list[Draft], council: Council) -> list[Deleted]:
    """Each deleted draft, in the same order."""
    answers = queries.answers_of(drafts)
    return [
        Deleted(
            draft.id,
            _names(answers[draft.id]),
            draft.deleted_at,
            draft.deleted_why,
            life.back_until(draft, council.keep),
        )
        for draft in drafts
        if draft.deleted_at
    ]


def of_drafts(drafts: list[Draft], council: Council, today: date) -> list[Progress]:
    """Each draft with how far it is, in the same order; those near their end first."""
    answers = queries.answers_of(drafts)
    found = [_of(draft, answers[draft.id], council, today) for draft in drafts]
    return sorted(found, key=lambda progress: not progress.is_near_its_end)


def kept_until(draft: Draft, answers: Answers, council: Council) -> date:
    """The last day a draft is kept: longer once the family's agreement is recorded (forms/life.py)."""
    return life.of(draft, life.is_agreed(answers), council.keep).last_day


def _of(draft: Draft, answers: Answers, council: Council, today: date) -> Progress:
    states = [section.state for section in checklist.task_list(answers, council, today)]
    its = life.of(draft, life.is_agreed(answers), council.keep)
    return Progress(
        draft=draft,
        children=_names(answers),
        done=states.count(State.COMPLETED),
        of=len(states),
        kept_until=max(its.last_day, today),  # the last warning may have gone late: it is not deleted before
        is_near_its_end=its.is_near_its_end(today),
        can_be_kept=its.has_agreement and life.kept_until(draft, council.keep, today) > its.last_day,
    )


def _names(answers: Answers) -> tuple[str, ...]:
    return tuple(people.call(answers, "children", item) for item in answers.items("children"))
