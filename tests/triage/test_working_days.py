"""Working days, deadlines and references."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories import cases
from triage import deadlines, references


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


def test_references_can_be_said_and_typed_any_way() -> None:
    reference = references.make()
    assert references.read(f" {reference.lower().replace('-', ' ')} ") == reference
    assert references.read(reference.removeprefix("EH-")) == reference
    assert not set(reference[3:]) & set("01OIL")
    assert references.read("EH-O0I1-LLLL") is None


def test_a_reference_that_starts_with_eh_after_its_prefix_is_still_found() -> None:
    assert references.read("EH-EHAB-CDEF") == "EH-EHAB-CDEF"
