"""Working days, deadlines and references."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import clock
from tests.factories import cases
from triage import deadlines, references, working_days

# Easter Sunday plus the fixed days of 2026 and 2027, worked out by hand from GOV.UK's list for England.
HOLIDAYS = {
    date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25), date(2026, 8, 31),
    date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 3),
    date(2027, 5, 31), date(2027, 8, 30), date(2027, 12, 27), date(2027, 12, 28),
}  # fmt: skip


def by_hand(sent: datetime) -> date:
    """The promise worked out another way: list the working days, then count along."""
    local = clock.local(sent)
    days = [local.date() + timedelta(days=n) for n in range(30)]
    working = [day for day in days if day.isoweekday() <= 5 and day not in HOLIDAYS]
    is_late = (local.hour, local.minute, local.second, local.microsecond) > (17, 0, 0, 0)
    zero = next(day for day in working if day > local.date() or (day == local.date() and not is_late))
    return working[working.index(zero) + 3]


MOMENTS = st.integers(0, 697 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 2, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(MOMENTS)
def test_the_promise_is_what_counting_by_hand_gives(sent: datetime) -> None:
    assert deadlines.due_on(sent) == by_hand(sent)


@pytest.mark.parametrize("name", cases.ALL)
def test_each_example_family_is_promised_its_date(name: str) -> None:
    assert deadlines.due_on(cases.sent_at(name)).isoformat() == cases.read(name)["expected"]["outcome_due"]


def test_five_o_clock_sharp_still_counts_that_day() -> None:
    sharp = datetime(2026, 9, 14, 16, 0, 0, tzinfo=UTC)
    assert deadlines.day_zero(sharp) == date(2026, 9, 14)
    assert deadlines.day_zero(sharp + timedelta(seconds=1)) == date(2026, 9, 15)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 9, 17), "due today"),
        (date(2026, 9, 18), "due tomorrow"),
        (date(2026, 9, 21), "due on Monday"),
        (date(2026, 9, 16), "1 day late"),
        (date(2026, 9, 14), "3 days late"),
        (date(2026, 10, 2), "due 2 October 2026"),
    ],
)
def test_the_due_date_reads_as_people_say_it(due: date, words: str) -> None:
    assert deadlines.due_words(due, date(2026, 9, 17)) == words


def test_days_left_turn_negative_the_day_after_even_at_a_weekend() -> None:
    assert deadlines.days_left(date(2026, 9, 18), date(2026, 9, 16)) == 2
    assert deadlines.days_left(date(2026, 9, 18), date(2026, 9, 19)) == -1


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 27), ""),
        (
            date(2026, 11, 28),
            "28 November 2026 is a Saturday. If it needs a working day, the next is Monday 30 November 2026.",
        ),
        (
            date(2026, 12, 25),
            "25 December 2026 is a bank holiday. If it needs a working day, the next is Tuesday 29 December 2026.",
        ),
    ],
)
def test_a_day_off_is_named_with_the_next_working_day(day: date, words: str) -> None:
    assert deadlines.day_off_words(day) == words


def test_beyond_the_published_years_only_weekends_are_left_out() -> None:
    assert working_days.known_until() == date(2028, 12, 31)
    assert working_days.is_working(date(2029, 1, 1))


def test_references_can_be_said_and_typed_any_way() -> None:
    reference = references.make()
    assert references.read(f" {reference.lower().replace('-', ' ')} ") == reference
    assert references.read(reference.removeprefix("EH-")) == reference
    assert not set(reference[3:]) & set("01OIL")
    assert references.read("EH-O0I1-LLLL") is None


def test_a_reference_that_starts_with_eh_after_its_prefix_is_still_found() -> None:
    assert references.read("EH-EHAB-CDEF") == "EH-EHAB-CDEF"
