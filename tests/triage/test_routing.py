"""Which team answers: the whole postcode and the day decide."""

from datetime import date

import pytest

from portal import db
from portal import places as portal_places
from portal.places import Postcode
from tests.factories import places
from triage.routing import Kind, Route, route

DAY = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("postcode", "expected"),
    [
        ("dn229zz", Route(Kind.QUEUE, "bassetlaw", "Bassetlaw")),
        ("NG22 9ZZ", Route(Kind.QUEUE, "newark_and_sherwood", "Newark and Sherwood")),
        ("NG22 9ZY", Route(Kind.QUEUE, "bassetlaw", "Bassetlaw")),
        ("NG21 9ZY", Route(Kind.NOT_LIVE, "mansfield", "Mansfield")),
        ("ZZ99 9ZZ", Route(Kind.UNKNOWN_POSTCODE)),
        ("DN22", Route(Kind.UNKNOWN_POSTCODE)),
    ],
)
def test_the_whole_postcode_finds_the_team(postcode: str, expected: Route) -> None:
    assert route(postcode, DAY) == expected


@pytest.mark.parametrize(("postcode", "council"), [("S80 9ZY", "Derbyshire"), ("DN10 9ZZ", "Doncaster")])
def test_the_same_first_half_can_be_another_council(postcode: str, council: str) -> None:
    found = route(postcode, DAY)
    assert found.kind is Kind.OTHER_COUNCIL
    assert council in found.name


def test_a_district_is_not_live_before_its_day() -> None:
    assert route("DN22 9ZZ", date(2025, 12, 31)).kind is Kind.NOT_LIVE


def test_without_a_postcode_the_chosen_district_counts() -> None:
    assert route(None, DAY, "newark_and_sherwood").district == "newark_and_sherwood"
    assert route(None, DAY, "mansfield").kind is Kind.NOT_LIVE
    assert route(None, DAY, "somewhere_else").kind is Kind.OTHER_COUNCIL


def test_nobody_is_turned_away_for_not_knowing_where() -> None:
    assert route(None, DAY, "dont_know") == Route(Kind.QUEUE, "bassetlaw", "Bassetlaw")


def test_a_ward_goes_before_the_district_it_lies_in() -> None:
    ours = places.wrenvale()
    north, south = ours.district("wren_north"), ours.district("wren_south")
    for number, (district, ward) in enumerate([(north, min(north.wards)), (south, min(south.wards))]):
        db.session.merge(Postcode(postcode=f"ZE1{number}AA", district_code="E06000018", ward_code=ward, is_demo=True))
        assert route(f"ZE1 {number}AA", DAY).district == district.slug
    db.session.rollback()


def test_dates_decide_between_an_old_district_and_the_one_after_it() -> None:
    places.wrenvale()
    db.session.merge(Postcode(postcode="ZE19AB", district_code="E07000176", is_demo=True))
    assert portal_places.look_up("ZE1 9AB")
    assert route("ZE1 9AB", date(2026, 3, 31)).district == "old_vale"
    assert route("ZE1 9AB", date(2026, 4, 1)).kind is Kind.NOT_LIVE
    db.session.rollback()
