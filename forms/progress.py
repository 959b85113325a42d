"""How far a draft is and how long it is kept, for lists of drafts."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from forms import checklist, people, queries
from forms.answers import Answers
from forms.checklist import State
from forms.models import Draft
from portal import clock
from portal.council import Council

_WARN_DAYS = 14  # before a draft is deleted (DOMAIN.md 6.2)


@dataclass(frozen=True)
class Progress:
    """children: first names; kept_until: the last day the draft can be opened."""

    draft: Draft
    children: tuple[str, ...]
    done: int
    of: int
    kept_until: date
    is_near_its_end: bool

    @property
    def draft_id(self) -> UUID:
        return self.draft.id


def of_drafts(drafts: list[Draft], council: Council, today: date) -> list[Progress]:
    """Each draft with how far it is, in the same order; those near their end first."""
    answers = queries.answers_of(drafts)
    found = [_of(draft, answers[draft.id], council, today) for draft in drafts]
    return sorted(found, key=lambda progress: not progress.is_near_its_end)


def kept_until(draft: Draft, answers: Answers, council: Council) -> date:
    """The last day a draft is kept: longer once the family's agreement is recorded (DOMAIN.md 6.2)."""
    has_agreement = answers.value("agree_status") == "agreed" and bool(answers.items("agree_people"))
    days = council.keep.agreed_draft_days if has_agreement else council.keep.draft_days
    return clock.local(draft.saved_at).date() + timedelta(days=days)


def _of(draft: Draft, answers: Answers, council: Council, today: date) -> Progress:
    states = [section.state for section in checklist.task_list(answers, council, today)]
    until = kept_until(draft, answers, council)
    names = tuple(people.call(answers, "children", item) for item in answers.items("children"))
    is_near = until - today <= timedelta(days=_WARN_DAYS)
    return Progress(draft, names, states.count(State.COMPLETED), len(states), until, is_near)
