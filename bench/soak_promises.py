"""Every minute of 2020 to 2035: the day promised is the day an independent calculation gives."""

from datetime import UTC, datetime

from flask import Flask

from bench.soak_findings import Finding, none
from bench.soak_programs import Web
from portal import clock
from tests.triage.reckoning import ALL_DAYS, MINUTE, by_hand, midnight, wall
from triage import deadlines

_MINUTES = 24 * 60


def every_minute(web: Web, app: Flask, *, step: int) -> list[Finding]:
    """Each `step`th minute, walked through one after the other. Needs the council only, not the servers."""
    first, wrong, count = midnight(ALL_DAYS[0]), 0, 0
    for number in range(0, len(ALL_DAYS) * _MINUTES, step):
        moment: datetime = (first + MINUTE * number).astimezone(UTC)
        count += 1
        wrong += deadlines.due_on(moment) != by_hand(moment)
        wrong += clock.local(moment).replace(tzinfo=None) != wall(moment)
    return [Finding("day 3", "minutes looked at", count), none("day 3", "minutes promised another day", wrong)]
