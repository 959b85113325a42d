"""Every address is decided about: marked, in this list, and answered to every role as the list says."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from portal.access import Can, Role, act_of, is_marked, may
from tests.factories import people

NOBODY = None
PUBLIC = [
    "/", "/about-our-data", "/accessibility", "/brand.css", "/cookies", "/csrf", "/family-letter/<token>",
    "/form/<version>/blank.json",
    "/health", "/health/mail", "/offline", "/privacy", "/sign-in", "/sign-in/code", "/start", "/start/<slug>",
    "/static/<path:filename>", "/stop/<slug>", "/sw.js",
]  # fmt: skip
NEEDS = {
    Can.OWN_ACCOUNT: ["/account", "/account/details", "/sign-in/you"],
    Can.ASK: [
        "/account/organisation", "/account/second-contact", "/requests", "/requests/<uuid:draft_id>",
        "/requests/<uuid:draft_id>/answers",
        "/requests/<uuid:draft_id>/<repeat_id>/<item>/<slug>", "/requests/<uuid:draft_id>/<repeat_id>/<item>/remove",
        "/requests/<uuid:draft_id>/<repeat_id>/list", "/requests/<uuid:draft_id>/<slug>",
        "/requests/<uuid:draft_id>/check", "/requests/<uuid:draft_id>/delete", "/requests/<uuid:draft_id>/download",
        "/r/<reference>/again", "/requests/<uuid:draft_id>/keep", "/requests/<uuid:draft_id>/saves",
        "/requests/<uuid:draft_id>/saves/<path:answer>", "/requests/<uuid:draft_id>/sent",
        "/requests/<uuid:draft_id>/share", "/requests/new", "/sign-in/organisation",
    ],
    Can.TAKE_OVER: ["/colleagues", "/colleagues/<uuid:person_id>/away", "/requests/left",
        "/requests/left/<uuid:draft_id>"],
    Can.READ_OWN_REQUESTS: ["/letters", "/r/<reference>", "/r/<reference>/answer", "/r/<reference>/note",
        "/r/<reference>/withdraw", "/r/<reference>/look-again"],
    Can.READ_LETTERS: ["/letters/<uuid:letter_id>", "/letters/<uuid:letter_id>.pdf", "/letters/<uuid:letter_id>.txt",
        "/letters/<uuid:letter_id>/aloud", "/letters/<uuid:letter_id>/large-print.pdf",
        "/letters/<uuid:letter_id>/standard.pdf", "/letters/<uuid:letter_id>/pages",
        "/letters/<uuid:letter_id>/pages/<int:number>.png"],
    Can.READ_QUEUE: ["/actions", "/queue", "/queue/now", "/queue/<reference>", "/queue/<reference>/looked",
        "/queue/<reference>/why",
        "/letters-to-see-to"],
    Can.TRIAGE: [
        "/away", "/queue/<reference>/hand", "/queue/<reference>/hand-district",
        "/queue/<reference>/ask", "/queue/<reference>/family-copy", "/queue/<reference>/correct",
        "/queue/<reference>/decide/actions",
        "/queue/<reference>/decide/actions/<int:number>",
        "/queue/<reference>/decide/actions/add", "/queue/<reference>/decide/details",
        "/queue/<reference>/decide/family", "/queue/<reference>/decide/outcome", "/queue/<reference>/decide/read",
        "/queue/<reference>/decide/words", "/queue/<reference>/contact", "/queue/<reference>/contact/<whom>",
        "/queue/<reference>/contact-safe", "/queue/<reference>/case-check",
        "/queue/<reference>/actions/<uuid:action_id>", "/queue/<reference>/check-back", "/queue/<reference>/read-now",
        "/queue/<reference>/reopen", "/queue/<reference>/told",
        "/letters-to-see-to/<uuid:task_id>",
        "/queue/<reference>/new-date", "/queue/<reference>/note", "/queue/<reference>/step-up/facts",
    ],
    Can.SECOND_LOOK: ["/second-looks", "/second-looks/<uuid:look_id>",
        "/second-looks/<uuid:look_id>/letters/<uuid:letter_id>/pages",
        "/second-looks/<uuid:look_id>/letters/<uuid:letter_id>/pages/<int:number>.png"],
    Can.MANAGE_WORK: ["/workload", "/workload/<uuid:person_id>", "/workload/<uuid:person_id>/away",
        "/workload/<uuid:person_id>/lend", "/workload/duty", "/workload/opened", "/workload/missed"],
    Can.SEE_POST_ROOM: ["/post-room", "/post-room/<uuid:message_id>", "/post-room/<uuid:message_id>/stop",
        "/post-room/release"],
    Can.KEEP_WORDINGS: ["/wordings", "/wordings/<code>/<reader>", "/wordings/examples/<uuid:example_id>.pdf"],
    Can.MANAGE_PEOPLE: ["/people", "/people/<uuid:person_id>", "/people/invite", "/people/senders"],
}  # fmt: skip
_PARTS = {
    r"<uuid:\w+>": "00000000-0000-7000-8000-000000000000",
    "<reference>": "EH-7777-7777",
    "<int:number>": "1",
    "<path:filename>": "js/start.js",
    "<path:answer>": "strengths",
    "/form/<version>": "/form/2026-11",
    r"/start/<slug>": "/start/role",
    r"/stop/<slug>": "/stop/urgent",
    r"<\w+>": "strengths",
}


def read_rules(app: Flask) -> list[Rule]:
    """Everything that can be read."""
    return [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())]


def address(rule: str) -> str:
    """An address of that form, of nothing that exists."""
    for part, value in _PARTS.items():
        rule = re.sub(part, value, rule)
    return rule


def test_every_view_is_marked(app: Flask) -> None:
    assert [name for name, view in app.view_functions.items() if not is_marked(view)] == []


def test_the_list_above_is_what_the_portal_has(app: Flask) -> None:
    there: dict[Can | None, set[str]] = {}
    for rule in read_rules(app):
        there.setdefault(act_of(app.view_functions[rule.endpoint]), set()).add(rule.rule)
    assert there == {NOBODY: set(PUBLIC)} | {act: set(pages) for act, pages in NEEDS.items()}


def test_what_only_writes_is_open_to_nobody_but_where_people_enter(app: Flask) -> None:
    open_to_all = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}
        and not act_of(app.view_functions[rule.endpoint])
    }
    checks_itself = {
        "/requests/<uuid:draft_id>/answers",  # in its one statement; tests/safety/test_changing.py
        "/family-letter/<token>",  # by the code typed; tests/triage/test_family_copies.py
        "/notify/delivery",  # by a token of its own; tests/notifications/test_notify.py
    }
    assert open_to_all == checks_itself | {
        "/sign-in", "/sign-in/code", "/sign-in/another", "/sign-in/here", "/sign-in/here/code", "/sign-in/here/leave",
        "/sign-out",
        "/start/<slug>", "/stop/<slug>",
    }  # fmt: skip


@pytest.mark.parametrize("role", [*Role, NOBODY])
def test_every_page_answers_every_role_by_the_table(client: FlaskClient, role: Role | None) -> None:
    if role:
        people.sign_in(client, people.make(role))
    for rule in (*PUBLIC, *(page for pages in NEEDS.values() for page in pages)):
        answer, act = client.get(address(rule)), next((act for act, pages in NEEDS.items() if rule in pages), None)
        if act is None or (role and may(role, act)):
            allowed = {200, 302, 303} if "<" not in rule or act is None else {404}
        else:
            allowed = {403} if role else {302}
        assert answer.status_code in allowed, (rule, answer.status_code)
        if act and not role:
            assert answer.location and answer.location.startswith("/sign-in"), rule
