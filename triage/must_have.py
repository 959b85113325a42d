"""What an outcome must have that one answer alone does not show: days in order, services that cover the district, what
the log says (DOMAIN.md 2.4)."""

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta

from portal import clock, council
from portal.web.words import day_words
from triage import slots, working_days
from triage.children import day_of
from triage.known import Known
from triage.outcomes import OUTCOMES
from triage.slots import Kind, Slot, When

A_YEAR = timedelta(days=366)
_UNLISTED = (
    "is not in the directory of this district. Enter the day you checked that it is open and covers the district"
)


def problems(code: str, given: Mapping[str, str], known: Known) -> dict[str, str]:
    """Slot id -> what is wrong with it, naming the fix. `given`: as `known.filled` left it."""
    asked = OUTCOMES[code].slots
    wrong = slots.problems(asked, given)
    for slot, said in (*_days(asked, given, known), *_RULES.get(code, _none)(given, known)):
        if slot not in wrong or slot in _TOLD_BETTER:
            wrong[slot] = said
    return wrong


_TOLD_BETTER = {"other_reference"}  # here the rule says more than "enter an answer"


def _days(asked: tuple[Slot, ...], given: Mapping[str, str], known: Known) -> Iterator[tuple[str, str]]:
    for slot in asked:
        day = day_of(given.get(slot.id, "")) if slot.kind is Kind.DATE else None
        if day and (said := _day(slot, day, known)):
            yield slot.id, said


def _day(slot: Slot, day: date, known: Known) -> str:
    if slot.when is When.COMING:
        return day_to_come(slot.label, day, known.today, last_day(slot, known.today))
    if slot.when in {When.PAST, When.CHECKED} and day > known.today:
        return f"{slot.label} must be today or earlier"
    if slot.when is When.PAST and day < known.sent_on:
        return f"{slot.label} must be {day_words(known.sent_on)} or later: the request came in that day"
    if slot.when is When.CHECKED and not known.is_fresh(day):
        return f"Check again that it is open: {council.current().targets.checked_open_days} days ago or less"
    return ""


def last_day(slot: Slot, today: date) -> date | None:
    """The last day a slot with a target may name."""
    return working_days.after(today, getattr(council.current().targets, slot.within)) if slot.within else None


def day_to_come(label: str, day: date, today: date, last: date | None = None) -> str:
    """What is wrong with a day to come; empty when nothing is."""
    if day < today:
        return f"{label} must be today or later"
    if last and day > last:
        return f"{label} must be {day_words(last)} or earlier"
    return f"{label} must be within a year" if day > today + A_YEAR else ""


_Found = Iterator[tuple[str, str]]


def _none(given: Mapping[str, str], known: Known) -> _Found:
    yield from ()


def _signposted(given: Mapping[str, str], known: Known) -> _Found:
    yield from _listed("service", given, dict.fromkeys(known.services), "This service was last asked too long ago")


def _hub(given: Mapping[str, str], known: Known) -> _Found:
    yield from _listed("hub", given, dict.fromkeys(known.hubs), "")


def _listed(slot: str, given: Mapping[str, str], names: Mapping[str, None], when_old: str) -> _Found:
    name = given.get(slot, "").strip()
    if not name or given.get("checked_open", "").strip():
        return
    if name not in names:
        yield "checked_open", f"{name} {_UNLISTED}"
    elif when_old:
        yield "checked_open", f"{when_old}. Ask it again, and enter the day you did"


def _conversation(given: Mapping[str, str], known: Known) -> _Found:
    day, ring = day_of(given.get("date", "")), day_of(given.get("ring_by", ""))
    if day and ring and ring < day:
        yield "ring_by", f"Ring the family on the day of the conversation or after it: {day_words(day)} or later"
    elif day and ring and ring > (last := working_days.after(day, council.current().targets.mac_result_days)):
        yield "ring_by", f"Ring the family by {day_words(last)}, so that they hear soon what was agreed"


def _step_up(given: Mapping[str, str], known: Known) -> _Found:
    at = given.get("phoned_at", "")
    if day_of(given.get("phoned_on", "")) == known.today and not slots.TIME.problem(at):
        hours, _, minutes = at.partition(":")
        if time(int(hours), int(minutes)) > clock.local(known.now).time():
            yield "phoned_at", "Time you phoned the MASH must not be later than now"


def _district(given: Mapping[str, str], known: Known) -> _Found:
    slug = given.get("district", "")
    if slug == known.district:
        yield "district", "Select another district than this one"
    elif any(each.slug == slug and not each.stands_on(known.today) for each in council.current().districts):
        yield "district", "Select a district that stands today"


def _unable(given: Mapping[str, str], known: Known) -> _Found:
    if known.tries and known.tries.missing:
        yield "n", " ".join((*known.tries.missing, "Log each try on the request page."))


def _duplicate(given: Mapping[str, str], known: Known) -> _Found:
    if given.get("other_reference", "") not in known.joinable:
        select = "Select the other request" if known.joinable else "There is no request under way to join this one to"
        yield "other_reference", f"{select}. First say on the request page that both are about the same family."


def _withdrawn(given: Mapping[str, str], known: Known) -> _Found:
    if known.was_told:
        yield "why", "An outcome was told, so it cannot be taken back. Choose “Family chose not to go ahead”"


_RULES = {
    "signposted": _signposted,
    "family_hub_offer": _hub,
    "multi_agency_conversation": _conversation,
    "step_up_mash": _step_up,
    "transfer_district": _district,
    "unable_to_contact": _unable,
    "duplicate": _duplicate,
    "withdrawn": _withdrawn,
}
