"""What is written down by the web, the workers and the queue names nobody and quotes nothing (PROMISES.md S22, S23)."""

import io
import logging
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis
from rq import SimpleWorker
from rq.timeouts import TimerDeathPenalty

from forms import drafts as rules
from notifications import dispatch
from portal import clock, db, settings
from portal.access import Role, public
from portal.accounts import codes
from portal.accounts.models import SignInCode, User
from portal.app import Portal
from portal.web import commits, errors, gate_keeper, headers, logs, visitor
from tests.factories import decisions, drafts, people, places, requests
from tests.mail_server import OK, MailServer
from tests.portal.test_sign_in import sign_in
from tests.safety.estate import CANARY, answers
from triage.models.requests import HelpRequest

SAID = "Zzcanary said this"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything any logger says from INFO up, the portal's own lines included."""
    stream = io.StringIO()
    root, handler = logging.getLogger(), logging.StreamHandler(stream)
    handler.addFilter(lambda record: record.name != "mail.log")  # the mail server of this test, not ours
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logs.set_up(stream)
    yield stream
    logs.set_up()
    root.removeHandler(handler)
    root.setLevel(before)


def asks_for_help(browser: FlaskClient, sender: User) -> str:
    """The sender's part, by script and by form; returns the reference."""
    sign_in(browser, sender.email)
    draft = drafts.of_case("c1", sender, **answers())
    path = f"/requests/{draft.id}"
    for value in (SAID, "bruise " + SAID, "\x00" + SAID, {"a": SAID}, SAID * 3000):
        edit = {
            "path": "strengths",
            "value": value,
            "base": rules.answers(draft).revision("strengths"),
            "edit": str(uuid4()),
        }
        browser.patch(f"{path}/answers", json={"edits": [edit]})
    browser.post(f"{path}/strengths", data={"strengths": SAID, "network": SAID})
    browser.get(
        f"{path}/{SAID}",
        query_string={"from": SAID},
        headers={"User-Agent": SAID, "Referer": f"http://localhost/{SAID}"},
    )
    browser.post(f"{path}/check", data={"confirm": "y", "action": "send"})
    reference = db.session.query(HelpRequest).one().reference
    browser.post(f"/r/{reference}/note", data={"text": SAID})
    return reference


def decides(browser: FlaskClient, advisor: User, reference: str) -> None:
    """The advisor's part."""
    sign_in(browser, advisor.email)
    browser.get("/queue", query_string={"find": SAID, "after": SAID})
    browser.post("/queue/find", data={"find": SAID}, follow_redirects=True)
    browser.post(f"/queue/{reference}/pick-up")
    browser.post(f"/queue/{reference}/note", data={"text": SAID})
    browser.post(f"/queue/{reference}/open", data={"group": "safe_contact", "reason": SAID})
    browser.post(f"/queue/{reference}/ask", data={"question_1": SAID})
    browser.get(f"/queue/{reference}")
    db.session.remove()
    request = requests.found(reference)
    decisions.write(request, advisor, decisions.pieces())
    decisions.send(request, advisor)


def manages(browser: FlaskClient, admin: User) -> None:
    """The administrator's part, and somebody who signs in with wrong codes."""
    sign_in(browser, admin.email)
    invited = {"name": SAID, "email": "zzcanary@council.example", "role": "eha", "districts": "bassetlaw"}
    browser.post("/people/invite", data=invited)
    browser.post("/people/invite", data=invited)
    browser.post("/people/senders", data={"words": SAID})
    browser.post("/sign-out")
    browser.post("/sign-in", data={"email": "zzcanary.unknown@school.example"})
    browser.post("/sign-in/code", data={"code": SAID})


def work() -> None:
    """The queue's worker as `portal.worker` sets it up, but for the fork, saying all it has to say."""
    queues = [dispatch.queue(name) for name in dispatch.QUEUES]
    worker = SimpleWorker(
        queues, connection=queues[0].connection, serializer=queues[0].serializer, log_job_description=False
    )
    worker.death_penalty_class = TimerDeathPenalty
    worker.work(burst=True, logging_level="INFO")


def on_the_queue() -> str:
    """Every word the queue's server holds."""
    server = Redis.from_url(settings.current().redis_url)
    held = [server.execute_command("DUMP", key) for key in server.keys("rq:job:*")]
    jobs = [job for name in dispatch.QUEUES for job in dispatch.queue(name).get_jobs()]
    assert jobs and len(held) >= len(jobs)
    return " ".join([repr(held), *(f"{job.description} {job.data!r} {job.meta}" for job in jobs)])


def found_in(written: str, persons: list[User], browsers: list[FlaskClient]) -> list[str]:
    """Whatever must not be there and is."""
    cookies = [cookie.value for browser in browsers if (cookie := browser.get_cookie("session"))]
    with db.session() as reading:
        digits = [codes.derive(row.id) for row in reading.query(SignInCode).all()]
    needles = [
        *(person.email for person in persons),
        *(person.name for person in persons),
        *cookies,
        SAID,
        "Alfie",
        "Marsh",
        "Kelly",
        "Retford",
    ]
    hits = [needle for needle in needles if needle.lower() in written.lower()]
    return hits + [code for code in digits if re.search(rf"\b{code}\b", written)] + CANARY.findall(written)


def test_a_whole_journey_leaves_no_word_in_logs_or_queue(
    app: Flask, lines: io.StringIO, mail_server: MailServer
) -> None:
    Redis.from_url(settings.current().redis_url).flushdb()
    places.gazetteer()
    mail_server.at_recipient = ["550 no zz.sender@school.example here", "451 zzcanary", OK]
    roles = {"sender": Role.REFERRER, "advisor": Role.EHA, "admin": Role.ADMIN}
    persons = [
        people.make(role, name=f"Zzname {name}", email=f"zz.{name}@school.example") for name, role in roles.items()
    ]
    browsers = [app.test_client() for _ in persons]
    reference = asks_for_help(browsers[0], persons[0])
    decides(browsers[1], persons[1], reference)
    manages(browsers[2], persons[2])
    queued = on_the_queue()
    work()
    written = lines.getvalue()
    assert written.count('"answered"') > 20 and "mail refused" in written and "mail not sent yet" in written
    assert len(mail_server.received) >= 4 and "notifications.jobs" in queued
    assert found_in(written + queued, persons, browsers) == []
    assert str(browsers[0].get_cookie("session")) not in written and f"/{reference}" not in written


def test_a_fault_of_the_database_quotes_no_value(app: Flask, given_settings: Any, lines: io.StringIO) -> None:
    taken = people.make(email="zzcanary@school.example")
    bare = Portal("bare", template_folder=app.template_folder)
    bare.jinja_options = app.jinja_options
    for part in (logs.add_logs, visitor.add_visitors, gate_keeper.keep_gates, errors.add_errors, commits.add_commits):
        part(bare)
    headers.add_headers(bare, given_settings)

    @public
    def again() -> str:
        db.session.add(User(role=Role.REFERRER, email=taken.email, name=SAID, created_at=clock.now()))
        return "done"

    bare.add_url_rule("/again", "again", again)
    answer = bare.test_client().get("/again", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json) == (500, {"error": "failed"})
    assert "IntegrityError" in lines.getvalue() and not CANARY.search(lines.getvalue())
