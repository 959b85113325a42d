"""What no single entry can show: two districts that claim the same name, place or day."""

from datetime import date
from itertools import combinations

from portal.council_shape import District
from portal.yaml_lines import Problem

Lined = tuple[int, District]


def overlaps(districts: list[Lined]) -> list[Problem]:
    """Every clash between `districts`, each given with its line of the file."""
    clashes = [clash for one, other in combinations(districts, 2) for clash in _between(one, other)]
    return clashes + [problem for one in districts for problem in _alone(one)]


def _alone(one: Lined) -> list[Problem]:
    line, district = one
    problems = []
    if district.code is None and not district.wards:
        problems.append("covers nothing. Fix: give it an ONS district code or a list of wards.")
    if district.valid_to and district.valid_to < district.valid_from:
        problems.append("ends before it begins. Fix: make valid_to the last day it stands.")
    if district.live_from and not district.stands_on(district.live_from):
        problems.append("goes live outside its own dates. Fix: move live_from between valid_from and valid_to.")
    return [Problem(line, f"{district.name} {problem}") for problem in problems]


def _between(one: Lined, other: Lined) -> list[Problem]:
    (first_line, first), (line, second) = one, other
    if first.slug == second.slug:
        return [Problem(line, f"the slug {first.slug} is taken on line {first_line}. Fix: give each district its own.")]
    if not _share_days(first, second):
        return []
    told = f"{second.name} and {first.name} (line {first_line}) both have"
    fix = "on the same days. Fix: remove it from one, or end one (valid_to) before the other begins."
    shared = sorted(first.wards & second.wards)
    if first.code == second.code and first.code and not first.wards and not second.wards:
        shared.append(first.code)
    return [Problem(line, f"{told} {code} {fix}") for code in shared]


def _share_days(first: District, second: District) -> bool:
    ends = [district.valid_to or date.max for district in (first, second)]
    return first.valid_from <= ends[1] and second.valid_from <= ends[0]
