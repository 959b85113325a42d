"""Lists of drafts that are handed over: to whom one is handed, what a person was handed, and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from forms import checklist, people, queries, question_file, sharing
from forms.answers import Answers
from forms.checklist import State
from forms.models import Draft, DraftShare
from forms.questions import QuestionSet, Section
from forms.sharing import Rights
from portal import db
from portal.access import Can, may
from portal.accounts.models import User
from portal.council import Council
from triage.models.requests import HelpRequest


@dataclass(frozen=True)
class Holder:
    """A colleague a draft is handed to. sections: ids, none for the whole; is_cut_off: they work elsewhere now or their
    account is closed, so that it opens for them no more."""

    person: User
    sections: tuple[str, ...]
    since: datetime
    is_cut_off: bool

    def titles(self, questions: QuestionSet) -> list[str]:
        """What they have, in the order of the form; [] for the whole."""
        return [section.title for section in questions.sections if section.id in self.sections]


@dataclass(frozen=True)
class Handed:
    """A draft handed to somebody. by: the name of who handed it; since: when they first did."""

    draft: Draft
    rights: Rights
    by: str
    since: datetime

    @property
    def sections(self) -> list[Section]:
        """The parts of it that they may open, in the order of the form; all of them for who has the whole."""
        questions = question_file.load(self.draft.question_set)
        return [section for section in questions.sections[1:] if self.rights.may_open(section.id)]


@dataclass(frozen=True)
class SentByColleague:
    """What became of an own draft that a colleague sent: they are its referrer now."""

    reference: str
    sent_at: datetime
    by: str
    children: tuple[str, ...]


def holders(draft: Draft) -> list[Holder]:
    """To whom a draft is handed, who has had it longest first. One SELECT."""
    rows = select(DraftShare, User).join(User, User.id == DraftShare.person_id).where(DraftShare.draft_id == draft.id)
    found: dict[UUID, tuple[User, list[DraftShare]]] = {}
    for share, person in db.session.execute(rows.order_by(DraftShare.given_at, User.id, DraftShare.section)):
        found.setdefault(person.id, (person, []))[1].append(share)
    return [_holder(draft, person, shares) for person, shares in found.values()]


def _holder(draft: Draft, person: User, shares: list[DraftShare]) -> Holder:
    sections = tuple(share.section for share in shares if share.section != sharing.WHOLE)
    is_here = person.organisation_id == draft.organisation_id and may(person.role, Can.ASK)
    return Holder(person, sections, shares[0].given_at, person.closed_at is not None or not is_here)


def handed_to(reader: User) -> list[Handed]:
    """The unsent drafts that `reader` was handed and may still open, newest handed first. One SELECT."""
    if reader.organisation_id is None:
        return []
    rows = (
        select(Draft, DraftShare, User.name)
        .join(DraftShare, DraftShare.draft_id == Draft.id)
        .join(User, User.id == DraftShare.given_by)
        .where(DraftShare.person_id == reader.id, Draft.organisation_id == reader.organisation_id)
        .where(Draft.owner_id != reader.id, Draft.sent_at.is_(None), Draft.deleted_at.is_(None))
        .order_by(DraftShare.given_at.desc(), Draft.id, DraftShare.section)
    )
    found: dict[UUID, tuple[Draft, list[DraftShare], str]] = {}
    for draft, share, by in db.session.execute(rows):
        found.setdefault(draft.id, (draft, [], by))[1].append(share)
    return [handed for each in found.values() if (handed := _handed(*each))]


def _handed(draft: Draft, shares: list[DraftShare], by: str) -> Handed | None:
    rights = sharing.of_parts([share.section for share in shares])
    return Handed(draft, rights, by, min(share.given_at for share in shares)) if rights else None


def sent_by_colleagues(owner: User, but: Collection[str] = ()) -> list[SentByColleague]:
    """What colleagues sent of the drafts that `owner` began, newest first. but: references of those that the owner is
    shown anyway, as the lead of their organisation. One SELECT."""
    rows = (
        select(HelpRequest.reference, HelpRequest.sent_at, User.name, HelpRequest.children)
        .join(Draft, Draft.id == HelpRequest.draft_id)
        .join(User, User.id == HelpRequest.referrer_id)
        .where(Draft.owner_id == owner.id, HelpRequest.referrer_id != owner.id)
        .order_by(HelpRequest.sent_at.desc(), HelpRequest.id)
    )
    return [
        SentByColleague(reference, sent_at, by, tuple(child["first_name"] for child in children))
        for reference, sent_at, by, children in db.session.execute(rows)
        if reference not in but
    ]


def sender_of(draft: Draft) -> User | None:
    """Who sent it; None when nobody did, or the council does not keep the request any more. One SELECT."""
    who = select(User).join(HelpRequest, HelpRequest.referrer_id == User.id)
    return db.session.scalar(who.where(HelpRequest.draft_id == draft.id))


@dataclass(frozen=True)
class Far:
    """How far a handed draft is in the parts that are theirs. children: first names, where those ask about them."""

    children: tuple[str, ...]
    done: int
    of: int


def how_far(given: list[Handed], council: Council, today: date) -> dict[UUID, Far]:
    """draft id -> how far. One SELECT, none for no draft."""
    answers = queries.answers_of([handed.draft for handed in given])
    return {handed.draft.id: _far(handed.rights, answers[handed.draft.id], council, today) for handed in given}


def children(answers: Answers, rights: Rights) -> list[str]:
    """What to call the children, for those whose parts ask about them; [] for the others."""
    if "children" not in sharing.repeats_in(rights, answers.questions):
        return []
    return [people.call(answers, "children", item) for item in answers.items("children")]


def _far(rights: Rights, answers: Answers, council: Council, today: date) -> Far:
    states = [each.state for each in checklist.task_list(answers, council, today) if rights.may_open(each.section.id)]
    return Far(tuple(children(answers, rights)), states.count(State.COMPLETED), len(states))
