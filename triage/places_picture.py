"""The simple district picture: who is next to whom, as the council file lays it out, with the family's places on it."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal import council
from triage.places_map import PlacesMap

WIDE, HIGH, GAP = 150, 92, 6  # of a tile, and between two
_COLUMNS, _LETTERS, _LINES, _LINE = 3, 15, 2, 22
_ENDING = re.compile(r" (Metropolitan Borough |County )?Council$")  # what every other council is called too
_NOBODY = "-"


@dataclass(frozen=True)
class Mark:
    """A numbered spot."""

    x: int
    y: int
    number: int


@dataclass(frozen=True)
class Tile:
    """One district or council. `lines`: its name, broken to fit, with the height of each line."""

    x: int
    y: int
    lines: tuple[tuple[int, str], ...]
    is_home: bool
    is_ours: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Picture:
    """Tiles to draw in a box of that size."""

    width: int
    height: int
    tiles: tuple[Tile, ...]


def draw(found: PlacesMap, on: date) -> Picture:
    """The picture of the council file as of that day; areas that are not on it stand in rows of their own below."""
    rows = [list(row) for row in _rows(on)]
    there = {name for row in rows for name in row}
    more = list(dict.fromkeys(name for name in (found.home.name, *_names(found)) if name not in there))
    rows += [more[at : at + _COLUMNS] for at in range(0, len(more), _COLUMNS)]
    tiles = tuple(
        _tile(name, column, row, found)
        for row, names in enumerate(rows)
        for column, name in enumerate(names)
        if name != _NOBODY
    )
    most = max((len(row) for row in rows), default=0)
    return Picture(most * (WIDE + GAP) + GAP, len(rows) * (HIGH + GAP) + GAP, tiles)


def _names(found: PlacesMap) -> Iterator[str]:
    return (spot.area.name for spot in found.spots if spot.area)


def _rows(on: date) -> list[list[str]]:
    """Names as shown, row by row: as laid out in the council file, or simply in its order. No district that is over."""
    ours = council.current()
    shown = {each.slug: each.name if each.stands_on(on) else _NOBODY for each in ours.districts}
    if ours.picture:
        return [[shown.get(name, name) for name in row] for row in ours.picture]
    standing = [name for name in shown.values() if name != _NOBODY]
    names = list(dict.fromkeys([*standing, *(other.name for other in ours.neighbours)]))
    return [names[at : at + _COLUMNS] for at in range(0, len(names), _COLUMNS)]


def _tile(name: str, column: int, row: int, found: PlacesMap) -> Tile:
    x, y = GAP + column * (WIDE + GAP), GAP + row * (HIGH + GAP)
    numbers = [spot.number for spot in found.spots if spot.area and spot.area.name == name]
    lines = textwrap.wrap(_ENDING.sub("", name), _LETTERS, max_lines=_LINES, placeholder="…")
    return Tile(
        x=x,
        y=y,
        lines=tuple((y + 2 + _LINE * (at + 1), line) for at, line in enumerate(lines)),
        is_home=name == found.home.name,
        is_ours=name in {district.name for district in council.current().districts},
        marks=tuple(_mark(x, y, at, number) for at, number in enumerate(numbers)),
    )


def _mark(x: int, y: int, at: int, number: int) -> Mark:
    """Side by side at the foot of the tile, closer together the more there are."""
    return Mark(x + 18 + min(at * 24, WIDE - 32), y + HIGH - 18, number)
