"""Who has what when people come, go, are away, are lent and are on duty."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from notifications.models import Kind, Message
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from portal.accounts.rota import Absence, Lending
from tests.factories import people, requests
from triage import (
    absences,
    assignment,
    cover,
    districts,
    duty,
    load,
    moving,
    out_of_sight,
    passing_on,
    queries,
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


def is_away(person: User, covering: User | None, first: date | None = None, last: date | None = None) -> None:
    today = clock.today()
    db.session.add(
        Absence(
            person_id=person.id,
            first_day=first or today,
            last_day=last or today,
            cover_id=covering.id if covering else None,
            kept_by=person.id,
            kept_at=clock.now(),
        )
    )
    db.commit()


def is_lent(person: User, first: date, last: date, district: str = ELSEWHERE) -> None:
    db.session.add(
        Lending(
            person_id=person.id,
            district=district,
            first_day=first,
            last_day=last,
            lent_by=person.id,
            lent_at=clock.now(),
        )
    )
    db.commit()


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
    is_away(holder, other)
    with pytest.raises(Taken):
        assignment.hand(request, third.id, "", third, clock.now())
    assignment.hand(request, other.id, "", other, clock.now())
    assert (request.assignee_id, history(request)[-1]) == (other.id, (Why.TAKEN_OVER, other.id))


@pytest.mark.parametrize("facts", [{"districts": [ELSEWHERE]}, {"closed_at": clock.now()}, {"role": Role.QA_REVIEWER}])
def test_it_is_given_to_nobody_who_could_not_see_it(facts: dict[str, object]) -> None:
    holder = people.make(Role.EHA)
    request, other = requests.picked_up(holder), people.make(**({"role": Role.EHA} | facts))  # type: ignore[arg-type]
    with pytest.raises(NotAllowed, match="who works in this district now"):
        assignment.hand(request, other.id, "", holder, clock.now())


def test_a_lent_advisor_sees_the_district_on_its_days_and_loses_it_the_day_after() -> None:
    today = clock.today()
    request = requests.sent(home_postcode="NG22 9ZZ")
    now, before, later = (people.make(Role.EHA) for _ in range(3))
    is_lent(now, today, today)
    is_lent(before, today - 5 * DAY, today - DAY)
    is_lent(later, today + DAY, today + DAY)
    assert [sees(each, request) for each in (now, before, later)] == [True, False, False]
    assert queries.districts_of(now) == ["bassetlaw", ELSEWHERE]


def test_what_they_had_there_goes_back_to_the_queue_and_the_rest_stays() -> None:
    lent, yesterday = people.make(Role.EHA), clock.today() - DAY
    here, there = requests.picked_up(lent), requests.picked_up(lent, home_postcode="NG22 9ZZ")
    is_lent(lent, clock.today(), clock.today())
    assert out_of_sight.put_back(clock.now()) == 0
    db.session.query(Lending).update({"last_day": yesterday, "first_day": yesterday})
    assert (out_of_sight.put_back(clock.now()), out_of_sight.put_back(clock.now())) == (1, 0)
    db.session.expire_all()
    assert (here.assignee_id, there.assignee_id) == (lent.id, None)
    assert history(there)[-1] == (Why.OUT_OF_SIGHT, None)


def test_on_duty_for_a_day_an_advisor_sees_all_districts_and_is_alerted() -> None:
    named, today = people.make(Role.EHA), clock.today()
    duty.name(named, today, manager(), clock.now(), today)
    request = requests.sent(home_postcode="NG22 9ZZ", read_now=True)
    assert sees(named, request) and told(named) == [Kind.READ_NOW]
    duty.clear(today, named, clock.now(), today)
    assert not sees(named, request)


def test_who_answers_follows_the_line_of_those_who_are_away_and_ends() -> None:
    first, second, third = (people.make(Role.EHA) for _ in range(3))
    assert cover.answers_for(first, clock.today()) is None
    is_away(first, second)
    assert cover.answers_for(first, clock.today()) == second
    is_away(second, third)
    assert cover.answers_for(first, clock.today()) == third
    is_away(third, first)
    assert cover.answers_for(first, clock.today()) is None
    assert cover.answers_for(first, clock.today() + DAY) is None


def test_days_away_are_kept_once_in_order_and_with_somebody_who_is_there() -> None:
    today, now = clock.today(), clock.now()
    person, colleague, elsewhere = (
        people.make(Role.EHA),
        people.make(Role.EHA),
        people.make(Role.EHA, districts=[ELSEWHERE]),
    )
    absences.add(person, today, today + 4 * DAY, colleague.id, person, now, today)
    refused = [(1, 0, None), (-2, -1, None), (3, 5, None), (6, 7, elsewhere.id)]
    for first, last, covering in refused:
        with pytest.raises(NotAllowed):
            absences.add(person, today + first * DAY, today + last * DAY, covering, person, now, today)
    with pytest.raises(NotAllowed, match="is away until"):
        absences.add(colleague, today, today + DAY, person.id, colleague, now, today)
    ((kept, name),) = absences.of(person, today)
    absences.take_off(person, kept.id, person, now, today)
    assert (name, absences.of(person, today)) == (colleague.name, [])


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
    is_away(busy, gone)
    of_gone, of_busy = sorted(load.of_everybody(today), key=lambda each: each.open)
    assert (of_busy.open, of_busy.due_today, of_busy.late, of_busy.this_week) == (2, 1, 1, 2)
    assert (of_gone.open, of_gone.checking, of_gone.has_left) == (0, 1, True)
    assert of_busy.nobody_answers and of_gone.nobody_answers
    glance = districts.at_a_glance(today)["bassetlaw"]
    assert (glance.open, glance.late, glance.due_today, glance.unassigned) == (2, 1, 1, 0)


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
