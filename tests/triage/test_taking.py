"""The next one: each of many advisors gets another request, in the order of the queue."""

from datetime import timedelta
from functools import partial

from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import cases, people, requests
from tests.factories.threads import at_once
from triage import assignment, taking
from triage.models.history import StatusMove
from triage.models.requests import HelpRequest
from triage.statuses import Status

ADVISORS = 8


def test_of_eight_at_once_each_gets_another_and_read_now_goes_first() -> None:
    start, sender = cases.sent_at(cases.SCHOOL), people.make()
    waiting = [requests.sent(by=sender, at=start + timedelta(days=day)) for day in range(ADVISORS)]
    urgent = requests.sent(by=sender, at=start + timedelta(days=9), read_now=True)
    advisors = [people.make(Role.EHA) for _ in range(ADVISORS)]
    ids = [person.id for person in advisors]
    got = at_once([partial(_take, number) for number in ids])
    assert sorted(map(str, got)) == sorted(each.reference for each in [urgent, *waiting[:-1]])
    assert _take(ids[0]) == waiting[-1].reference and _take(ids[0]) is None
    db.session.expire_all()
    for request in db.session.query(HelpRequest).all():
        assert request.status is Status.IN_TRIAGE and request.assignee_id in ids
        assert db.session.query(StatusMove).filter_by(request_id=request.id, step="pick_up").count() == 1


def _take(person_id: object) -> str | None:
    by = db.session.get_one(User, person_id)
    taken = taking.take_next(by, clock.now())
    return taken.reference if taken else None


def test_only_what_nobody_has_in_ones_own_districts() -> None:
    advisor, other = people.make(Role.EHA), people.make(Role.EHA, districts=["newark_and_sherwood"])
    held, there = requests.picked_up(advisor), requests.sent(cases.SIBLINGS)
    assert taking.take_next(advisor, clock.now()) is None
    assert taking.take_next(people.make(Role.DUTY_EHA), clock.now(), "bassetlaw") is None
    assignment.give_back(held, advisor, clock.now())
    again = taking.take_next(advisor, clock.now())
    assert again and again.id == held.id and again.assignee_id == advisor.id
    taken = taking.take_next(other, clock.now())
    assert taken and taken.id == there.id
