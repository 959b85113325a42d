"""What people type comes back as they typed it, is never run, and never takes long (PROMISES.md S17, S18, S19)."""

import html
import json
import re
import time
import unicodedata
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from forms import drafts as rules
from forms.models import Draft
from forms.paths import LONGEST
from portal import clock, db
from portal.access import Role
from tests.conftest import DATA
from tests.factories import cases, decisions, drafts, people, places, requests
from tests.pages import text_of
from triage import replies

NAMES = [each["value"] for each in json.loads((DATA / "hard_names.json").read_text(encoding="utf-8"))]
KEPT = [
    *(name for name in NAMES if "\x00" not in name),
    "  two spaces at each end  ", "tab\there", "line one\nline two\n\nline four", "\u202egnp\u202c.exe", "👩‍👩‍👧‍👦 💛",
    "½ ① Ⅷ ٣",
    "null", "None", "true", "0", "-1", "1e3", "[]", "{}", '"quoted"', "it's", "back\\slash", "100%", "a_b%c", "<",
    "&amp;", "&lt;b&gt;",
    "a\u00a0b", "a\u200bb", "a\u2028b", "\ufeffstart", "x" * 2000, "C:\\temp", "$1", "%(name)s", "{0}", "NaN",
    "undefined", "=1+1",
]  # fmt: skip
RUN = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{1337*7331}}", "{% include 'x' %}", "${7*7}",
    "javascript:alert(1)",
    "' OR '1'='1", "'; DROP TABLE draft; --", '"><svg/onload=alert(1)>', "</textarea><b>out</b>",
    "</title><h1>x</h1>", "\r\nBcc: a@b.example",
]  # fmt: skip


@pytest.fixture
def draft(client: FlaskClient) -> Draft:
    places.gazetteer()
    owner = people.make()
    people.sign_in(client, owner)
    return drafts.of_case("c1", owner)


def as_kept(typed: str) -> str:
    """The composed form with our line ends, the one thing that is changed."""
    return unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n"))


def plain(client: FlaskClient) -> FlaskClient:
    """The same browser without the check of each page, which takes longer than the page."""
    browser, held = FlaskClient(client.application, Response, use_cookies=True), client.get_cookie("session")
    browser.set_cookie("session", held.value if held else "")
    return browser


def edit(path: str, value: str, base: int) -> dict[str, Any]:
    return {"path": path, "value": value, "base": base, "edit": str(uuid4())}


def test_what_is_saved_as_it_is_typed_comes_back_the_same(client: FlaskClient, draft: Draft) -> None:
    base = rules.answers(draft).revision("strengths")
    for number, typed in enumerate(KEPT):
        body = {"edits": [edit("strengths", typed, base + number)]}
        told: Any = client.patch(f"/requests/{draft.id}/answers", json=body).json
        assert told["edits"][0]["state"] == "saved", typed
        db.session.remove()
        assert rules.answers(draft).value("strengths") == as_kept(typed), typed


def test_what_is_posted_comes_back_in_its_box_the_same(client: FlaskClient, draft: Draft) -> None:
    path, browser = f"/requests/{draft.id}/strengths", plain(client)
    for typed in [*KEPT, *RUN]:
        browser.post(path, data={"strengths": as_kept(typed).replace("\n", "\r\n"), "network": "", "action": "later"})
        box = re.search(r'<textarea[^>]*name="strengths"[^>]*>(.*?)</textarea>', browser.get(path).text, re.DOTALL)
        # A browser leaves out the first new line of a box, however it is written.
        assert box and html.unescape(box[1]).removeprefix("\n") == as_kept(typed), typed


@pytest.mark.parametrize("typed", RUN)
def test_nothing_typed_in_the_form_is_run(client: FlaskClient, draft: Draft, typed: str) -> None:
    child = next(iter(rules.answers(draft).items("children")))
    texts = ["strengths", "worries", "parent_words", "better", f"children/{child}/child_first_name"]
    held = rules.answers(draft)
    body = {"edits": [edit(path, typed, held.revision(path)) for path in texts]}
    assert client.patch(f"/requests/{draft.id}/answers", json=body).status_code == 200
    shown = " ".join(as_kept(typed).split())
    for page in ("", "/strengths", "/check", "/children/list", "/delete", f"/children/{child}/child-who"):
        answer = client.get(f"/requests/{draft.id}{page}")
        assert shown in f"{text_of(answer)} {html.unescape(answer.text)}" or page in {"", "/delete"}, page
        assert "9801247" not in answer.text and "7*7=49" not in answer.text
        assert typed.strip() not in answer.text or "<" not in typed, page
    assert shown in text_of(client.get("/requests"))


@pytest.mark.parametrize("typed", [each for each in RUN if "\n" not in each])
def test_nothing_in_a_request_is_run_where_the_council_and_the_sender_read_it(app: Flask, typed: str) -> None:
    places.gazetteer()
    sender, advisor = people.make(name=typed), people.make(Role.EHA, name=typed)
    child = cases.read(cases.SCHOOL)["answers"]["children"][0] | {"child_first_name": typed}
    words = dict.fromkeys(("strengths", "worries", "better", "parent_words"), typed)
    request = requests.picked_up(advisor, by=sender, children=[child], **words)
    replies.ask(request, [typed], advisor, clock.now())
    decisions.write(request, advisor, decisions.pieces(reasons=(typed,), words_referrer=typed, words_family=typed))
    reference = request.reference
    db.session.remove()
    acts = [f"/queue/{reference}{each}" for each in ("", "/decide/words", "/decide/family", "/decide/read")]
    for person, paths in (
        (advisor, ["/queue", *acts]),
        (sender, ["/requests", f"/r/{reference}", f"/r/{reference}/answer"]),
    ):
        browser = app.test_client()
        people.sign_in(browser, person)
        browser.post(f"/queue/{reference}/decide/letters")
        for path in paths:
            answer = browser.get(path)
            assert typed in html.unescape(answer.text) and "9801247" not in answer.text, path
            assert "<" not in typed or typed not in answer.text, path


def test_very_long_words_are_kept_or_refused_in_words_and_quickly(client: FlaskClient, draft: Draft) -> None:
    path, base = f"/requests/{draft.id}/answers", rules.answers(draft).revision("strengths")
    for typed in ("x" * LONGEST, "a" * 100_000, "bruise " * 14_000, "é\n" * 50_000, "(" * 50_000, "\u0301" * 50_000):
        began = time.process_time()  # other work on this machine is not the portal’s
        saved: Any = client.patch(path, json={"edits": [edit("strengths", typed, base)]}).json
        client.post(f"/requests/{draft.id}/strengths", data={"strengths": typed, "action": "later"})
        client.get(f"/requests/{draft.id}/check")
        assert time.process_time() - began < 3, repr(typed[:10])
        state = saved["edits"][0]
        assert state["state"] == "saved" or (state["code"] == "too_long" and "20,000" in state["message"])
        base += state["state"] == "saved"
    too_big = client.patch(path, data=b'{"edits": "' + b"x" * 3_000_000, content_type="application/json")
    assert (too_big.status_code, too_big.json) == (413, {"error": "too_long"})
