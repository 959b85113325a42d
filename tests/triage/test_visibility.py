"""What is not yours is not found."""

from datetime import timedelta

import pytest

from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from portal.organisations import Organisation
from tests.factories import cases, people, requests
from triage import matching, queries
from triage.statuses import Status


def school() -> Organisation:
    organisation = Organisation(kind="school", code="999771", name="Larkfield Primary School")
    db.session.merge(organisation)
    db.session.commit()
    return db.session.query(Organisation).filter_by(code="999771").one()


@pytest.mark.parametrize(
    ("role", "districts", "may_see"),
    [
        (Role.EHA, ["bassetlaw"], True),
        (Role.EHA, ["newark_and_sherwood"], False),
        (Role.EHA, [], False),
        (Role.DUTY_EHA, [], True),
        (Role.SERVICE_MANAGER, [], True),
        (Role.ADMIN, [], False),
        (Role.DATA_VIEWER, ["bassetlaw"], False),
        (Role.QA_REVIEWER, ["bassetlaw"], False),
        (Role.MAC_MEMBER, [], False),
        (Role.REFERRER, [], False),
        (Role.ORG_LEAD, [], False),
    ],
)
def test_each_role_sees_what_the_table_says(role: Role, districts: list[str], may_see: bool) -> None:
    request = requests.sent()
    reader = people.make(role, districts=districts)
    assert (queries.found(request.reference, reader) is not None) is may_see


def test_a_referrer_sees_their_own_and_no_colleagues() -> None:
    me, colleague = people.make(), people.make()
    mine, theirs = requests.sent(by=me), requests.sent(by=colleague)
    assert queries.found(mine.reference.lower(), me) is mine
    assert queries.found(theirs.reference, me) is None
    assert [each.reference for each in queries.referrer_summary(me)] == [mine.reference]


def test_an_organisation_lead_sees_what_absent_colleagues_sent_and_nothing_else() -> None:
    place, today = school(), clock.today()
    lead = people.make(Role.ORG_LEAD, organisation_id=place.id)
    present, gone = people.make(organisation_id=place.id), people.make(organisation_id=place.id)
    long_out = people.make(organisation_id=place.id, created_at=clock.now() - timedelta(days=60))
    ours = [requests.sent(by=each) for each in (people.away(people.make(organisation_id=place.id)), gone, long_out)]
    gone.closed_at = clock.now()
    requests.sent(by=people.away(present, first=today - timedelta(days=9), last=today - timedelta(days=1)))
    requests.sent(by=people.away(people.make(organisation_name="Larkfield Primary School")))
    assert {each.reference for each in queries.referrer_summary(lead)} == {each.reference for each in ours}


def test_your_requests_put_a_waiting_question_first() -> None:
    me = people.make()
    first, second = requests.sent(by=me), requests.sent(by=me)
    first.status = Status.AWAITING_INFORMATION
    db.commit()
    summary = queries.referrer_summary(me)
    assert [each.reference for each in summary] == [first.reference, second.reference]
    assert summary[0].has_question
    assert summary[0].status_words == "We have a question for you"


def suggested(reader: User, reference: str) -> list[str]:
    return [match.reference for match in matching.find(requests.found(reference), reader).suggested]


def test_the_same_child_elsewhere_is_suggested_only_to_who_may_see_it() -> None:
    here = requests.sent()
    same = requests.sent()
    moved = requests.sent(home_postcode="NG22 9ZZ")
    requests.sent(cases.UNBORN)
    assert suggested(people.make(Role.EHA), here.reference) == [same.reference]
    assert suggested(people.make(Role.DUTY_EHA), here.reference) == [moved.reference, same.reference]
