"""Drafts of people who have left: whose they are, and what taking one over does."""

from datetime import timedelta

import pytest

from forms import sharing, sharing_left
from forms.models import DraftShare
from forms.sharing import OWNER, Rights
from notifications.models.messages import Message
from portal import clock, db
from portal.access import Role
from portal.accounts import people as accounts
from portal.accounts import signins
from portal.audit import AuditEvent
from tests.factories import drafts as made
from tests.factories import people
from tests.factories import sharing as shared

pytestmark = pytest.mark.usefixtures("schema")
NOW = clock.now()


def test_a_lead_who_changes_organisation_does_not_lead_the_next() -> None:
    lead = shared.person("Tom Hale", Role.ORG_LEAD)
    accounts.join(lead, lead.organisation_id, "Larkfield Primary School", NOW)
    assert lead.role is Role.ORG_LEAD
    accounts.join(lead, shared.school("share-2").id, "Dukeries Edge Academy", NOW)
    assert lead.role is Role.REFERRER
    assert db.session.query(AuditEvent).filter_by(act="person.moved", subject=str(lead.id)).count() == 1


@pytest.mark.parametrize(
    ("facts", "seen_days", "why"),
    [
        ({}, 27, None),
        ({}, 29, "not signed in"),
        ({}, None, None),
        ({"created_at": NOW - timedelta(days=29)}, None, "not signed in"),
        ({"closed_at": NOW}, 0, "closed"),
        ({"organisation_id": None}, 0, "elsewhere"),
        ({"role": Role.EHA, "districts": ["bassetlaw"]}, 0, "elsewhere"),
    ],
)
def test_whose_drafts_a_lead_may_take_over(facts: dict[str, object], seen_days: int | None, why: str | None) -> None:
    lead, owner = shared.person("Tom Hale", Role.ORG_LEAD), shared.person("Priya Nair")
    draft = made.begin(owner, NOW)
    for name, value in facts.items():
        setattr(owner, name, value)
    if seen_days is not None:
        signins.begin(owner, NOW - timedelta(days=seen_days), by_code=True)
    db.commit()
    left = sharing_left.drafts_left(lead, NOW)
    assert [why in row.why for row in left] == ([True] if why else [])
    others = [shared.person("Zoe", Role.ORG_LEAD, at="share-2"), people.make(Role.ORG_LEAD), shared.person("Amy")]
    assert not [one for one in others if sharing_left.drafts_left(one, NOW) or sharing_left.find(draft.id, one, NOW)]


def test_taking_over_moves_the_draft_and_is_recorded() -> None:
    lead, owner, amy = shared.person("Tom", Role.ORG_LEAD), shared.person("Priya"), shared.person("Amy")
    draft = made.begin(owner, NOW)
    shared.hand(draft, amy, "story")
    shared.hand(draft, lead, "story")
    owner.created_at = NOW - timedelta(days=40)
    left = sharing_left.find(draft.id, lead, NOW)
    assert left and sharing_left.take_over(left, lead, "Left at Easter", NOW)
    assert not sharing_left.take_over(left, lead, "Again", NOW)
    db.commit()
    assert sharing.rights(draft, lead) == OWNER and sharing.rights(draft, owner) is None
    assert [row.person_id for row in db.session.query(DraftShare)] == [amy.id]
    event = db.session.query(AuditEvent).filter_by(act="draft.taken_over").one()
    assert (event.person_id, event.subject, event.reason) == (lead.id, str(draft.id), "Left at Easter")
    assert db.session.query(Message).filter_by(kind="taken_over").one().to_email == owner.email
    shared.hand(draft, owner)
    assert sharing.rights(draft, owner) == Rights(is_whole=True)
