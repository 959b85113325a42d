"""Who is in, who is out, whose districts: days away, lending, duty."""

from datetime import timedelta

import pytest

from notifications.models.messages import Kind, Message
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from portal.accounts.rota import Lending
from tests.factories import people, requests, rota
from triage import absences, cover, duty, lending, out_of_sight, queries
from triage.models.requests import HelpRequest
from triage.models.work import Holding, Why
from triage.refusals import NotAllowed

ELSEWHERE = "newark_and_sherwood"
DAY = timedelta(days=1)


def sees(person: User, request: HelpRequest) -> bool:
    return queries.found(request.reference, person) is not None


def test_a_lent_advisor_sees_the_district_on_its_days_and_loses_it_the_day_after() -> None:
    today = clock.today()
    request = requests.sent(home_postcode="NG22 9ZZ")
    now, before, later = (people.make(Role.EHA) for _ in range(3))
    rota.lent(now, ELSEWHERE, today, today)
    rota.lent(before, ELSEWHERE, today - 5 * DAY, today - DAY)
    rota.lent(later, ELSEWHERE, today + DAY, today + DAY)
    assert [sees(each, request) for each in (now, before, later)] == [True, False, False]
    assert queries.districts_of(now) == ["bassetlaw", ELSEWHERE]


def test_what_they_had_there_goes_back_to_the_queue_and_the_rest_stays() -> None:
    lent, yesterday = people.make(Role.EHA), clock.today() - DAY
    here, there = requests.picked_up(lent), requests.picked_up(lent, home_postcode="NG22 9ZZ")
    rota.lent(lent, ELSEWHERE, clock.today(), clock.today())
    assert out_of_sight.put_back(clock.now()) == 0
    db.session.query(Lending).update({"last_day": yesterday, "first_day": yesterday})
    assert (out_of_sight.put_back(clock.now()), out_of_sight.put_back(clock.now())) == (1, 0)
    db.session.expire_all()
    assert (here.assignee_id, there.assignee_id) == (lent.id, None)
    last = (
        db.session.query(Holding).filter_by(request_id=there.id).order_by(Holding.at.desc(), Holding.id.desc()).first()
    )
    assert last is not None and (last.why, last.holder_id, last.by_id) == (Why.OUT_OF_SIGHT, None, None)


def test_on_duty_for_a_day_an_advisor_sees_all_districts_and_is_alerted() -> None:
    named, today = people.make(Role.EHA), clock.today()
    duty.name(named, today, people.make(Role.SERVICE_MANAGER), clock.now(), today)
    request = requests.sent(home_postcode="NG22 9ZZ", read_now=True)
    assert (
        sees(named, request)
        and db.session.query(Message).filter_by(person_id=named.id, kind=Kind.READ_NOW).count() == 1
    )
    duty.clear(today, named, clock.now(), today)
    assert not sees(named, request)


def test_nobody_is_named_for_a_day_they_are_away_and_days_away_kept_later_are_shown() -> None:
    advisor, by, today = people.make(Role.EHA, name="Sian Price"), people.make(Role.SERVICE_MANAGER), clock.today()
    duty.name(advisor, today, by, clock.now(), today)
    rota.away(advisor, None)
    with pytest.raises(NotAllowed, match="Sian Price is away until"):
        duty.name(advisor, today, by, clock.now(), today)
    gone = people.make(Role.EHA)
    duty.name(gone, today + DAY, by, clock.now(), today)
    assert duty.named_from(today) == [(today, advisor, True), (today + DAY, gone, False)]
    gone.closed_at = clock.now()
    assert duty.named_from(today + DAY) == [(today + DAY, gone, True)]


def test_who_answers_follows_the_line_of_those_who_are_away_and_ends() -> None:
    first, second, third = (people.make(Role.EHA) for _ in range(3))
    assert cover.answers_for(first, clock.today()) is None
    rota.away(first, second)
    assert cover.answers_for(first, clock.today()) == second
    rota.away(second, third)
    assert cover.answers_for(first, clock.today()) == third
    rota.away(third, first)
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


@pytest.mark.parametrize(
    ("district", "first", "last", "why"),
    [
        ("bassetlaw", 0, 1, "not work in already"),
        ("gedling", 0, 1, "is live on those days"),
        (ELSEWHERE, 2, 1, "first day or after it"),
        (ELSEWHERE, -3, -1, "from today on"),
        (ELSEWHERE, 0, 500, "coming year"),
        (ELSEWHERE, 2, 3, "are lent to it until"),
    ],
)
def test_lending_that_makes_no_sense_is_refused(district: str, first: int, last: int, why: str) -> None:
    person, today = people.make(Role.EHA), clock.today()
    rota.lent(person, ELSEWHERE, today + 3 * DAY, today + 4 * DAY)
    with pytest.raises(NotAllowed, match=why):
        lending.lend(person, district, today + first * DAY, today + last * DAY, person, clock.now(), today)
