"""The names of England's councils by ONS district code (portal/data/lad_england_2025.csv)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from portal.settings import ROOT

DATA = ROOT / "portal" / "data"
FILE = DATA / "lad_england_2025.csv"
UNKNOWN = "another council"


@dataclass(frozen=True)
class Names:
    """A district's own name and that of its children's services council, the same for a unitary or a city."""

    district: str
    council: str


def of(district_code: str) -> str:
    """The children's services council at an ONS district code, old or new; "another council" when not known."""
    names = _all().get(newest(district_code))
    return names.council if names else UNKNOWN


def district(district_code: str) -> str:
    """The district's own name; empty when not known."""
    names = _all().get(newest(district_code))
    return names.district if names else ""


def is_council(name: str) -> bool:
    """Whether `name` is the name of a council with children's services in England."""
    return any(names.council == name for names in _all().values())


def newest(district_code: str) -> str:
    """The code that replaced `district_code` when ONS coded the same district anew, else the code itself."""
    return _recoded().get(district_code, district_code)


@cache
def _all() -> Mapping[str, Names]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["lad25cd"]: Names(row["lad_name"], row["upper_tier_name"]) for row in csv.DictReader(file)}


@cache
def _recoded() -> Mapping[str, str]:
    with (DATA / "recoded_districts.csv").open(encoding="utf-8", newline="") as file:
        return {row["old"]: row["new"] for row in csv.DictReader(file)}
