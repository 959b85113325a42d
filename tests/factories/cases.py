"""The example families in tests/data/cases: what was asked, and what an advisor decides."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from forms import question_file, snapshot
from forms.answers import Answers, Held
from portal import clock, council
from triage import contact_ways
from triage.outcomes import EXTRA
from triage.pieces import Action, Pieces

FOLDER = Path(__file__).parents[1] / "data" / "cases"
SCHOOL, HOME_EDUCATED = "c1_school_leads_large_print", "c2_home_educated_teenager"
UNBORN, SIBLINGS = "c5_health_visitor_unborn_baby", "c6_four_siblings_re_request"
ALL = (SCHOOL, HOME_EDUCATED, UNBORN, SIBLINGS)

_SLOTS: dict[str, dict[str, str]] = {
    "partner_led_plan": {
        "organisation": "your school",
        "role": "Alfie's school",
        "lead": "Their special needs co-ordinator",
        "lead_agreed": "yes",
        "date": "2026-10-02",
    },
    "signposted": {
        "service": "Sleep Well",
        "need": "sleep",
        "who": "The Sleep Well team",
        "date": "2026-11-20",
        "checked_open": "2026-09-14",
    },
    "multi_agency_conversation": {
        "date": "2026-09-09",
        "ring_by": "2026-09-10",
        "invited": "Home education team, family hub",
        "limits": "Not the old school",
    },
    "family_hub_offer": {"hub": "Lindrick Family Hub", "date": "2026-10-30", "checked_open": "2026-10-26"},
    "family_service": {"team": "Family Service, Newark", "date": "2026-11-12"},
}


def read(name: str) -> dict[str, Any]:
    """A case as it stands in its file."""
    return _read(name).copy()


@cache
def _read(name: str) -> dict[str, Any]:
    case: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return case


def sent_at(name: str) -> datetime:
    """When the case was sent."""
    return datetime.fromisoformat(read(name)["submitted_at"])


def snapshot_of(answers: dict[str, Any], at: datetime) -> dict[str, Any]:
    """The answers as the form freezes them."""
    held = Answers(question_file.load(), {path: Held(value) for path, value in _rows(answers)})
    return snapshot.freeze(held, council.current(), clock.local(at).date())


def _rows(answers: dict[str, Any]) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for question, value in answers.items():
        if isinstance(value, dict):
            rows += [(f"need_note/{area}", note) for area, note in value.items()]
        elif value and isinstance(value, list) and isinstance(value[0], dict):
            for number, person in enumerate(value, start=1):
                rows.append((f"{question}/p{number}", number))
                rows += [(f"{question}/p{number}/{key}", each) for key, each in person.items()]
        else:
            rows.append((question, value))
    return rows


def pieces_of(name: str) -> Pieces:
    """What the advisor of the case writes: its reasons and actions, each worded for both readers."""
    triage = read(name)["expected"]["triage"]
    also = tuple(code for code in triage["also"] if code in EXTRA)
    outcome = triage["primary_outcome"]
    return Pieces(
        outcome=outcome,
        also=also,
        slots={code: _SLOTS[code] for code in (outcome, *also)},
        reasons=("The family asked for help with this first.",),
        actions=tuple(
            Action(
                what=each["what"],
                owner=each["owner"],
                by=each["by"],
                words_referrer="We will take the next step.",
                words_family="We will take the next step with you.",
            )
            for each in triage["actions"]
        ),
        words_referrer="Thank you for asking.",
        words_family="We heard you.",
        family_way=contact_ways.HANDED_OVER,
    )
