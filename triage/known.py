"""What the rules of a decision look at besides what was typed: the day, the directory, the log, the other requests."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from portal import clock, council
from portal.council_shape import Service
from portal.web.words import date_words
from triage import contact_ways, contacts, duplicates, holding, queries
from triage.children import day_of
from triage.models.requests import HelpRequest
from triage.outcomes import OUTCOMES, FamilyLetter
from triage.pieces import Pieces
from triage.tries import Tries


@dataclass(frozen=True, kw_only=True)
class Known:
    """`sent_on`: the day the request came in. `services` by name, and `hubs`: those of the district that stand today.
    `joinable`: references a duplicate may name. `family_ways`: how the family's letter may go. `was_told`: whether the
    referrer has an outcome already."""

    district: str
    now: datetime
    sent_on: date
    services: Mapping[str, Service] = field(default_factory=dict)
    hubs: tuple[str, ...] = ()
    tries: Tries | None = None
    joinable: tuple[str, ...] = ()
    family_ways: tuple[tuple[str, str], ...] = ()
    was_told: bool = False

    @property
    def today(self) -> date:
        """The day in England."""
        return clock.local(self.now).date()

    def is_fresh(self, checked: date) -> bool:
        """Whether "we checked that it is open" still holds."""
        return timedelta(0) <= self.today - checked <= timedelta(days=council.current().targets.checked_open_days)


def gather(request: HelpRequest, pieces: Pieces, now: datetime) -> Known:
    """Asks the database only for what these pieces need."""
    today, district = clock.local(now).date(), council.current().district(request.district)
    holder = holding.holder_of(request) if pieces.outcome == "duplicate" else None
    return Known(
        district=request.district,
        now=now,
        sent_on=clock.local(request.sent_at).date(),
        services={each.name: each for each in council.current().services_for(request.district, today)},
        hubs=district.hubs if district.stands_on(today) else (),
        tries=contacts.family_tries(request, today) if pieces.outcome == "unable_to_contact" else None,
        joinable=tuple(each.reference for each in duplicates.joinable(request, holder)) if holder else (),
        family_ways=family_ways(request, pieces.outcome),
        was_told=request.outcome_sent_at is not None,
    )


def family_ways(request: HelpRequest, outcome: str = "") -> tuple[tuple[str, str], ...]:
    """Value and words of each way the family's letter may go: ticked ways, and handing it over. Empty for an outcome
    that does not write to the family."""
    writes = OUTCOMES[outcome].family_letter if outcome in OUTCOMES else FamilyLetter.YES
    if writes is FamilyLetter.NO:
        return ()
    answers = queries.content(request).answers
    return contact_ways.for_letter(answers, in_person_only=writes is FamilyLetter.IN_PERSON_ONLY)


def filled(pieces: Pieces, known: Known) -> Pieces:
    """`pieces` with what the portal knows by itself, so that nobody types it twice."""
    slots = {code: dict(values) for code, values in pieces.slots.items()}
    for code in pieces.codes:
        given = slots.setdefault(code, {})
        if code == "signposted" and given.get("service") in known.services:
            _from_directory(given, known.services[given["service"]], known)
        if code == "unable_to_contact" and known.tries:
            given |= {"n": str(known.tries.number), "tries": _listed(known.tries)}
    return replace(pieces, slots=slots)


def _from_directory(given: dict[str, str], service: Service, known: Known) -> None:
    """What the directory says of a service stands where nothing else was typed."""
    for name, said in (("need", service.offers), ("who", service.who)):
        given[name] = given.get(name) or said
    if known.is_fresh(service.checked_open) and not day_of(given.get("checked_open", "")):
        given["checked_open"] = service.checked_open.isoformat()


def _listed(tries: Tries) -> str:
    return "; ".join(f"{date_words(each.on)}, {each.way}: {each.result}" for each in tries.tries)
