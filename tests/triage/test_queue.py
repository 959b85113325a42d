"""The advisors' queue."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from portal import db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import cases, decisions, people, requests, statements
from triage import assignment, queue, queue_counts, queue_filters
from triage.queue import BadKey, Filters
from triage.queue_counts import Counts
from triage.statuses import Status

DAY = date(2026, 9, 17)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def references(reader: User, today: date = DAY, **filters: object) -> list[str]:
    return [row.reference for row in queue.queue(reader, Filters(**filters), today=today).rows]  # type: ignore[arg-type]


def test_read_now_comes_first_then_what_is_due_soonest() -> None:
    start = cases.sent_at(cases.SCHOOL)
    later = requests.sent(at=start + timedelta(days=2))
    sooner = requests.sent(at=start)
    now = requests.sent(at=start + timedelta(days=3), read_now=True)
    assert references(people.make(Role.EHA)) == [now.reference, sooner.reference, later.reference]


def test_a_card_says_what_an_advisor_needs_to_choose() -> None:
    requests.sent(at=cases.sent_at(cases.SCHOOL))
    row = queue.queue(people.make(Role.EHA), Filters(), today=DAY).rows[0]
    assert [(child.first_name, child.age) for child in row.children] == [("Alfie", "9")]
    assert (row.due_words, row.place, row.tags) == ("due today", "Retford", ("Two homes", "Large print"))
    assert row.need_first == "Feeling well in mind and body"


def test_nobody_sees_another_district() -> None:
    requests.sent()
    assert references(people.make(Role.EHA, districts=["newark_and_sherwood"])) == []
    assert references(people.make(Role.EHA), district="newark_and_sherwood") == []


def test_a_duty_advisor_sees_every_district() -> None:
    bassetlaw, newark = requests.sent(), requests.sent(cases.SIBLINGS)
    duty = people.make(Role.DUTY_EHA)
    assert set(references(duty)) == {bassetlaw.reference, newark.reference}
    assert references(duty, district="bassetlaw") == [bassetlaw.reference]


def test_each_filter_shows_its_own_and_its_count_agrees() -> None:
    start, advisor = cases.sent_at(cases.SCHOOL), people.make(Role.EHA)
    mine, due, late = (requests.sent(at=start - timedelta(days=days)) for days in (-3, 0, 7))
    assignment.pick_up(mine, advisor, start)
    db.commit()
    assert references(advisor, mine=True) == [mine.reference]
    assert references(advisor, due_today=True) == [due.reference]
    assert references(advisor, late=True) == [late.reference]
    assert set(references(advisor, unassigned=True)) == {due.reference, late.reference}
    expected = Counts(open=3, new=2, waiting=0, mine=1, unassigned=2, due_today=1, late=1, checking_back=0)
    assert queue_counts.counts(advisor, now=noon(DAY)) == expected


def test_an_answered_request_is_never_late() -> None:
    start, advisor = cases.sent_at(cases.SCHOOL), people.make(Role.EHA)
    request = requests.picked_up(advisor, at=start)
    decisions.write(request, advisor, decisions.pieces("multi_agency_conversation"))
    decisions.send(request, advisor)
    for day in (DAY, DAY + timedelta(days=7)):
        (row,) = queue.queue(advisor, Filters(), today=day).rows
        assert (row.due_words, row.is_late) == ("answered, waiting for the conversation", False)
        assert references(advisor, day, late=True) == references(advisor, day, due_today=True) == []
        assert (
            queue_counts.counts(advisor, now=noon(day)).late,
            queue_counts.counts(advisor, now=noon(day)).due_today,
        ) == (
            0,
            0,
        )


@pytest.mark.parametrize("outcome", ["transfer_district", "more_information"])
def test_a_letter_that_says_the_date_stays_leaves_the_request_due(outcome: str) -> None:
    advisor, duty = people.make(Role.EHA), people.make(Role.DUTY_EHA)
    request = requests.picked_up(advisor, at=cases.sent_at(cases.SCHOOL))
    decisions.write(request, advisor, decisions.pieces(outcome))
    decisions.send(request, advisor)
    assert references(duty, DAY + timedelta(days=1), late=True) == [request.reference]
    assert queue_counts.counts(duty, now=noon(DAY)).due_today == 1


def test_a_reference_is_found_by_its_start_however_typed() -> None:
    wanted, advisor = requests.sent(), people.make(Role.EHA)
    assert references(advisor, reference=wanted.reference[3:8].lower().replace("-", " ")) == [wanted.reference]
    assert references(advisor, reference="%") == []


def test_pages_follow_each_other_without_gap_or_repeat() -> None:
    start, duty = cases.sent_at(cases.SCHOOL), people.make(Role.DUTY_EHA)
    for number in range(7):
        requests.sent(cases.ALL[number % 2 * 3], at=start, read_now=number < 2)
    seen, key = [], None
    for _ in range(4):
        page = queue.queue(duty, Filters(), today=DAY, after=key, limit=2)
        seen += [row.reference for row in page.rows]
        key = page.next_key
    assert key is None
    assert seen == references(duty)
    assert len(set(seen)) == 7


@pytest.mark.parametrize("key", ["", "x", "1.2026-13-01.nope", "1.2026-01-01", "0.2026-01-01.' or 1=1"])
def test_a_made_up_key_is_refused(key: str) -> None:
    if key:
        with pytest.raises(BadKey):
            queue.queue(people.make(Role.EHA), Filters(), today=DAY, after=key)


def test_a_page_and_its_counts_take_three_statements() -> None:
    requests.sent()
    advisor = people.make(Role.EHA, districts=["bassetlaw", "newark_and_sherwood"])
    with statements.sent() as found:
        own = queue_filters.slugs_of(advisor)
        queue.queue(advisor, Filters(), today=DAY, within=own)
        queue_counts.counts(advisor, now=noon(DAY), within=own)
    assert len(found) == 3


def test_a_page_is_read_from_the_index_in_order() -> None:
    requests.sent()
    duty, key = people.make(Role.DUTY_EHA), f"1.2026-01-01.{UUID(int=0)}"
    with statements.sent() as found:
        queue.queue(duty, Filters(), today=DAY, after=key)
    for way in ("seqscan", "bitmapscan", "sort"):  # a sort of one row costs nothing
        db.session.execute(text(f"SET LOCAL enable_{way} = off"))
    sql, given = found[-1]
    plan = db.session.connection().exec_driver_sql(f"EXPLAIN {sql}", given).scalars().all()
    reading = "\n".join(plan).split("Limit", 2)[2]
    assert "Index Scan using ix_help_request_queue" in reading
    assert "Sort" not in reading


def test_checking_back_is_in_order_of_the_day_to_ring_and_pages_by_key() -> None:
    advisor = people.make(Role.EHA)
    later, sooner = requests.sent(), requests.sent()
    for request, days in ((later, 1), (sooner, 0)):
        request.status, request.check_back_on = Status.CHECKING_BACK, DAY + timedelta(days=days)
    db.commit()
    first = queue.queue(advisor, Filters(checking_back=True), today=DAY, limit=1)
    assert [(row.reference, row.due_words) for row in first.rows] == [(sooner.reference, "check back due today")]
    second = queue.queue(advisor, Filters(checking_back=True), today=DAY, after=first.next_key, limit=1)
    assert [row.reference for row in second.rows] == [later.reference] and second.next_key is None
    with pytest.raises(BadKey):
        queue.queue(advisor, Filters(), today=DAY, after=first.next_key)
