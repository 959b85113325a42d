"""Where a family's life is, when it crosses a border."""

from typing import Any

import pytest

from portal import clock, council, db
from portal.organisations import Organisation
from tests.factories import cases, requests
from triage import places_map, places_picture, queries
from triage.models.requests import HelpRequest
from triage.places_map import PlacesMap

CHILD = cases.read(cases.SCHOOL)["answers"]["children"][0]
AWAY: dict[str, Any] = {"child_home": "some_of_the_time", "child_other_postcode": "DN10 9ZZ"}


@pytest.fixture(autouse=True)
def schools() -> None:
    for code, name, district, postcode in (
        ("M1", "Elmsett Primary School", "E07000033", "S80 9ZY"),
        ("M2", "Ferncote School", "E07000175", "NG22 9ZZ"),
        ("M3", "Ferncote School", "E08000017", "DN11 9ZY"),
        ("M4", "Larkfield Primary School", "E07000171", "DN22 9ZZ"),
    ):
        if not db.session.query(Organisation).filter_by(code=code).count():
            row = Organisation(kind="school", code=code, name=name, town="Retford", postcode=postcode)
            row.district_code = district
            db.session.add(row)
    db.commit()


def sent(child: dict[str, Any], **answers: Any) -> HelpRequest:
    return requests.sent(children=[CHILD | child], **({"gp_surgery": ""} | answers))


def found(request: HelpRequest, *closed: str) -> PlacesMap | None:
    return places_map.of(request, queries.content(request).answers, frozenset(closed), clock.today())


def shown(request: HelpRequest, *closed: str) -> dict[str, tuple[str, int | None]]:
    there = found(request, *closed)
    assert there
    return {spot.what.split(" of ")[0]: (spot.area.name if spot.area else spot.note[:14], spot.miles)
            for spot in there.spots}  # fmt: skip


def test_a_family_whose_life_is_in_one_district_needs_no_map() -> None:
    assert found(sent({}, agree_people=[], adults=[])) is None


def test_another_home_a_school_and_a_surgery_across_the_border_are_shown_with_whom_to_ring() -> None:
    request = sent(AWAY | {"child_setting": "Elmsett Primary School, Retford"}, gp_surgery="Lime Surgery, S80 9ZY")
    assert shown(request) == {
        "Home": ("Bassetlaw", None),
        "Other home": ("Doncaster City Council", 8),
        "School, nursery or college": ("Derbyshire County Council", 11),
        "GP surgery": ("Derbyshire County Council", 11),
    }
    there = found(request)
    assert there and [area.name for area in there.contacts] == ["Doncaster City Council", "Derbyshire County Council"]
    ours = council.current()
    assert {area.phone for area in there.contacts} <= {other.phone for other in ours.neighbours}


def test_a_school_alone_across_a_border_brings_the_map_and_one_that_may_be_in_two_places_is_asked_about() -> None:
    assert shown(sent({"child_setting": "Elmsett Primary"}))["School, nursery or college"][0].startswith("Derbyshire")
    unclear = shown(sent(AWAY | {"child_setting": "Ferncote School"}))
    assert unclear["School, nursery or college"] == ("There is more ", None)


def test_a_home_that_is_kept_closed_is_on_no_picture() -> None:
    there = found(sent(AWAY), "home_postcode", "child_other_postcode")
    assert there and not there.contacts
    assert [(spot.number, spot.said, spot.area) for spot in there.spots[:2]] == [(0, "", None), (0, "", None)]
    marks = [mark for tile in places_picture.draw(there, clock.today()).tiles for mark in tile.marks]
    assert [mark.number for mark in marks] == [1]  # the school's


def test_a_postcode_that_is_in_another_district_today_is_pointed_out() -> None:
    request = sent(AWAY)
    content = queries.content(request)
    content.answers = content.answers | {"home_postcode": "NG22 9ZZ"}
    there = found(request)
    assert there and there.moved_to and there.moved_to.name == "Newark and Sherwood"


def test_every_area_has_one_tile_of_the_picture_and_a_stranger_gets_one_too() -> None:
    request, ours = sent(AWAY | {"child_other_postcode": "NG23 9ZY"}), council.current()
    alone = ours.model_copy(update={"picture": (("bassetlaw", "-"), ("mansfield",)), "neighbours": ()})
    for served, tiles in ((ours, 15), (ours.model_copy(update={"picture": ()}), 15), (alone, 3)):
        council.use(served)
        there = found(request)
        assert there
        picture = places_picture.draw(there, clock.today())
        assert len(picture.tiles) == tiles
        assert sorted(mark.number for tile in picture.tiles for mark in tile.marks) == [1, 2, 3]
