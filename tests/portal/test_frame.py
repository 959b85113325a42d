"""The frame: refusals, headers, errors, one commit."""

import gzip
import io
import json

import brotli
import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy import select

from portal import audit, clock, db
from portal.access import Can, needs, public
from portal.accounts.models import User
from portal.settings import Settings
from portal.web import commits, errors, gate_keeper, headers, logs, visitor
from portal.web.gate_keeper import UnmarkedView
from tests.factories import people, statements


def test_health_says_ok_when_the_database_answers(client: FlaskClient) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_a_missing_page_is_told_plainly_and_gives_nothing_away(client: FlaskClient) -> None:
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    assert "Page not found" in answer.text


def test_a_program_that_asks_for_json_gets_a_word_it_can_act_on(client: FlaskClient) -> None:
    answer = client.get("/account", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json) == (401, {"error": "signed_out"})


def test_the_portal_refuses_to_start_with_a_view_nobody_marked(app: Flask) -> None:
    bare = Flask("bare")
    public(bare.view_functions["static"])
    bare.add_url_rule("/open", "open_to_all", lambda: "secrets")
    with pytest.raises(UnmarkedView, match="open_to_all"):
        gate_keeper.refuse_unmarked(bare)


def test_a_role_without_the_grant_is_refused(client: FlaskClient) -> None:
    people.sign_in(client, people.make())
    assert client.get("/queue").status_code == 403


@pytest.mark.parametrize("page", ["/", "/health", "/no-such-page", "/sign-in", "/static/js/start.js"])
def test_every_answer_tells_the_browser_to_be_careful(client: FlaskClient, page: str) -> None:
    answer = client.get(page)
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_pages_are_never_stored_and_versioned_files_are(client: FlaskClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "no-store"
    assert "immutable" in client.get("/static/js/start.js?v=1").headers["Cache-Control"]
    assert client.get("/static/js/start.js").headers["Cache-Control"] == "no-cache"


def test_files_that_shrink_are_packed_for_who_can_unpack_and_pages_never(client: FlaskClient) -> None:
    able = {"Accept-Encoding": "gzip"}
    plain, packed = client.get("/static/build/portal.css"), client.get("/static/build/portal.css", headers=able)
    assert gzip.decompress(packed.data) == plain.data and "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in packed.headers["Vary"]
    again = client.get("/static/build/portal.css", headers=able | {"If-None-Match": packed.headers["ETag"]})
    assert again.status_code == 304
    smallest = client.get("/static/build/portal.css", headers={"Accept-Encoding": "gzip, br"})
    assert smallest.headers["Content-Encoding"] == "br" and brotli.decompress(smallest.data) == plain.data
    assert "Content-Encoding" not in client.get("/", headers=able).headers


def test_the_host_a_visitor_claims_is_not_believed(client: FlaskClient) -> None:
    answer = client.get("/health", headers={"Host": "attacker.example"})
    assert answer.status_code == 400
    assert "attacker" not in answer.text


@pytest.mark.parametrize("path", ["/%00", "/queue/%00", "/r/%ff%fe", "/requests/%2e%2e", "/a" * 2000])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "TRACE", "OPTIONS", "PATCH"])
def test_odd_methods_and_paths_are_never_a_fault(client: FlaskClient, method: str, path: str) -> None:
    assert client.open(path, method=method).status_code < 500


@pytest.fixture
def small(app: Flask, given_settings: Settings) -> Flask:
    """The frame alone, with views that go wrong on purpose."""
    small = Flask("small", template_folder=app.template_folder)
    small.jinja_options = app.jinja_options
    small.config.update(SECRET_KEY="x")
    headers.add_headers(small, given_settings)
    logs.add_logs(small)
    commits.add_readings(small)
    visitor.add_visitors(small)
    gate_keeper.keep_gates(small)
    errors.add_errors(small)
    commits.add_commits(small)
    small.add_url_rule("/kept", "kept", public(_write))
    small.add_url_rule("/read", "read", public(_read))
    small.add_url_rule("/locked", "locked", public(_lock))
    small.add_url_rule("/refused", "refused", public(_write_and_refuse))
    small.add_url_rule("/broken", "broken", public(_break))
    small.add_url_rule("/guarded", "guarded", needs(Can.TRIAGE)(lambda: _write()))
    return small


def _write() -> str:
    audit.record("tested", "EH-TEST", by=None, at=clock.now())
    return "done"


def _read() -> str:
    return str(db.session.scalar(select(User.name)))


def _lock() -> str:
    return str(db.session.scalar(select(User.name).with_for_update()))


def _write_and_refuse() -> str:
    _write()
    abort(409, response=None)


def _break() -> str:
    _write()
    raise ValueError("Mrs Hallam of 27 Colliers Way")


def test_what_a_view_wrote_is_committed_once_and_what_a_refused_one_wrote_is_not(small: Flask) -> None:
    client = small.test_client()
    json_please = {"Accept": "application/json"}
    answers = [client.get(path, headers=json_please).status_code for path in ("/kept", "/refused", "/guarded")]
    assert answers == [200, 409, 401]
    assert db.session.query(audit.AuditEvent).count() == 1


def test_a_page_that_only_reads_begins_no_transaction_any_other_does(small: Flask) -> None:
    client = small.test_client()
    people.make()
    db.commit()
    for path, marks in {"/read": [], "/kept": ["BEGIN", "COMMIT"], "/locked": ["BEGIN", "COMMIT"]}.items():
        db.session.remove()
        with statements.on_the_wire() as sent:
            assert client.get(path).status_code == 200
        assert [mark for line in sent for mark in ("BEGIN", "COMMIT") if f'"{mark}' in line] == marks, path


def test_what_waits_for_the_commit_of_a_page_that_only_reads_is_done(small: Flask) -> None:
    done = list[str]()

    def ask() -> str:
        db.after_commit(lambda: done.append("asked"))
        return _read()

    small.add_url_rule("/later", "later", public(ask))
    assert small.test_client().get("/later").status_code == 200 and done == ["asked"]


def test_a_fault_shows_nothing_of_itself_and_logs_no_words(small: Flask) -> None:
    lines = io.StringIO()
    logs.set_up(lines)
    answer = small.test_client().get("/broken", headers={"Accept": "application/json"})
    logs.set_up()
    assert (answer.status_code, answer.json) == (500, {"error": "failed"})
    assert "Hallam" not in lines.getvalue()
    assert json.loads(lines.getvalue().splitlines()[0])["kind"] == "ValueError"
