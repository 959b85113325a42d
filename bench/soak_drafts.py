"""Drafts of an example family, to be typed in."""

from uuid import UUID

from forms import drafts, from_case
from forms.models import Draft
from portal import clock, db
from portal.accounts.models import User
from tests.factories import places
from tests.factories.drafts import case

PAGES = (
    "strengths", "parent-words", "worries-and-tried", "better", "needs", "contact-ways", "contact-safety",
    "contact-access", "helping", "ref-details", "ref-part", "adults/{adult}/adult",
    "children/{child}/child-who", "children/{child}/child-about", "children/{child}/child-voice",
)  # fmt: skip


def filled_draft(person: User) -> Draft:
    """A draft with an example family in it."""
    places.gazetteer()
    draft = drafts.start(person, {}, clock.now())
    from_case.fill(draft, case("c1")["answers"], clock.now())
    db.commit()
    return draft


def pages_of(draft: UUID) -> list[str]:
    """Where one can type in it: addresses below its own."""
    answers = drafts.answers(db.session.get_one(Draft, draft))
    items = {"child": answers.items("children")[0], "adult": answers.items("adults")[0]}
    db.session.remove()
    return [page.format(**items) for page in PAGES]
