"""What no single entry can show: districts that claim the same name, place or day, and strangers in the picture."""

from datetime import date
from itertools import combinations

from portal.council_shape import Council, District
from portal.yaml_lines import Problem

Lined = tuple[int, District]
GAP = "-"  # nothing stands at that place of the picture


def overlaps(districts: list[Lined]) -> list[Problem]:
    """Every clash between `districts`, each given with its line of the file."""
    clashes = [clash for one, other in combinations(districts, 2) for clash in _between(one, other)]
    return clashes + [problem for one in districts for problem in _alone(one)]


def strangers(council: Council) -> list[tuple[int, int, str]]:
    """Each place of the picture, by row and column, that is no district or neighbour of the file or stands there twice,
    with what is wrong."""
    known = {district.slug for district in council.districts} | {other.name for other in council.neighbours}
    wrong, before = [], set[str]()
    for row, names in enumerate(council.picture):
        for column, name in enumerate(names):
            if name in before:
                wrong.append((row, column, f"{name} is in the picture already. Fix: give each place once."))
            elif name not in known | {GAP}:
                fix = "Fix: a slug of districts, a name of neighbours, or - for a gap."
                wrong.append((row, column, f"{name} is no place of this file. {fix}"))
            before |= {name} - {GAP}
    return wrong


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


def misplaced(council: Council) -> list[tuple[int, str]]:
    """Place in the list, and what is wrong, of each service that covers no district of the file or ends too early."""
    known, told = {district.slug for district in council.districts}, []
    for place, service in enumerate(council.services):
        told += [
            (place, f"{service.name}: {slug} is no district of this file. Fix: use the slug of one that is.")
            for slug in service.districts
            if slug not in known
        ]
        if service.valid_to and service.valid_to < service.valid_from:
            told.append((place, f"{service.name} ends before it begins. Fix: make valid_to its last day."))
    return told
