"""Finding one's own school or practice among 28,466."""

import gzip
import time
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, func, select

from portal import clock, db, organisation_load, organisations
from portal.nice_case import nice_case
from portal.organisations import Organisation, folded, search
from tests.factories.places import wrenvale


@pytest.fixture(autouse=True, scope="module")
def listed(schema: Engine) -> None:
    """The shipped lists, loaded once for all tests here."""
    with db.transaction():
        organisation_load.load(clock.now(), again=True)


def _labels(words: str) -> list[str]:
    """Those of the shipped lists; a school that another test invented has no postcode."""
    return [organisation.label for organisation in search(words) if organisation.postcode]


def test_every_school_and_practice_is_listed() -> None:
    numbers = organisations.numbers()
    assert numbers["school"] >= 22_010 and numbers["gp"] >= 6_456


def test_loading_again_keeps_ids_and_changes_nothing() -> None:
    (before,) = search("C84013")
    with db.transaction():
        assert organisation_load.load(clock.now(), again=True) == 0
    after = organisations.get(before.id)
    assert after and after.code == before.code


def test_lists_that_are_in_use_are_not_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with db.transaction():
        assert organisation_load.load(clock.now()) is None
    newer = tmp_path / "gp_practices.csv.gz"
    newer.write_bytes(gzip.compress(b"ods_code,name,town,postcode,lad25cd\nZ99,THE NEW SURGERY,RETFORD,,E07000171\n"))
    monkeypatch.setattr(organisation_load, "_PRACTICES", newer)
    with db.transaction():
        assert organisation_load.load(clock.now()) == 1
    monkeypatch.undo()
    with db.transaction():
        db.session.delete(search("Z99")[0])
        organisation_load.load(clock.now())
        assert organisation_load.load(clock.now()) is None


def test_loading_again_puts_a_changed_row_right() -> None:
    (practice,) = search("C84013")
    with db.transaction():
        row = organisations.get(practice.id)
        assert row
        row.name = "Old name"
    with db.transaction():
        assert organisation_load.load(clock.now(), again=True) == 1
    assert search("C84013")[0].label == "Kingfisher Family Practice, Retford, Bassetlaw, ODS C84013"


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("larkfield primary", "Larkfield Primary School, Southport, Sefton, URN 104887"),
        ("primary LARKFIELD southport", "Larkfield Primary School, Southport, Sefton, URN 104887"),
        ("larkfeld primry", "Larkfield Primary School, Southport, Sefton, URN 104887"),
        ("104887", "Larkfield Primary School, Southport, Sefton, URN 104887"),
        ("c84013", "Kingfisher Family Practice, Retford, Bassetlaw, ODS C84013"),
        ("kingfisher gp retford", "Kingfisher Family Practice, Retford, Bassetlaw, ODS C84013"),
    ],
)
def test_a_name_is_found_in_any_order_and_nearly_right(typed: str, label: str) -> None:
    assert label in _labels(typed)[:3]


def test_a_postcode_finds_who_is_there_however_it_is_typed() -> None:
    (practice,) = search("C84013")
    whole, packed = search(practice.postcode), search(practice.postcode.replace(" ", "").lower())
    assert practice.id in {found.id for found in whole}
    assert [found.id for found in whole] == [found.id for found in packed]
    outward = practice.postcode.split()[0]
    assert all(found.postcode.startswith(outward) for found in search(outward))


def test_apostrophes_accents_and_dots_do_not_matter() -> None:
    assert _labels("st marys retford") == _labels("ST. MARY'S  Rétford") == _labels("St Mary’s Retford")


def test_the_councils_own_area_comes_first() -> None:
    assert {found.district_name for found in search("st peters")[:3]} <= {
        "Ashfield", "Bassetlaw", "Broxtowe", "Gedling", "Mansfield", "Newark and Sherwood", "Rushcliffe",
    }  # fmt: skip
    wrenvale()
    assert {found.district_name for found in search("st peters")[:2]} <= {"Nottingham", "Rushcliffe"}


def test_at_most_twenty_are_shown_in_an_order_that_stays() -> None:
    first = search("primary school", limit=500)
    assert len(first) == 20
    assert [found.id for found in first] == [found.id for found in search("primary school", limit=500)]


@pytest.mark.parametrize("typed", ["   ", "'", "%", "_", "%%%", "\\", "';DROP TABLE", "🏫", "x" * 20_000, "a " * 900])
def test_no_words_break_the_search(typed: str) -> None:
    assert len(search(typed)) <= 20


@pytest.mark.parametrize("typed", ["", "%", "'", "🏫"])
def test_nothing_to_look_for_finds_nothing(typed: str) -> None:
    assert search(typed) == []


@pytest.mark.parametrize("typed", ["primary school", "larkfeld primry", "st", "zzzzqqq"])
def test_a_search_is_quick(typed: str) -> None:
    search(typed)
    started = time.monotonic()
    search(typed)
    assert time.monotonic() - started < 0.5


def test_an_id_of_nobody_is_nobody() -> None:
    assert organisations.get(uuid4()) is None


def test_an_organisation_made_by_hand_is_found_too() -> None:
    with db.transaction():
        db.session.add(Organisation(kind="school", code="999001", name="Dukeries Edge Academy", town="Ollerton"))
    assert [found.label for found in search("dukeries edge")] == ["Dukeries Edge Academy, Ollerton, URN 999001"]
    with db.transaction():
        db.session.delete(search("999001")[0])
    assert db.session.scalar(select(func.count()).where(Organisation.code == "999001")) == 0


def test_a_town_that_is_the_district_is_said_once() -> None:
    school = Organisation(kind="school", code="1", name="A", town="Mansfield", district_name="Mansfield")
    assert school.label == "A, Mansfield, URN 1"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("THE DENSHAM SURGERY", "The Densham Surgery"),
        ("ST. MARY'S SURGERY (HULL)", "St. Mary's Surgery (Hull)"),
        ("STOCKTON ON TEES", "Stockton on Tees"),
        ("NHS SOLIHULL GP", "NHS Solihull GP"),
        ("DR O'BRIEN & MCKAY", "Dr O'Brien & McKay"),
        ("MACE HOUSE", "Mace House"),
        ("Larkfield Primary", "Larkfield Primary"),
        ("", ""),
    ],
)
def test_names_in_capitals_are_written_as_people_do(given: str, shown: str) -> None:
    assert nice_case(given) == shown


def test_words_are_folded_for_comparing() -> None:
    assert folded("  ST. MARY’S", "École-Straße") == "st marys ecole strasse"
