"""Who has what when people come, go, are away, are lent and are on duty."""

from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest

from notifications.models.messages import Kind, Message
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import decisions as deciding
from tests.factories import people, requests, rota
from tests.factories.threads import at_once
from triage import (
    assignment,
    decisions,
    districts,
    left_behind,
    load,
    moving,
    passing_on,
    queries,
    reviewers,
)
from triage.models.requests import HelpRequest
from triage.models.work import Holding, Why
from triage.refusals import NotAllowed, Taken
from triage.statuses import Status

ELSEWHERE = "newark_and_sherwood"
DAY = timedelta(days=1)


def manager() -> User:
    return people.make(Role.SERVICE_MANAGER, name="Dev Sandhu")


def told(person: User) -> list[Kind]:
    found = db.session.query(Message.kind).filter_by(person_id=person.id).order_by(Message.posted_at, Message.id)
    return [kind for (kind,) in found]


def sees(person: User, request: HelpRequest) -> bool:
    return queries.found(request.reference, person) is not None


def history(request: HelpRequest) -> list[tuple[Why, UUID | None]]:
    rows = db.session.query(Holding).filter_by(request_id=request.id).order_by(Holding.at, Holding.id)
    return [(row.why, row.holder_id) for row in rows]


def test_a_colleague_is_given_it_and_both_are_told() -> None:
    first, second, by = people.make(Role.EHA), people.make(Role.EHA), manager()
    request = requests.picked_up(first)
    assignment.hand(request, second.id, "She likes to be rung at noon.", by, clock.now())
    assert request.assignee_id == second.id
    assert (told(second), told(first)) == ([Kind.GIVEN_TO_YOU], [Kind.WITH_COLLEAGUE])
    assert history(request) == [(Why.PICKED_UP, first.id), (Why.GIVEN, second.id)]


def test_nobody_gives_away_what_a_colleague_has_unless_they_answer_for_them() -> None:
    holder, other, third = people.make(Role.EHA, name="Sian Price"), people.make(Role.EHA), people.make(Role.EHA)
    request = requests.picked_up(holder)
    with pytest.raises(Taken, match="Sian Price"):
        assignment.hand(request, other.id, "", other, clock.now())
    rota.away(holder, other)
    with pytest.raises(Taken):
        assignment.hand(request, third.id, "", third, clock.now())
    assignment.hand(request, other.id, "", other, clock.now())
    assert (request.assignee_id, history(request)[-1]) == (other.id, (Why.TAKEN_OVER, other.id))


@pytest.mark.parametrize("facts", [{"districts": [ELSEWHERE]}, {"closed_at": clock.now()}, {"role": Role.QA_REVIEWER}])
def test_it_is_given_to_nobody_who_could_not_see_it(facts: dict[str, Any]) -> None:
    holder = people.make(Role.EHA)
    request, other = requests.picked_up(holder), people.make(**({"role": Role.EHA} | facts))
    with pytest.raises(NotAllowed, match="who works in this district now"):
        assignment.hand(request, other.id, "", holder, clock.now())


def test_several_go_at_once_and_what_the_colleague_may_not_have_stays() -> None:
    leaver, colleague = people.make(Role.EHA, districts=["bassetlaw", ELSEWHERE]), people.make(Role.EHA)
    here, there = requests.picked_up(leaver), requests.picked_up(leaver, home_postcode="NG22 9ZZ")
    others = requests.picked_up(people.make(Role.EHA))
    chosen = [each.id for each in moving.held_by(leaver, clock.today())] + [others.id]
    moved = moving.move(leaver, chosen, colleague.id, manager(), clock.now())
    assert (moved.number, moved.left) == (1, (there.reference,))
    assert (here.assignee_id, there.assignee_id, others.assignee_id == colleague.id) == (colleague.id, leaver.id, False)
    assert (
        told(colleague) == [Kind.GIVEN_SEVERAL]
        and moving.move(leaver, chosen, None, manager(), clock.now()).number == 1
    )


