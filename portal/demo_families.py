"""What the demo's invented families ask for: an example request, the changes to it, and dates of these days."""

import json
from datetime import date, datetime
from functools import cache
from typing import Any

from portal import clock, demo_days, yaml_lines
from portal.accounts.models import User
from portal.settings import ROOT

FOLDER = ROOT / "portal" / "data" / "demo"
Told = dict[str, Any]  # one family of families.yaml, whose first lines explain the words


@cache
def read() -> list[Told]:
    """Every family, in the order of the file."""
    told: list[Told] = yaml_lines.read(FOLDER / "families.yaml").data
    return told


def answers(told: Told, referrer: User, begun: datetime) -> dict[str, Any]:
    """Its answers in the shape of the example requests, by `referrer`, as on the day of `begun`."""
    case = json.loads((FOLDER / f"{told['case']}.json").read_text(encoding="utf-8"))
    given = _changed(case["answers"], told.get("change") or {}) | _of(referrer)
    if "keep" in told:
        given = {key: value for key, value in given.items() if key in told["keep"]}
    told_on: date = datetime.fromisoformat(case["submitted_at"]).date()
    moved: dict[str, Any] = demo_days.moved(given, clock.local(begun).date() - told_on)
    return moved


def _changed(given: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """Each child told is the first child of the case with changes; null takes an answer away."""
    changed = dict(change)
    if "children" in change:
        changed["children"] = [_without_nulls(given["children"][0] | child) for child in change["children"]]
    return _without_nulls(given | changed)


def _without_nulls(given: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if value is not None}


def _of(referrer: User) -> dict[str, str]:
    """What the form takes from the referrer's own details."""
    return {
        "ref_name": referrer.name,
        "ref_job": referrer.job,
        "ref_org": referrer.organisation_name,
        "ref_email": referrer.email,
        "ref_phone": referrer.phone,
        "ref_source": referrer.source_code,
        "ref_lead": referrer.lead,
    }
