"""Every address that changes something, from the application itself, with words that would be taken."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import text

from portal import db
from portal.access import Can, act_of
from portal.tables import metadata
from tests.safety.estate import Estate

TYPED = {
    "strengths": "Overwritten", "text": "Overwritten", "why": "Overwritten", "question_1": "Overwritten?",
    "answer_1_1": "Overwritten", "group": "safe_contact", "reason": "Overwritten", "what": "Overwritten",
    "outcome": "signposted", "read_to_end": "yes", "confirm": "y", "action": "send", "base": "1", "seen": "{}",
    "role": "admin", "name": "Overwritten", "email": "overwritten@school.example", "code": "123456",
    "how": "done", "agree_status": "agreed", "spoken": "yes", "words": "Overwritten", "way": "phone_call",
    "result": "no_answer", "is_found": "no", "organisation": "none",
    "sentence": "Overwritten.", "also": "Overwritten.",
}  # fmt: skip
# What a decided request is written about.
_AFTER = (
    "/<uuid:action_id>",
    "/reopen",
    "/told",
    "/family-copy",
    "/family-copy/link",
    "/family-copy/close",
    "/correct",
    "/correct/stop",
)
_SUM = "SELECT '{name}', count(*), sum(hash_record_extended(t, 0)) FROM {name} t"
OF_NOBODY = {"/queue/find", "/queue/next"}  # of no one request: tests/triage/test_search.py and test_taking.py
_CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
_SLUGS = {"/start/<slug>": "danger", "/stop/<slug>": "urgent"}
_BY_VISIT = {"sign_in", "audit_event", "letter_reading"}  # what merely coming here may write


def rules(app: Flask) -> list[tuple[str, str, Can | None]]:
    """Method, address pattern and needed act of everything that changes something."""
    return sorted(
        (method, rule.rule, act_of(app.view_functions[rule.endpoint]))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & _CHANGING
    )


def addresses(estate: Estate) -> Iterator[tuple[str, str, Can | None]]:
    """The same with the family's own ids filled in."""
    for method, rule, act in rules(estate.app):
        request = estate.decided if rule.startswith("/r/") or rule.endswith(_AFTER) else estate.held
        yield method, filled(rule, request.reference, estate), act


def filled(rule: str, reference: str, estate: Estate) -> str:
    """The address of that form, with the family's own ids."""
    parts = {
        "<reference>": reference,
        "<other>": (estate.decided if reference == estate.held.reference else estate.held).reference,
        "<uuid:draft_id>": str(estate.draft.id),
        "<uuid:person_id>": str(estate.people["colleague"].id),
        "<uuid:sign_in_id>": str(uuid4()),
        "<uuid:device_id>": str(uuid4()),
        "<uuid:action_id>": str(estate.action),
        "<uuid:absence_id>": str(uuid4()),
        "<uuid:lending_id>": str(uuid4()),
        "<repeat_id>": "children",
        "<item>": estate.child,
        "<int:number>": "1",
        "<uuid:look_id>": str(estate.look),
        "<uuid:letter_id>": str(estate.letters["outcome_referrer"].id),
        "<uuid:message_id>": str(estate.message),
        "<uuid:task_id>": str(estate.task),
        "<whom>": "family",
        "<code>": "duplicate",
        "<reader>": "referrer",
        "<slug>": _SLUGS.get(rule, "child-who" if "<item>" in rule else "strengths"),
    }
    for name, value in parts.items():
        rule = rule.replace(name, value)
    return rule


def payload(method: str) -> dict[str, Any]:
    """What is sent: JSON by the page's script, fields by its form."""
    if method == "PATCH":
        edit = {"path": "strengths", "value": "Overwritten", "base": None, "edit": str(uuid4())}
        return {"json": {"edits": [edit, edit | {"path": "network", "base": 1, "edit": str(uuid4())}]}}
    return {"data": TYPED}


def edits(*paths: str) -> dict[str, Any]:
    """An autosave of these answers, by somebody who has not seen what stands there."""
    return {"json": {"edits": [{"path": path, "value": "Overwritten", "base": None, "edit": str(uuid4())}
                               for path in paths]}}  # fmt: skip


def everything() -> dict[str, str]:
    """A sum over the rows of each table, which any change of a row changes."""
    tables = [table.name for table in metadata.sorted_tables if table.name not in {"postcode", *_BY_VISIT}]
    with db.engine().connect() as connection:
        rows = connection.execute(text(" UNION ALL ".join(_SUM.format(name=name) for name in tables)))
        return {name: f"{number} rows, {total}" for name, number, total in rows}
