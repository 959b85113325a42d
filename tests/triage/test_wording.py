"""What each letter may say."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from notifications import letters
from notifications.wordings import Layout, OutcomeWording
from portal import clock
from portal.access import Role
from tests.factories import cases, decisions, people, requests
from triage import contact_ways, private, sayable, wording
from triage.children import Child
from triage.outcomes import OUTCOMES

DAY = date(2026, 9, 17)


def worded(name: str, **answers: Any) -> tuple[OutcomeWording, OutcomeWording]:
    """Both letters of a case, decided as its advisor did."""
    request, advisor = requests.sent(name, **answers), people.make(Role.EHA)
    given = cases.read(name)["answers"] | answers
    own, family = wording.wordings(request, given, cases.pieces_of(name), advisor, DAY)
    assert family is not None
    return own, family


@pytest.mark.parametrize("name", cases.ALL)
def test_no_letter_of_an_example_family_says_what_it_must_not(name: str) -> None:
    case = cases.read(name)
    kept_out = private.gather(case["answers"], cases.snapshot_of(case["answers"], clock.now()))
    expected_letters = (case["expected"]["letter_referrer"], case["expected"]["letter_family"])
    for letter, expected in zip(worded(name), expected_letters, strict=True):
        assert letters.check(letter, kept_out) == []
        assert not [words for words in expected["must_not_include"] if words in repr(letter)]


@pytest.mark.parametrize("name", cases.ALL)
def test_what_must_not_be_said_is_caught_when_typed(name: str) -> None:
    case = cases.read(name)
    kept_out = private.gather(case["answers"], cases.snapshot_of(case["answers"], clock.now()))
    caught = [*kept_out.names, *kept_out.strings, *kept_out.first_names, *kept_out.child_names]
    private_words = ("contact_phone", "home_address", "home_postcode")
    assert all(
        any(case["answers"][each] in words or words in case["answers"][each] for words in caught)
        for each in private_words
    )


def test_each_letter_has_its_own_layout_and_names() -> None:
    own, family = worded(cases.SCHOOL)
    assert (own.layout, family.layout) == (Layout.STANDARD, Layout.LARGE_PRINT)
    assert [child.initials for child in own.children] == ["A.M."]


def test_the_family_reads_the_name_the_child_likes() -> None:
    _, family = worded(cases.HOME_EDUCATED)
    assert [(child.first_name, child.initials) for child in family.children] == [("Ro", "R.B.")]


HOME = {"adult_first_name": "Shane", "adult_last_name": "O'Dowd", "adult_lives": "yes"}
AGREED = {"agree_name": "Shane O’Dowd"}


@pytest.mark.parametrize(
    ("changed", "is_said"),
    [
        ({}, True),
        ({"adults": [HOME | {"adult_lives": "some_of_the_time"}]}, False),
        ({"agree_people": [{"agree_name": "Leah Prior"}]}, False),
        ({"contact_risk": "dont_know"}, False),
        ({"agree_not_told": "yes"}, False),
        ({"need_areas": ["safe_from_domestic_abuse"]}, False),
    ],
)
def test_the_familys_letter_alone_greets_an_adult_of_the_home_who_agreed(changed: Any, is_said: bool) -> None:
    given = {"adults": [HOME], "agree_people": [AGREED]} | changed
    own, family = worded(cases.SCHOOL, **given)
    answers = cases.read(cases.SCHOOL)["answers"] | given
    kept_out = private.gather(answers, cases.snapshot_of(answers, clock.now()))
    theirs = letters.check(replace(family, words="You can bring Shane."), kept_out)
    assert [each.sentence for each in theirs] == ([] if is_said else ["You can bring Shane."])
    assert letters.check(replace(own, words="They can bring Shane."), kept_out)
    assert letters.check(replace(family, words="You can bring Shane O’Dowd."), kept_out)


def test_a_reason_names_a_child_by_initials_to_the_referrer() -> None:
    request, advisor = requests.sent(), people.make(Role.EHA)
    given = decisions.pieces(reasons=("Alfie Marsh sleeps badly and Alfie's dad asked.",), today=DAY)
    own, family = wording.wordings(request, cases.read(cases.SCHOOL)["answers"], given, advisor, DAY)
    assert own.reasons == ("A.M. sleeps badly and A.M.'s dad asked.",)
    assert family is not None
    assert family.reasons == given.reasons


def test_an_area_that_could_give_somebody_away_is_in_no_letter() -> None:
    areas = ["safe_from_domestic_abuse", "secure_housing"]
    own, family = worded(cases.SCHOOL, need_areas=areas, need_first="safe_from_domestic_abuse")
    assert own.areas == family.areas == ("A safe, settled home",)
    assert own.first_wish == family.first_wish == ""


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_letter_promises_a_call_and_a_second_look_only_where_both_come(outcome: str) -> None:
    request, advisor = requests.picked_up(people.make(Role.EHA)), people.make(Role.EHA)
    given = decisions.pieces(outcome, check_back_on="2026-10-15")
    letter, _ = wording.wordings(request, cases.read(cases.SCHOOL)["answers"], given, advisor, DAY)
    elsewhere = {"multi_agency_conversation", "transfer_district", "transfer_council", "more_information",
                 "duplicate", "withdrawn"}  # fmt: skip
    is_said = letter.check_back_on is not None
    assert is_said == (letter.look_again_by is not None) == (outcome not in elsewhere)


@pytest.mark.parametrize(
    ("first", "last", "initials"),
    [
        ("Alfie", "Marsh", "A.M."),
        ("Baby", "Dumitru", "B.D."),
        ("Ó", "’Brien", "Ó.B."),
        ("李", "娜", "李.娜."),
        ("X", "", "X."),
    ],
)
def test_initials_of_any_name(first: str, last: str, initials: str) -> None:
    assert Child(position=0, first_name=first, last_name=last).initials == initials


def test_only_ticked_ways_carry_a_letter() -> None:
    ways = contact_ways.for_letter({"contact_ways": ["voicemail", "letter_to_home"]})
    assert [value for value, _ in ways] == ["letter_to_home", "handed_over", "none"]


def test_a_family_s_language_and_formats_reach_its_letter_and_nothing_else_of_those_answers() -> None:
    given = {"interpreter": "spoken_language", "language": "Romanian; a woman, not her cousin", "format": ["braille"]}
    referrer, family = worded(cases.SCHOOL, **given)
    assert (family.language, family.formats) == ("ro", ("braille",))
    assert referrer.language == "" and "cousin" not in f"{referrer}{family}"
    assert sayable.of({"interpreter": "bsl", "language": "BSL"}).family_formats == ("bsl",)
    assert sayable.of({"format": ["translated"]}).language == "other"
    assert sayable.of({"language": "Polish"}).language == ""
