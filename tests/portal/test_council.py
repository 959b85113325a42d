"""What rules ask of the council."""

from datetime import UTC, date, datetime

import pytest

from portal import council
from portal.clock import LONDON
from tests.factories.places import NOTTINGHAMSHIRE, WRENVALE

NOTTS = council.load(NOTTINGHAMSHIRE)
WREN = council.load(WRENVALE)
AUTUMN = date(2026, 9, 14)


def test_nottinghamshire_has_seven_districts_of_which_two_are_live() -> None:
    assert len(NOTTS.council_codes) == 7
    assert [district.slug for district in NOTTS.live_districts(AUTUMN)] == ["bassetlaw", "newark_and_sherwood"]


def test_all_seventeen_family_hub_networks_are_named() -> None:
    hubs = [hub for district in NOTTS.districts for hub in district.hubs]
    assert len(hubs) == len(set(hubs)) == 17
    assert "Retford Family Hub" in NOTTS.district("bassetlaw").hubs


def test_every_phone_of_the_shipped_file_is_from_a_drama_range() -> None:
    numbers = [*NOTTS.phones.model_dump().values(), *(district.phone for district in NOTTS.districts)]
    numbers += [neighbour.phone for neighbour in NOTTS.neighbours]
    assert all(number.startswith(("0115 496 0", "01632 960", "07700 900")) for number in numbers)


def test_a_whole_district_is_found_by_its_code() -> None:
    found = NOTTS.district_at("E07000171", None, AUTUMN)
    assert found and found.slug == "bassetlaw"
    assert NOTTS.district_at("E07000033", None, AUTUMN) is None


@pytest.mark.parametrize(
    ("ward", "slug"), [("E05012287", "wren_north"), ("E05012272", "wren_south"), ("E05012270", None), (None, None)]
)
def test_a_district_by_wards_is_found_by_the_ward_alone(ward: str | None, slug: str | None) -> None:
    found = WREN.district_at("E06000018", ward, AUTUMN)
    assert (found and found.slug) == slug


def test_a_ward_goes_before_the_whole_district_it_lies_in() -> None:
    part = WREN.district("wren_north").model_copy(update={"wards": frozenset({"E05014984"})})
    both = WREN.model_copy(update={"districts": (WREN.district("vale"), part)})
    found = [both.district_at("E07000176", ward, AUTUMN) for ward in ("E05014984", "E05014970", None)]
    assert [district and district.slug for district in found] == ["wren_north", "vale", "vale"]


@pytest.mark.parametrize(("day", "slug"), [(date(2026, 3, 31), "old_vale"), (date(2026, 4, 1), "vale")])
def test_the_district_that_stands_on_the_day_answers(day: date, slug: str) -> None:
    found = WREN.district_at("E07000176", None, day)
    assert found and found.slug == slug


def test_a_district_before_its_first_day_is_nobodys() -> None:
    assert WREN.district_at("E06000018", "E05012287", date(2026, 3, 31)) is None
    assert "E06000018" in WREN.council_codes


def test_a_district_that_ended_is_not_live_any_more() -> None:
    assert WREN.district("old_vale").is_live(date(2026, 3, 31))
    assert not WREN.district("old_vale").is_live(date(2026, 4, 1))


def test_neighbours_are_found_by_the_code_of_any_of_their_districts() -> None:
    bolsover, sheffield = NOTTS.neighbour("E07000033"), NOTTS.neighbour("E08000039")
    assert bolsover and bolsover.name == "Derbyshire County Council"
    assert sheffield and sheffield.name == "Sheffield City Council"
    assert NOTTS.neighbour("E09000007") is None


@pytest.mark.parametrize(
    ("address", "secure"),
    [
        ("p.nair@larkfield.school.example", True),
        ("A.Nurse@GP.NHS.UK", True),
        ("a@nhs.uk", True),
        ("a@notnhs.uk", False),
        ("a@nhs.uk.evil.example", False),
        ("nhs.uk@mail.example", False),
        ("a", False),
    ],
)
def test_letters_are_attached_for_secure_domains_only(address: str, secure: bool) -> None:
    assert NOTTS.is_secure(address) is secure


@pytest.mark.parametrize(
    ("at", "is_holiday", "is_open"),
    [
        (datetime(2026, 9, 17, 8, 30, tzinfo=LONDON), False, True),
        (datetime(2026, 9, 17, 8, 29, tzinfo=LONDON), False, False),
        (datetime(2026, 9, 17, 16, 59, tzinfo=LONDON), False, True),
        (datetime(2026, 9, 17, 17, 0, tzinfo=LONDON), False, False),
        (datetime(2026, 9, 18, 16, 45, tzinfo=LONDON), False, False),
        (datetime(2026, 9, 19, 10, 0, tzinfo=LONDON), False, False),
        (datetime(2026, 9, 17, 10, 0, tzinfo=LONDON), True, False),
    ],
)
def test_the_mash_line_is_open_in_its_hours(at: datetime, is_holiday: bool, is_open: bool) -> None:
    assert NOTTS.is_open("mash_professionals", at, is_holiday) is is_open


def test_a_moment_in_another_zone_is_taken_as_the_clock_in_england_shows_it() -> None:
    assert NOTTS.is_open("mash_professionals", datetime(2026, 9, 17, 7, 45, tzinfo=UTC), False)


def test_the_emergency_duty_team_answers_at_any_hour() -> None:
    assert NOTTS.is_open("edt", datetime(2026, 12, 25, 3, 0, tzinfo=LONDON), True)


def test_another_council_has_other_promises_and_the_rest_as_usual() -> None:
    assert (WREN.targets.first_answer_days, WREN.targets.cut_off.hour, WREN.targets.check_back_days) == (2, 16, 20)
    assert WREN.sign_in.referrer_idle_minutes == 120
