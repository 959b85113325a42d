"""What to know about a request before opening it."""

from datetime import date
from typing import Any

import pytest

from tests.factories import cases
from triage.tags import tags_of

DAY = date(2026, 9, 14)


def tags(**answers: Any) -> set[str]:
    given = cases.read(cases.SCHOOL)["answers"] | answers
    return set(tags_of(given, DAY, read_now=False, is_re_request=False))


def child(**changes: Any) -> list[dict[str, Any]]:
    return [cases.read(cases.SCHOOL)["answers"]["children"][0] | changes]


def agreed(**changes: Any) -> list[dict[str, Any]]:
    return [cases.read(cases.SCHOOL)["answers"]["agree_people"][0] | changes]


@pytest.mark.parametrize(
    ("answers", "tag"),
    [
        ({"contact_risk": "dont_know"}, "safe_contact"),
        ({"agree_not_told": "yes"}, "safe_contact"),
        ({"da_now": "dont_know"}, "ask_safely_first"),
        ({"agree_people": agreed(agree_pr="dont_know")}, "no_parental_responsibility"),
        ({"agree_people": agreed(agree_on="2026-08-16")}, "agreement_old"),
        ({"children": child(child_home="no", child_other_postcode="S80 9ZY")}, "cross_border"),
        ({"children": child(child_home="some_of_the_time", child_other_postcode="DN10 9ZZ")}, "cross_border"),
        ({"children": child(child_home="some_of_the_time", child_other_postcode="Tuxford")}, "two_homes"),
        ({"children": child(child_home="no", child_other_postcode="NG22 9ZY")}, "two_homes"),
        ({"home_postcode": None, "home_district": "dont_know"}, "place_to_check"),
        ({"interpreter": "bsl"}, "interpreter"),
        ({"ref_away": "Half term"}, "referrer_away"),
    ],
)
def test_an_answer_brings_its_tag(answers: dict[str, Any], tag: str) -> None:
    assert tag in tags(**answers)


def test_agreement_of_exactly_28_days_is_fresh() -> None:
    assert "agreement_old" not in tags(agree_people=agreed(agree_on="2026-08-17"))


@pytest.mark.parametrize(("born", "can_agree"), [("2010-09-14", True), ("2010-09-15", False)])
def test_a_young_person_of_16_can_agree_for_themselves(born: str, can_agree: bool) -> None:
    who = agreed(agree_name="Alfie Marsh", agree_relationship="young_person_themselves", agree_pr=None)
    found = tags(agree_people=who, children=child(child_dob=born))
    assert ("no_parental_responsibility" not in found) is can_agree


def test_a_brother_who_just_lives_there_brings_no_tag() -> None:
    sibling = child(child_in_request="no_just_lives_here", child_education="home_educated")
    assert "home_educated" not in tags(children=child(child_in_request="yes") + sibling)