def test_the_load_says_what_each_has_who_is_out_and_what_nobody_answers_for() -> None:
    today, busy, gone = clock.today(), people.make(Role.EHA, name="Busy"), people.make(Role.EHA, name="Gone")
    late, due = requests.picked_up(busy), requests.picked_up(busy)
    late.due_on, due.due_on = today - DAY, today
    requests.picked_up(gone).status = Status.CHECKING_BACK
    gone.closed_at = clock.now()
    rota.away(busy, gone)
    of_gone, of_busy = sorted(load.of_everybody(today), key=lambda each: each.open)
    assert (of_busy.open, of_busy.due_today, of_busy.late, of_busy.this_week) == (2, 1, 1, 2)
    assert (of_gone.open, of_gone.checking, of_gone.has_left) == (0, 1, True)
    assert of_busy.nobody_answers and of_gone.nobody_answers
    glance = districts.at_a_glance(today)["bassetlaw"]
    assert (glance.open, glance.late, glance.due_today, glance.unassigned) == (2, 1, 1, 0)


def test_managers_are_told_once_that_nobody_answers_for_who_left() -> None:
    boss, gone, covered, colleague = manager(), *(people.make(Role.EHA) for _ in range(3))
    for each in (gone, covered):
        requests.picked_up(each)
        each.closed_at = clock.now()
    rota.away(covered, colleague)
    for _ in range(2):
        left_behind.sweep(clock.now())
    (mail,) = db.session.query(Message).filter_by(kind=Kind.LEFT_BEHIND)
    assert (mail.person_id, mail.about_id) == (boss.id, gone.id)
    left_behind.sweep(clock.now() + DAY)
    assert told(boss) == [Kind.LEFT_BEHIND] * 2, "and again once nobody answers for the other one"


def test_another_district_gets_it_by_the_same_date_and_the_referrer_is_told() -> None:
    advisor, sender = people.make(Role.EHA), people.make()
    request = requests.picked_up(advisor, by=sender)
    due = request.due_on
    with pytest.raises(NotAllowed, match="Ring the other team first"):
        passing_on.pass_on(request, ELSEWHERE, " ", advisor, clock.now())
    passing_on.pass_on(request, ELSEWHERE, "Sam Whitlock", advisor, clock.now())
    db.commit()
    assert (request.district, request.assignee_id, request.due_on) == (ELSEWHERE, None, due)
    assert not sees(advisor, request) and told(sender)[-1] is Kind.DISTRICT_CHANGED


def test_a_second_look_that_waits_goes_with_its_request_to_the_other_district() -> None:
    advisor, there = people.make(Role.EHA), people.make(Role.EHA, districts=[ELSEWHERE], is_experienced=True)
    request = requests.picked_up(advisor, contact_risk="yes")
    deciding.write(request, advisor, deciding.pieces())
    decisions.preview(request, advisor, clock.now())
    look_id = deciding.ask_look(request, advisor, clock.now())
    assert reviewers.found(look_id, there) is None
    passing_on.pass_on(request, ELSEWHERE, "Sam Whitlock", advisor, clock.now())
    db.session.expire_all()
    assert reviewers.found(look_id, there) and reviewers.found(look_id, advisor) is None


def test_of_two_who_give_it_away_at_once_one_does() -> None:
    request_id = requests.picked_up(people.make(Role.EHA)).id
    to, managers = [people.make(Role.EHA) for _ in range(2)], [manager() for _ in range(2)]
    db.session.remove()
    read = Barrier(2)
    results = at_once([partial(give, request_id, *pair, read) for pair in zip(to, managers, strict=True)])
    assert sorted(str(type(each).__name__) for each in results) == ["NoneType", "Taken"]
    assert db.session.query(Holding).filter_by(request_id=request_id, why=Why.GIVEN).count() == 1


def give(request_id: UUID, to: User, by: User, read: Barrier) -> None:
    """Both have the page with the same holder before either presses: one after the other would be two moves."""
    request = db.session.get_one(HelpRequest, request_id)
    read.wait()
    assignment.hand(request, to.id, "", by, clock.now())
