"""Who may open a draft, and how it is handed over, taken back and taken over."""

from collections.abc import Callable
from uuid import UUID

import pytest
from uuid_utils.compat import uuid4

from forms import (
    autosave,
    autosave_edits,
    drafts,
    sharing_acts,
)
from forms.autosave import NoSuchDraft, Saved, SignedOut
from forms.models import Draft, DraftShare
from forms.sharing_acts import HasTheWhole, NotAColleague
from notifications.models.messages import Message
from portal import clock, db
from portal.access import Role
from portal.accounts import people as accounts
from portal.accounts import signins
from portal.accounts.models import User
from portal.audit import AuditEvent
from tests.factories import drafts as made
from tests.factories import people
from tests.factories import sharing as shared

pytestmark = pytest.mark.usefixtures("schema")
NOW = clock.now()

Case = Callable[[Draft, User, User], User]  # draft, owner, colleague -> the reader


def _handed(*sections: str, then: Callable[[Draft, User], None] | None = None) -> Case:
    def case(draft: Draft, owner: User, colleague: User) -> User:
        shared.hand(draft, colleague, *sections)
        if then:
            then(draft, colleague)
        return colleague

    return case


def _set(**facts: object) -> Callable[[Draft, User], None]:
    def change(draft: Draft, person: User) -> None:
        for name, value in facts.items():
            setattr(person, name, value)

    return change


def _owner(**facts: object) -> Case:
    def case(draft: Draft, owner: User, colleague: User) -> User:
        _set(**facts)(draft, owner)
        return owner

    return case


def _nowhere(draft: Draft, person: User) -> None:
    draft.organisation_id = person.organisation_id = None


def _deleted(draft: Draft, person: User) -> None:
    draft.deleted_at = NOW


def _take_back(draft: Draft, person: User) -> None:
    sharing_acts.take_back(draft, person.id, db.session.get_one(User, draft.owner_id), NOW)


CASES: dict[str, tuple[Case, bool]] = {
    "its owner": (_owner(), True),
    "its owner, who works elsewhere now": (_owner(organisation_id=None), True),
    "its owner, whose account is closed": (_owner(closed_at=NOW), False),
    "its owner, who is an advisor now": (_owner(role=Role.EHA, districts=["bassetlaw"]), False),
    "a colleague with the whole": (_handed(), True),
    "a colleague with the section": (_handed("story", "needs"), True),
    "a colleague with another section": (_handed("needs"), False),
    "a colleague it was taken back from": (_handed(then=_take_back), False),
    "a colleague who works elsewhere now": (_handed(then=_set(organisation_id=None)), False),
    "a colleague whose account is closed": (_handed(then=_set(closed_at=NOW)), False),
    "a colleague who is an advisor now": (_handed(then=_set(role=Role.EHA)), False),
    "a colleague of an organisation that is not listed": (_handed(then=_nowhere), False),
    "a colleague with a draft that was deleted": (_handed(then=_deleted), False),
    "a colleague it is not handed to": (lambda draft, owner, colleague: colleague, False),
    "the lead of the organisation": (lambda draft, owner, colleague: shared.person("Tom", Role.ORG_LEAD), False),
    "somebody of another organisation": (lambda draft, owner, colleague: shared.person("Zoe", at="share-2"), False),
    **{
        f"a {role} of the council": (lambda *_, role=role: people.make(role), False) for role in Role if role.is_council
    },
}


@pytest.mark.parametrize("name", CASES)
def test_reading_and_saving_keep_one_rule(name: str) -> None:
    case, may = CASES[name]
    owner, colleague = shared.person("Priya Nair"), shared.person("Amy Hart")
    draft = made.begin(owner, NOW)
    reader = case(draft, owner, colleague)
    db.commit()
    theirs = drafts.find_with_rights(draft.id, reader)
    assert bool(theirs and theirs[1].may_open("story")) is may
    assert _saves(draft.id, reader) is may


def _saves(draft_id: UUID, person: User) -> bool:
    token = signins.begin(person, NOW, by_code=True)
    db.commit()
    edit = {"path": "strengths", "value": "They laugh", "base": None, "edit": str(uuid4())}
    try:
        (result,) = autosave.save(signins.hash_of(token), draft_id, autosave_edits.read({"edits": [edit]}), NOW)
    except (SignedOut, NoSuchDraft):
        return False
    return isinstance(result, Saved)


def test_handing_over_adds_up_and_tells_without_a_name() -> None:
    owner, amy = shared.person("Priya Nair"), shared.person("Amy Hart")
    draft = made.of_case("c1", owner)
    for sections in (("story",), ("story", "needs"), (), ()):
        shared.hand(draft, amy, *sections)
    with pytest.raises(HasTheWhole):
        sharing_acts.hand(draft, amy.id, ["story"], owner, NOW)
    assert [(row.section, row.given_by) for row in db.session.query(DraftShare)] == [("", owner.id)]
    told = db.session.query(Message).filter_by(to_email=amy.email).all()
    assert [message.kind for message in told] == ["handed_over"] * 3
    assert db.session.query(AuditEvent).filter_by(act="draft.handed", person_id=owner.id).count() == 3
    with pytest.raises(ValueError, match="alone"):
        sharing_acts.hand(draft, shared.person("Bo").id, ["send"], owner, NOW)


def test_only_colleagues_of_the_same_listed_organisation_are_offered_and_taken() -> None:
    owner = shared.person("Priya Nair")
    amy, lead = shared.person("Amy Hart", job="Class teacher"), shared.person("Tom Hale", Role.ORG_LEAD)
    others = [shared.person("Closed", closed_at=NOW), shared.person("Elsewhere", at="share-2"), people.make(Role.EHA)]
    draft, place = made.begin(owner, NOW), shared.school().id
    assert list(accounts.colleagues(owner, place)) == [amy, lead]
    assert list(accounts.colleagues(owner, place, "TEACH")) == [amy]
    for person in (*others, owner):
        with pytest.raises(NotAColleague):
            sharing_acts.hand(draft, person.id, [], owner, NOW)
    owner.organisation_id = shared.school("share-2").id  # works elsewhere now: neither there nor here
    for person in (amy, others[1]):
        with pytest.raises(NotAColleague):
            sharing_acts.hand(draft, person.id, [], owner, NOW)


def test_a_draft_begun_before_the_organisation_was_picked_belongs_there_once_it_is_handed() -> None:
    owner, amy = people.make(organisation_id=None), shared.person("Amy Hart")
    draft = made.begin(owner, NOW)
    with pytest.raises(NotAColleague):
        sharing_acts.hand(draft, amy.id, [], owner, NOW)
    owner.organisation_id = amy.organisation_id
    shared.hand(draft, amy)
    assert draft.organisation_id == amy.organisation_id and drafts.find(draft.id, amy) is draft


def test_who_comes_back_to_an_organisation_gets_nothing_back() -> None:
    owner, amy = shared.person("Priya Nair"), shared.person("Amy Hart")
    draft, here = made.begin(owner, NOW), amy.organisation_id
    shared.hand(draft, amy)
    accounts.join(amy, None, "Tickhill nursery", NOW)
    sharing_acts.leave(amy)
    accounts.join(amy, here, "Larkfield Primary School", NOW)
    db.commit()
    assert drafts.find(draft.id, amy) is None
