"""What every kind of answer tells the browser, and what is never believed of it (PROMISES.md S9, S12, S14)."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import settings
from portal.app import create_app
from tests.factories import people
from tests.pages import parse
from tests.portal.test_sign_in import ask
from tests.safety.estate import NOBODY, Estate, build

HOME = "https://early-help.example"
WANTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
POLICY = {
    "default-src 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
    "worker-src 'self'",
}  # fmt: skip


def kinds_of_page(estate: Estate) -> list[tuple[str, str, str]]:
    """Who asks for what: one of every kind of answer the portal gives."""
    draft, held, decided = f"/requests/{estate.draft.id}", estate.held.reference, estate.decided.reference
    letter = f"/letters/{estate.letters['outcome_referrer'].id}"
    return [
        *((NOBODY, "GET", path) for path in ("/", "/sign-in", "/start/role", "/stop/urgent", "/health", "/csrf",
        "/brand.css", "/offline")),
        *((NOBODY, "GET", path) for path in ("/no-such-page", "/account", "/static/js/start.js", "/static/none.js")),
        (NOBODY, "PUT", "/"), (NOBODY, "POST", "/account/details"), (NOBODY, "PATCH", f"{draft}/answers"),
        *(("sender", "GET", path) for path in ("/requests", draft, f"{draft}/strengths", f"{draft}/check",
        f"{draft}/download")),
        *(("sender", "GET", path) for path in (f"/r/{held}", f"/r/{decided}", letter, f"{letter}.pdf", "/account",
        "/queue")),
        *(("advisor", "GET", path) for path in ("/queue", f"/queue/{held}", f"/queue/{held}/decide/words",
        "/queue/EH-7777-7777")),
        ("advisor", "POST", f"/queue/{held}/open"), ("admin", "GET", "/people"), ("admin", "GET", "/people/invite"),
    ]  # fmt: skip


def test_every_kind_of_answer_carries_them(app: Flask) -> None:
    estate, seen = build(app), set()
    for name, method, path in kinds_of_page(estate):
        answer = estate.get(name, path, method=method)
        seen.add(answer.status_code)
        wanted = WANTED | ({"Cache-Control": "no-cache"} if path.startswith(("/static/", "/brand.css")) else {})
        assert {key: answer.headers.get(key) for key in WANTED} == wanted, path
        policy = answer.headers["Content-Security-Policy"]
        assert {part.strip() for part in policy.split(";")} >= POLICY and "unsafe" not in policy, path
        assert not {"Server", "X-Powered-By", "Access-Control-Allow-Origin"} & set(answer.headers.keys())
        if answer.mimetype == "text/html" and answer.status_code not in {301, 302, 303}:
            loaded = [node.get("src") or node.get("href") or "" for node in parse(answer.text).iter()
                      if node.tag in {"script", "link", "img", "iframe"}]  # fmt: skip
            assert all(each.startswith("/") and not each.startswith("//") for each in loaded), (path, loaded)
            assert not re.search(r"<[^>]+\s(?:on\w+|style)=", answer.text), path
    assert seen == {200, 302, 400, 401, 403, 404, 405}


def test_over_tls_the_browser_is_told_to_stay_there(given_settings: settings.Settings) -> None:
    browser = create_app(replace(given_settings, public_url=HOME)).test_client()
    for path in ("/", "/no-such-page", "/account", "/static/js/start.js"):
        told = browser.get(path, base_url=HOME, buffered=True).headers["Strict-Transport-Security"]
        assert int(re.search(r"max-age=(\d+)", told)[1]) >= 31_536_000  # type: ignore[index]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"}, {"Host": "localhost.evil.example"}, {"Host": "evil.example:80"},
            {"Host": "localhost@evil.example"},
        {"X-Forwarded-Host": "evil.example"}, {"Forwarded": "host=evil.example"}, {"X-Host": "evil.example"},
        {"X-Original-URL": "//evil.example/"}, {"X-Forwarded-Server": "evil.example"},
            {"X-Forwarded-Prefix": "//evil.example"},
    ],
)  # fmt: skip
def test_the_host_somebody_claims_is_in_no_link(client: FlaskClient, headers: dict[str, str]) -> None:
    people.sign_in(client, people.make())
    for path in ("/", "/requests", "/account/details", "/no-such-page", "/requests/new"):
        answer = client.get(path, headers=headers)
        assert "evil" not in answer.text + str(answer.headers), path
        assert answer.status_code == 400 if "Host" in headers else answer.status_code < 500


def test_the_link_in_a_mail_is_the_settings_own(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    row = ask(client, people.make().email)
    assert row and settings.current().public_url == "http://localhost"
    answer = client.post("/sign-in", data={"email": "a@school.example"}, headers={"X-Forwarded-Host": "evil.example"})
    assert answer.location == "/sign-in/code"


@pytest.mark.parametrize(
    "path", ["//evil.example", "/%2f/evil.example", "/\\evil.example", "//evil.example/%2e%2e", "/%09/evil.example"]
)
def test_no_address_leads_off_the_site(client: FlaskClient, path: str) -> None:
    for method in ("GET", "POST"):
        answer = client.open(path, method=method)
        assert not (answer.location or "").startswith(("//", "http")) and answer.status_code < 500
