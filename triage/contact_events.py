"""Contacts, checks of the case system and a clearing, as what happened to a request."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.web.words import day_words
from triage import case_checks, contacts
from triage.contact_results import WHOM, label_of, way_label
from triage.models.contacts import CaseCheck, Contact, ContactCleared
from triage.models.requests import HelpRequest

Happened = tuple[datetime, str, UUID | None, str]  # when, what, by whom, and the words that go with it


@dataclass(frozen=True, kw_only=True)
class Story:
    """What was tried and checked, oldest first. `contacts`: those of them that are contacts; `happened`: all."""

    contacts: tuple[Happened, ...]
    checks: tuple[CaseCheck, ...]
    happened: tuple[Happened, ...]
    next_try: date | None


def story(request: HelpRequest, clearings: Iterable[ContactCleared]) -> Story:
    """For an advisor's page alone: a referrer sees none of it. Two statements, however much there is."""
    kept, checks = contacts.of(request), case_checks.checks(request.id)
    tried = tuple(_contact(each) for each in kept)
    looked = [_check(check) for check in checks]
    asked = [event for each in clearings for event in _asked(each)]
    return Story(
        contacts=tried,
        checks=tuple(checks),
        happened=(*tried, *looked, *asked),
        next_try=contacts.next_try(kept),
    )


def _asked(row: ContactCleared) -> Iterator[Happened]:
    yield row.at, "Asked, and contact is safe", row.by_id, row.words
    if row.back_at:
        yield row.back_at, "Nobody knows any more whether contact is safe", row.back_by, row.back_words


def _check(check: CaseCheck) -> Happened:
    found = "Looked in the case system: found" if check.is_found else "Looked in the case system: not found"
    return check.checked_at, found, check.by_id, check.words


def _contact(each: Contact) -> Happened:
    whom = " ".join(part for part in (WHOM[each.with_whom], f"({each.whom})" if each.whom else "") if part)
    result = label_of(each.result).lower()
    again = f"Try again on {day_words(each.next_on)}." if each.next_on else ""
    return each.at, f"{whom}: {way_label(each.way).lower()}, {result}", each.by_id, f"{each.words}\n{again}".strip()
