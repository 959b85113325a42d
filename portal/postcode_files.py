"""Reading an edition of the postcode directory (ONSPD or NSPL, old or new column names) row by row."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from portal import council_names
from portal.postcode_archives import PostcodeFileWrong, explained, open_texts
from portal.postcode_words import FULL

_POSTCODE = (re.compile("pcds"), re.compile("pcd7|pcd"))
_DISTRICT = (re.compile(r"oslaua|laua|ladcd|lad\d\dcd"),)
_WARD = (re.compile(r"osward|ward|wdcd|wd\d\dcd"),)
_ENDED = (re.compile("doterm"),)
_EAST, _NORTH = (re.compile("oseast1m|east1m"),), (re.compile("osnrth1m|north1m"),)
_METRES = re.compile(r"0*([1-9]\d{0,6})")


class Refusal(StrEnum):
    """Why a row of the file is not loaded."""

    ENDED = "ended postcodes (they have an end date)"
    ABROAD = "not in England"
    NO_DISTRICT = "without an English district code"
    NOT_FULL = "not a full postcode"
    CUT_SHORT = "cut short (columns missing)"
    REPEATED = "a postcode that was in the file before"


@dataclass
class Counts:
    """What became of the rows of a file."""

    read: int = 0
    kept: int = 0
    refused: Counter[Refusal] = field(default_factory=Counter)


@dataclass(frozen=True)
class Columns:
    """Where to look in a row. None: the file has no such column."""

    postcode: int
    district: int
    ward: int | None
    ended: int | None
    east: int | None = None
    north: int | None = None

    @property
    def last(self) -> int:
        wanted = (self.postcode, self.district, self.ward, self.ended, self.east, self.north)
        return max(place or 0 for place in wanted)


# Postcode without its space, district code, then what may be "": ward code, easting and northing in metres
Kept = tuple[str, str, str, str, str]


def read(path: Path, counts: Counts) -> Iterator[Kept]:
    """Each live English postcode of the file, counted in `counts` as it goes by. Raises PostcodeFileWrong."""
    with explained(path):
        for name, lines in open_texts(path):
            rows = csv.reader(lines)
            yield from _kept(rows, _columns(next(rows, []), name), counts)


def _columns(header: list[str], name: str) -> Columns:
    names = [title.strip().lower() for title in header]
    postcode, district = _find(_POSTCODE, names), _find(_DISTRICT, names)
    if postcode is None or district is None:
        lacks = "postcode column (pcds)" if postcode is None else "district column (lad25cd, oslaua or laua)"
        raise PostcodeFileWrong(
            f"{name} has no {lacks} in its first line. Give an edition of the ONS Postcode Directory (ONSPD) or the"
            " National Statistics Postcode Lookup (NSPL) from the Open Geography portal."
        )
    east, north = _find(_EAST, names), _find(_NORTH, names)
    return Columns(postcode, district, _find(_WARD, names), _find(_ENDED, names), east, north)


def _find(patterns: Iterable[re.Pattern[str]], names: list[str]) -> int | None:
    """The place of the column; where several years are given, of the newest."""
    for pattern in patterns:
        if matching := [name for name in names if pattern.fullmatch(name)]:
            return names.index(max(matching))
    return None


def _kept(rows: Iterator[list[str]], columns: Columns, counts: Counts) -> Iterator[Kept]:
    districts: dict[str, str | Refusal] = {}
    for row in rows:
        counts.read += 1
        if len(row) <= columns.last:
            counts.refused[Refusal.CUT_SHORT] += 1
            continue
        if columns.ended is not None and row[columns.ended].strip():
            counts.refused[Refusal.ENDED] += 1
            continue
        code = row[columns.district]
        district = districts.get(code) or districts.setdefault(code, _district(code))
        postcode = row[columns.postcode].replace(" ", "").upper()
        if isinstance(district, Refusal):
            counts.refused[district] += 1
        elif not FULL.fullmatch(postcode):
            counts.refused[Refusal.NOT_FULL] += 1
        else:
            counts.kept += 1
            ward = row[columns.ward].strip() if columns.ward is not None else ""
            yield postcode, district, ward, *_point(row, columns)


def _point(row: list[str], columns: Columns) -> tuple[str, str]:
    """Both numbers, or neither."""
    if columns.east is None or columns.north is None:
        return "", ""
    east, north = _METRES.fullmatch(row[columns.east]), _METRES.fullmatch(row[columns.north])
    return (east[1], north[1]) if east and north else ("", "")


def _district(code: str) -> str | Refusal:
    code = code.strip().upper()
    if re.fullmatch(r"E0[6789]\d{6}", code):
        return council_names.newest(code)
    return Refusal.ABROAD if re.fullmatch(r"[SWNLM]\d{8}", code) else Refusal.NO_DISTRICT
