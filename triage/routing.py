"""Which team answers for an address: by whole postcode and date, never by its first half (DOMAIN.md 1.4 rule 6)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal import council, places

SOMEWHERE_ELSE, DO_NOT_KNOW = "somewhere_else", "dont_know"


class Kind(StrEnum):
    QUEUE = "queue"  # a live district of this council
    NOT_LIVE = "not_live"  # ours, but people cannot ask online there yet
    OTHER_COUNCIL = "other_council"
    UNKNOWN_POSTCODE = "unknown_postcode"  # no live English postcode, or its ward decides and is not known


@dataclass(frozen=True)
class Route:
    """`district`: its slug when it is ours. `name`: the district's name, or the other council's."""

    kind: Kind
    district: str | None = None
    name: str = ""


def route(postcode: str | None, on: date, chosen_district: str | None = None) -> Route:
    """Where a request from `postcode` goes on day `on`. Without a postcode, the district that was chosen counts."""
    if not postcode:
        return _chosen(chosen_district, on)
    place = places.look_up(postcode)
    return _placed(place, on) if place else Route(Kind.UNKNOWN_POSTCODE)


def _placed(place: places.Place, on: date) -> Route:
    ours = council.current()
    district = ours.district_at(place.district_code, place.ward_code, on)
    if district:
        return _ours(district, on)
    if place.district_code in ours.council_codes:
        return Route(Kind.UNKNOWN_POSTCODE)
    neighbour = ours.neighbour(place.district_code)
    return Route(Kind.OTHER_COUNCIL, None, neighbour.name if neighbour else places.council_name(place.district_code))


def _chosen(slug: str | None, on: date) -> Route:
    """Nobody is turned away for not knowing: the first live district of the file takes it and checks the place."""
    ours = council.current()
    if slug == SOMEWHERE_ELSE:
        return Route(Kind.OTHER_COUNCIL, None, "another council")
    named = next((district for district in ours.districts if district.slug == slug), None)
    live = ours.live_districts(on)
    if named is None and slug in {DO_NOT_KNOW, None} and live:
        return _ours(live[0], on)
    return _ours(named, on) if named else Route(Kind.UNKNOWN_POSTCODE)


def _ours(district: council.District, on: date) -> Route:
    kind = Kind.QUEUE if district.is_live(on) else Kind.NOT_LIVE
    return Route(kind, district.slug, district.name)
