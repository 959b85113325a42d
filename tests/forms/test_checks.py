"""What a page says is wrong, in words that name the fix; and what it only points out."""

import json
from datetime import date
from typing import Any

import pytest

from forms import cautions, checks, question_file
from forms.answers import Answers
from forms.questions import Need
from portal import council
from tests.conftest import COUNCIL_FILE, DATA
from tests.factories.drafts import answers as given

TODAY = date(2026, 9, 14)
QUESTIONS = question_file.load()
OURS = council.load(COUNCIL_FILE)
HARD_NAMES = [name["value"] for name in json.loads((DATA / "hard_names.json").read_text(encoding="utf-8"))]
CHILD = {"children__a": 1}


def told(question_id: str, answers: Answers, item: str | None = None) -> str:
    """The message of one question; "" when there is none."""
    page = QUESTIONS.page_of[question_id]
    return checks.problems(page, answers, item, OURS, TODAY).get(question_id, "")


def of_child(field: str, value: Any, **more: Any) -> str:
    values = {f"children__a__{name}": one for name, one in ({field: value} | more).items()}
    return told(field, given(**CHILD, **values), "a")


@pytest.mark.parametrize(
    ("question_id", "message"),
    [
        ("agree_not_told", "Select yes if a parent or carer does not know about this request"),
        ("strengths", "Enter what is going well for this family"),
        ("home_postcode", "Enter the postcode where the children usually live, or say that you do not know it"),
        ("contact_ways", "Select at least one way of keeping in touch that they said is safe"),
        ("confirm", "Tick to confirm that you have checked this, it is fair, and the family could read it"),
        ("ref_away", ""),
    ],
)
def test_what_is_missing_is_said_with_the_fix(question_id: str, message: str) -> None:
    assert told(question_id, given()) == message


def test_every_needed_question_can_say_what_is_missing() -> None:
    for question in QUESTIONS.by_id.values():
        if question.need is Need.NEVER:
            continue
        words = question.if_missing or f"Enter {question.called}"
        assert words.startswith(("Enter ", "Select ", "Tick ", "Talk ")) and words != "Enter ", question.id
        assert not words.endswith(".") and "consent" not in words, question.id


@pytest.mark.parametrize("name", [*HARD_NAMES, "x" * 100])
def test_any_name_of_1_to_100_characters_is_a_name(name: str) -> None:
    assert of_child("child_first_name", name) == ""


def test_a_name_of_101_characters_is_too_long() -> None:
    assert of_child("child_first_name", "x" * 101) == "The child’s first name must be 100 characters or less"
    assert told("strengths", given(strengths="x" * 2001)).endswith("must be 2,000 characters or less")


@pytest.mark.parametrize(
    ("born", "message"),
    [
        ("2026-09-14", ""),
        ("2026-09-15", "The child’s date of birth must be today or in the past"),
        ("2020-02-30", "The child’s date of birth must be a real date"),
        ("2020--11", "The child’s date of birth must include a month"),
        ("17-2-11", "The child’s date of birth must include a year of 4 numbers, like 2019"),
        ("", "Enter the child’s date of birth, or about how old they are if you do not know it"),
        ("2001-09-14", "The child must be under 18"),
        ("2008-09-14", ""),
    ],
)
def test_a_date_of_birth(born: str, message: str) -> None:
    assert of_child("child_dob", born).startswith(message) and bool(of_child("child_dob", born)) is bool(message)


@pytest.mark.parametrize(("send", "is_fine"), [(["none"], False), (["ehc_plan"], True), ([], True)])
def test_a_young_person_of_18_to_24_needs_a_special_need(send: list[str], is_fine: bool) -> None:
    assert (of_child("child_dob", "2007-09-14", child_send=send) == "") is is_fine


@pytest.mark.parametrize(
    ("due", "is_fine"), [("2026-08-24", True), ("2026-08-23", False), ("2027-07-05", True), ("2027-07-06", False)]
)
def test_a_due_date_is_3_weeks_ago_to_42_weeks_ahead(due: str, is_fine: bool) -> None:
    message = of_child("child_due_date", due, child_unborn=True)
    assert (message == "") is is_fine
    assert is_fine or message == "The date the baby is due must be between 24 August 2026 and 5 July 2027"


@pytest.mark.parametrize("age", ["0", "25", " 7 "])
def test_an_age_in_words_of_numbers(age: str) -> None:
    assert of_child("child_age_estimate", age) == ""
    assert of_child("child_dob", "", child_age_estimate=age) == ""


