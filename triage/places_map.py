"""Where a family lives, learns and sees a doctor, and whom to ring across each border (DOMAIN.md 2.7)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import hypot
from typing import Any

from portal import council, organisations, places
from portal.organisations import Organisation, folded
from portal.places import Place
from portal.postcode_words import normalise
from triage.children import children_of
from triage.models.requests import HelpRequest

_METRES_IN_A_MILE = 1609.344
_POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}\b")
_TAGS = {"cross_border", "two_homes"}
_CLOSED = "This answer is kept closed. Open it with a reason to see where it is."
_NOT_LISTED = "Not found in the lists of schools and surgeries near here. Ask where it is."
_NO_POSTCODE = "No postcode was given. Ask where it is."
_NOT_LIVE = "This is no postcode in use today. Ask where it is."


@dataclass(frozen=True)
class Area:
    """A district of ours, or another council. `phone`, `url`: its early help; empty when the council file has none."""

    name: str
    is_ours: bool
    phone: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A place of the family's life. `area` is None when nobody can say where it is; `note` then says what to do.

    `number`: as on the picture; 0 when it is not there. `miles`: from home, None when not known.
    """

    number: int
    what: str
    said: str
    area: Area | None
    note: str = ""
    miles: int | None = None


@dataclass(frozen=True)
class PlacesMap:
    """`home`: the district that answers. `contacts`: every other area, in the order of the spots. `moved_to`: where the
    home is today when that is another, as after a change of districts or a wrong address."""

    home: Area
    spots: tuple[Spot, ...]
    contacts: tuple[Area, ...]
    moved_to: Area | None


@dataclass(frozen=True)
class _Wanted:
    what: str
    said: str
    postcode: str = ""  # empty for a place that is looked up by its name
    is_home: bool = False
    is_closed: bool = False


def of(request: HelpRequest, answers: dict[str, Any], closed: frozenset[str], today: date) -> PlacesMap | None:
    """The family's places; None when all that is known lies in the district that answers. `closed`: ids of questions
    whose answers this reader has not opened: their places are on no picture."""
    wanted = list(_wanted(answers, closed))
    named = organisations.beginning([each.said for each in wanted if not each.is_home], _near())
    found = {each: _choices(each, named) for each in wanted}
    asked = {each.postcode for each in wanted if not each.is_closed} | {org.postcode for org in named}
    located = places.several(sorted(asked - {""}))
    own = council.current().district(request.district)
    home = Area(own.name, True, own.phone)
    spots = tuple(_numbered(_spots(wanted, found, located, today)))
    areas = dict.fromkeys(spot.area for spot in spots if spot.area and spot.area != home)
    if not areas and not _TAGS & {*request.tags}:
        return None
    moved = spots[0].area if wanted and wanted[0].what == "Home" else None
    return PlacesMap(home, spots, tuple(areas), moved if moved != home else None)


def _wanted(answers: dict[str, Any], closed: frozenset[str]) -> Iterator[_Wanted]:
    """What to look up, home first; each school once."""
    postcode = str(answers.get("home_postcode") or "")
    is_closed = bool(closed & {"home_postcode", "home_address"})
    yield _Wanted("Home", postcode, postcode, is_home=True, is_closed=is_closed)
    children, schools = children_of(answers), dict[str, list[str]]()
    for child in children:
        if child.other_postcode and child.home != "yes":
            what = f"Other home of {child.called}" if child.home == "some_of_the_time" else f"Home of {child.called}"
            is_hidden = "child_other_postcode" in closed
            yield _Wanted(what, child.other_postcode, child.other_postcode, is_home=True, is_closed=is_hidden)
        if child.school:
            schools.setdefault(child.school, []).append(child.called)
    for school, names in schools.items():
        yield _Wanted(f"School, nursery or college of {' and '.join(names)}", school, _in_text(school))
    if surgery := str(answers.get("gp_surgery") or "").strip():
        yield _Wanted("GP surgery", surgery, _in_text(surgery))


def _in_text(text: str) -> str:
    """A postcode somebody wrote beside a name."""
    found = _POSTCODE.search(text)
    return normalise(found[0]) or "" if found else ""


def _near() -> list[str]:
    ours = council.current()
    return sorted(ours.council_codes.union(*(other.codes for other in ours.neighbours)))


def _choices(wanted: _Wanted, named: Iterable[Organisation]) -> list[Organisation]:
    """What a name may mean: surgeries for the surgery, schools for a school."""
    if wanted.is_home:
        return []
    kind, words = ("gp" if wanted.what == "GP surgery" else "school"), folded(wanted.said)
    return [org for org in named if org.kind == kind and org.sought.startswith(f"{words} ")]


def _spots(
    wanted: Iterable[_Wanted], found: dict[_Wanted, list[Organisation]], located: dict[str, Place], today: date
) -> Iterator[Spot]:
    start: Place | None = None
    for each in wanted:
        place, codes = located.get(each.postcode), {org.district_code for org in found[each]}
        if place is None and len(codes) == 1:
            place = located.get(found[each][0].postcode) or Place("", codes.pop())
        if each.is_closed:
            place = None
        if each.what == "Home":
            start = place
        note = "" if place else _note(each, len(codes))
        said = "" if each.is_closed else each.said
        area = _area(place, today) if place else None
        yield Spot(number=0, what=each.what, said=said, area=area, note=note, miles=_miles(start, place))


def _note(wanted: _Wanted, areas: int) -> str:
    if wanted.is_closed:
        return _CLOSED
    if areas > 1:
        return "There is more than one of this name, in several districts. Ask which it is."
    if not wanted.is_home:
        return _NOT_LISTED
    return _NOT_LIVE if normalise(wanted.said) else _NO_POSTCODE


def _numbered(spots: Iterable[Spot]) -> Iterator[Spot]:
    number = 0
    for spot in spots:
        number += spot.area is not None
        shown = number if spot.area else 0
        yield Spot(number=shown, what=spot.what, said=spot.said, area=spot.area, note=spot.note, miles=spot.miles)


def _area(place: Place, today: date) -> Area:
    ours = council.current()
    if district := ours.district_at(place.district_code, place.ward_code, today):
        return Area(district.name, True, district.phone)
    if other := ours.neighbour(place.district_code):
        return Area(other.name, False, other.phone, other.url)
    return Area(places.council_name(place.district_code), False)


def _miles(start: Place | None, end: Place | None) -> int | None:
    """As the crow flies, rounded; None unless both are known and apart."""
    if not (start and end) or start == end or None in {start.easting, start.northing, end.easting, end.northing}:
        return None
    east = (start.easting or 0) - (end.easting or 0)
    north = (start.northing or 0) - (end.northing or 0)
    return round(hypot(east, north) / _METRES_IN_A_MILE)
