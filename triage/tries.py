"""Tries to reach a family, counted for "we could not reach the family" (DOMAIN.md 2.4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal import clock, council
from triage import contact_ways, working_days
from triage.contact_results import REACHED, label_of
from triage.models.contacts import Contact, With


@dataclass(frozen=True, kw_only=True)
class Try:
    """One try that did not reach them, in words."""

    on: date
    way: str
    result: str


@dataclass(frozen=True, kw_only=True)
class Tries:
    """The tries that count: since the family was last reached, close enough together, each by a ticked way.

    `number`, `ways`, `days`: how many tries, different ways and different days; `within`: working days from the first
    to the last. `missing`: what is still to do before it may be said that they could not be reached, as sentences.
    """

    tries: tuple[Try, ...]
    number: int
    ways: int
    days: int
    within: int
    missing: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        """Whether the rule is met."""
        return not self.missing


def count(contacts: Iterable[Contact], safe_ways: Sequence[str], today: date) -> Tries:
    """The tries of `contacts` up to `today`, in any order. `safe_ways`: what the family ticked."""
    family = [each for each in contacts if each.with_whom is With.FAMILY and clock.local(each.at).date() <= today]
    found = sorted(family, key=lambda each: (each.at, each.id))
    reached = [number for number, each in enumerate(found) if each.result == REACHED]
    since = found[reached[-1] + 1 :] if reached else found
    held = _together([each for each in since if each.way in safe_ways], len(safe_ways))
    days = [clock.local(each.at).date() for each in held]
    number, ways, on = _counted(held)
    return Tries(
        tries=tuple(
            Try(on=day, way=contact_ways.WAYS.get(each.way, each.way), result=label_of(each.result))
            for day, each in zip(days, held, strict=True)
        ),
        number=number,
        ways=ways,
        days=on,
        within=_span(days),
        missing=_missing(number, ways, on, len(safe_ways)),
    )


def _span(days: Sequence[date]) -> int:
    return working_days.between(days[0], days[-1]) if days else 0


def _together(tries: list[Contact], ticked: int) -> list[Contact]:
    """The newest tries that meet the rule, close enough together; when none do, those that lie about the last one."""
    runs = [_up_to(tries[: end + 1]) for end in reversed(range(len(tries)))]
    return next((run for run in runs if not _missing(*_counted(run), ticked)), runs[0] if runs else [])


def _up_to(tries: list[Contact]) -> list[Contact]:
    """The tries no more working days before the last one than the rule allows."""
    last = clock.local(tries[-1].at).date()
    within = council.current().targets.contact_within_days
    return [each for each in tries if working_days.between(clock.local(each.at).date(), last) <= within]


def _counted(tries: list[Contact]) -> tuple[int, int, int]:
    return len(tries), len({each.way for each in tries}), len({clock.local(each.at).date() for each in tries})


def _missing(number: int, ways: int, days: int, ticked: int) -> tuple[str, ...]:
    """Nobody can try in two ways a family who said that one alone is safe: then all of that one's tries count."""
    targets = council.current().targets
    found = []
    if (more := targets.contact_tries - number) > 0:
        found.append(f"Try {more} more time{'s' if more > 1 else ''}.")
    if ways < min(targets.contact_ways, max(ticked, 1)):
        found.append(f"Try at least {targets.contact_ways} of the ways they said are safe.")
    if days < targets.contact_on_days:
        found.append(f"Try on at least {targets.contact_on_days} different days.")
    return tuple(found)
