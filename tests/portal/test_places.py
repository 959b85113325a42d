"""Postcodes as people type them, and where they are."""

from datetime import date

import pytest
from sqlalchemy import Engine

from portal import places
from portal.places import Place
from tests.factories.places import SAMPLE_2025, gazetteer, loaded, wrenvale


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("DN22 9ZZ", "DN22 9ZZ"),
        ("dn229zz", "DN22 9ZZ"),
        ("  Dn 22\t9 zz ", "DN22 9ZZ"),
        ("dn22-9zz.", "DN22 9ZZ"),
        ("DN22\N{NO-BREAK SPACE}9ZZ", "DN22 9ZZ"),
        ("S1 1AA", "S1 1AA"),
        ("EC1A1BB", "EC1A 1BB"),
        ("W1A 0AX", "W1A 0AX"),
    ],
)
def test_a_postcode_is_read_however_it_is_typed(typed: str, shown: str) -> None:
    assert places.normalise(typed) == shown


@pytest.mark.parametrize(
    "typed", ["", "DN22", "DN22 9Z", "DN22 9ZZZ", "DN22 9CZ", "DN22 ZZ9", "22 9ZZ", "Retford", "DN٢٢ ٩ZZ"]
)
def test_what_is_no_full_postcode_is_refused(typed: str) -> None:
    assert places.normalise(typed) is None


def test_a_postcode_names_its_district(schema: Engine) -> None:
    gazetteer()
    retford = Place("DN22 9ZZ", "E07000171", None, 470600, 381000)
    assert places.look_up("dn22 9zz") == retford
    assert places.several(["dn22 9zz", "DN22", "DN22 9ZY"]) == {"dn22 9zz": retford}


def test_one_first_half_lies_in_two_counties(schema: Engine) -> None:
    gazetteer()
    found = [places.look_up(typed) for typed in ("S80 9ZZ", "S80 9ZY")]
    assert [place and places.council_name(place.district_code) for place in found] == ["Nottinghamshire", "Derbyshire"]


@pytest.mark.parametrize("typed", ["ZZ99 9ZZ", "not one", ""])
def test_a_postcode_that_is_not_there_is_nowhere(schema: Engine, typed: str) -> None:
    assert places.look_up(typed) is None


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("E07000033", "Derbyshire"),
        ("E06000018", "Nottingham"),
        ("E08000039", "Sheffield"),
        ("E08000019", "Sheffield"),
        ("E07999999", "another council"),
        ("", "another council"),
    ],
)
def test_a_district_code_names_its_childrens_services_council(code: str, name: str) -> None:
    assert places.council_name(code) == name


@pytest.mark.parametrize(
    ("typed", "slug"),
    [("NG1 1AH", "wren_north"), ("NG5 1BS", "wren_south"), ("NG8 5BZ", None), ("NG12 1AA", "vale")],
)
def test_an_edition_with_wards_finds_the_district_of_a_ward(schema: Engine, typed: str, slug: str | None) -> None:
    other = wrenvale()
    loaded(SAMPLE_2025, other.council_codes)
    place = places.look_up(typed)
    assert place and place.ward_code
    found = other.district_at(place.district_code, place.ward_code, date(2026, 9, 14))
    assert (found and found.slug) == slug