@pytest.mark.parametrize("age", ["26", "-1", "seven", "7.5", "²", "9" * 5000])
def test_what_is_no_age_is_told(age: str) -> None:
    assert "About how old they are must be" in of_child("child_age_estimate", age[:200])


@pytest.mark.parametrize(
    "number", ["01632 960141", "07700 900 322", "+44 7700 900322", "(0115) 496 0000", "01632 960141 ext 12"]
)
def test_uk_numbers_are_taken_as_people_write_them(number: str) -> None:
    assert told("ref_phone", given(ref_phone=number)) == ""


@pytest.mark.parametrize("number", ["12345", "ring me", "+33 1 23 45 67 89", "0770090032 ask for Jo"])
def test_what_is_no_uk_number_is_told(number: str) -> None:
    assert told("ref_phone", given(ref_phone=number)).startswith("Enter a UK phone number, like")


def test_a_postcode_and_an_email_are_checked() -> None:
    assert told("home_postcode", given(home_postcode="dn229zz")) == ""
    assert told("home_postcode", given(home_postcode="DN22")) == "Enter a full UK postcode, like SW1A 2AA"
    assert told("ref_email", given(ref_email="ama@school.example")) == ""
    assert told("ref_email", given(ref_email="ama@school")).startswith("Enter an email address in the correct format")
    assert of_child("child_other_postcode", "near Retford", child_home="no") == ""


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("14 Tannery Row, Retford", ""),
        ("14 Tannery Row\nRetford\nDN22 9ZZ", ""),
        ("DN22 9ZZ", "Enter the first line"),
        ("x" * 101, "Each line of the address must be 100 characters or less"),
        ("Haven refuge, 3 Mill Lane", "Do not write where a refuge is"),
        ("1\n" * 11, "The address must be 10 lines or less"),
    ],
)
def test_an_address(address: str, message: str) -> None:
    assert told("home_address", given(home_address=address)).startswith(message)


@pytest.mark.parametrize(
    "known", [{"home_postcode_none": True}, {"contact_risk": "yes"}, {"contact_risk": "dont_know"}, {}]
)
def test_an_address_is_not_asked_of_people_who_have_none_or_hide_it(known: dict[str, Any]) -> None:
    assert (told("home_address", given(**known)) == "") is bool(known)


def test_options_that_were_never_offered_are_not_taken() -> None:
    assert told("agree_status", given(agree_status="yes please")).startswith("Select yes if the family")
    assert told("need_first", given(need_areas=["secure_housing", "something_else"], need_first="x")).startswith(
        "Select"
    )
    assert of_child("child_send", ["none", "ehc_plan"]) == "Select what applies, or only ‘None of these’"


def test_a_request_is_about_at_least_one_child() -> None:
    said = {f"children__{item}__child_in_request": "no_just_lives_here" for item in "ab"}
    answers = given(children__a=1, children__b=2, **said)
    assert told("child_in_request", answers, "a").startswith("Select yes for at least one child")


def warned(page: str, answers: Answers, item: str | None = None) -> list[str]:
    (found,) = [one for one in QUESTIONS.pages() if one.id == page]
    return [caution.code for caution in cautions.cautions(found, answers, item, OURS, TODAY)]


def test_an_agreement_is_old_after_28_days() -> None:
    person = {"agree_people__a": 1, "agree_people__a__agree_pr": "yes"}
    assert warned("agree_people", given(**person, agree_people__a__agree_on="2026-08-17"), "a") == []
    assert warned("agree_people", given(**person, agree_people__a__agree_on="2026-08-16"), "a") == ["agreement_is_old"]


@pytest.mark.parametrize(
    ("pr", "relationship", "is_warned"),
    [
        ("no", "grandparent", True),
        ("yes", "mother", False),
        ("dont_know", "other", True),
        ("no", "young_person_themselves", False),
    ],
)
def test_agreement_without_parental_responsibility_is_pointed_out(pr: str, relationship: str, is_warned: bool) -> None:
    person = {
        "agree_people__a": 1,
        "agree_people__a__agree_pr": pr,
        "agree_people__a__agree_relationship": relationship,
    }
    assert (warned("agree_people", given(**person), "a") == ["no_parental_responsibility"]) is is_warned


def test_domestic_abuse_with_no_risk_and_a_child_elsewhere_are_pointed_out() -> None:
    abuse = given(need_areas=["safe_from_domestic_abuse"], contact_risk="no")
    assert warned("contact_safety", abuse) == warned("needs", abuse) == ["check_contact_risk"]
    assert warned("child_about", given(**CHILD, children__a__child_home="no"), "a") == ["child_elsewhere"]
