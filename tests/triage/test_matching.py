"""Which requests are suggested as being about the same child, and why."""

from datetime import timedelta
from typing import Any

import pytest

from portal import clock, db
from portal.access import Role
from tests.factories import cases, people, requests
from triage import match_keys, matching, repeats
from triage.matching import Matches
from triage.models.requests import ChildOfRequest, HelpRequest

CHILD = cases.read(cases.SCHOOL)["answers"]["children"][0] | {"child_known_as": ""}
ANOTHER_DAY = "2016-09-30"


def sent(**child: Any) -> HelpRequest:
    """A request about Alfie Hallam of Larkfield Primary School, born 2017-02-11 at DN22 9ZZ; `child` changes that."""
    home = child.pop("home_postcode", "DN22 9ZZ")
    changed = CHILD | {f"child_{name}": value for name, value in child.items()}
    return requests.sent(children=[changed], home_postcode=home)


def found(request: HelpRequest, role: Role = Role.SERVICE_MANAGER) -> Matches:
    return matching.find(request, people.make(role))


@pytest.mark.parametrize(
    ("child", "why"),
    [
        ({"home_postcode": "NG22 9ZZ", "setting": "Another School"}, {"name_same", "born_same"}),
        ({"first_name": "Alfred"}, {"name_short", "born_same", "home_same", "school_same"}),
        ({"first_name": "Freddie", "known_as": "Alfie", "setting": ""}, {"name_same", "born_same", "home_same"}),
        ({"first_name": "Hallam", "last_name": "Alfie"}, {"name_swapped", "born_same", "home_same", "school_same"}),
        ({"last_name": "Hâllam", "setting": "", "home_postcode": "NG22 9ZZ"}, {"name_same", "born_same"}),
        ({"last_name": "Halam", "setting": "", "home_postcode": "NG22 9ZZ"}, {"name_near", "born_same"}),
        ({"last_name": "Marsh-Hallam", "home_postcode": "NG22 9ZZ"}, {"name_part", "born_same", "school_same"}),
        ({"last_name": "Okafor", "setting": ""}, {"name_first", "born_same", "home_same"}),
        ({"dob": "2017-11-02", "setting": "", "home_postcode": "NG22 9ZZ"}, {"name_same", "born_swapped"}),
        ({"dob": ANOTHER_DAY}, {"name_same", "born_other", "home_same", "school_same"}),
        ({"dob": "", "home_postcode": "NG22 9ZZ"}, {"name_same", "school_same"}),
    ],
)
def test_the_same_child_written_otherwise_is_suggested_with_why(child: dict[str, Any], why: set[str]) -> None:
    CHILD["child_last_name"] = "Hallam"
    request, other = sent(), sent(**child)
    for one, two in ((request, other), (other, request)):
        (match,) = found(one).suggested
        assert (match.reference, set(match.codes)) == (two.reference, why)
    assert len(match.why) + len(match.but) == len(why)


@pytest.mark.parametrize(
    "child",
    [
        {"first_name": "Bethany"},  # a brother or sister, a twin
        {"dob": ANOTHER_DAY, "setting": "Another School"},  # the same name at the same postcode, born on another day
        {"first_name": "Joel", "last_name": "Okafor"},
        {"last_name": "Okafor", "setting": "", "home_postcode": "NG22 9ZZ"},  # first name and date of birth alone
        {"dob": "", "home_postcode": "NG22 9ZZ", "setting": ""},  # a name alone
    ],
)
def test_another_child_is_not_suggested(child: dict[str, Any]) -> None:
    request = sent()
    sent(**child)
    assert found(request) == Matches()


def test_where_an_address_is_kept_closed_it_is_not_said_that_the_postcodes_are_the_same() -> None:
    request = sent(setting="")
    requests.sent(children=[CHILD | {"child_setting": ""}], contact_address_secret="yes", home_postcode="DN22 9ZZ")
    (match,) = found(request).suggested
    assert "an answer that is kept closed" in match.why
    assert not [words for words in match.why if "postcode" in words]


def test_of_what_a_reader_may_not_see_only_district_and_number_are_told() -> None:
    request = sent()
    sent(home_postcode="NG22 9ZZ"), sent(home_postcode="NG24 9ZZ")
    here = found(request, Role.EHA)
    assert here.suggested == () and here.elsewhere == (("newark_and_sherwood", 2),)
    assert len(found(request).suggested) == 2


def test_children_kept_before_there_were_sums_are_given_theirs() -> None:
    request, other = sent(), sent()
    db.session.query(ChildOfRequest).update({"match_keys": None})
    db.commit()
    assert repeats.work_out_keys() == 2
    assert repeats.work_out_keys() == 0
    assert found(request).suggested[0].reference == other.reference


def test_a_re_request_is_flagged_whatever_the_accents_but_not_on_a_guess() -> None:
    now = clock.now()
    for name, is_again in (("Hallám", True), ("Hallem", False)):
        earlier = requests.sent(children=[CHILD | {"child_last_name": name}], at=now - timedelta(days=30))
        earlier.outcome, earlier.outcome_sent_at = "advice_guidance", now - timedelta(days=20)
        db.commit()
        assert ("re_request" in sent().tags) is is_again
        earlier.outcome_sent_at = None
        db.commit()


def test_nobody_has_more_sums_than_an_index_should_hold() -> None:
    long = " ".join(["Alexandra Catherine Elizabeth Margaret"] * 20)
    request = sent(first_name=long, last_name=long, known_as=long)
    (child,) = matching.children_of(request)
    assert 20 < len(match_keys.of(child)) <= 60
