"""What a page costs the database: few statements, the same number however much there is, and no writing by reading
(PERFORMANCE: queue page; ARCHITECTURE.md: GETs never write)."""

from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient

from forms.models import Draft
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from portal.audit import AuditEvent
from tests.factories import cases, decisions, drafts, people, places, requests, sharing, statements
from tests.safety import pages_of, writes
from tests.safety.estate import NOBODY, build
from triage import replies

LOOKING = {"request.opened", "letter.read", "letter.downloaded"}
MOST = {
    "/queue": 6, "/requests": 9, "task list": 6, "question": 4, "check": 8, "share": 8, "left": 4, "request": 28,
    "sender": 15, "words": 8, "hand": 8, "work": 8, "one advisor": 12,
}  # fmt: skip


def count(browser: FlaskClient, path: str) -> int:
    """How many statements one reading of `path` takes."""
    browser.get(path)
    with statements.sent() as sent:
        assert browser.get(path).status_code == 200, path
    return len(sent)


def fill(sender: User, advisor: User, number: int) -> tuple[Draft, str]:
    """`number` requests, drafts, children, questions and actions; one draft and one request to look at."""
    child = cases.read(cases.SCHOOL)["answers"]["children"][0]
    many = [child | {"child_first_name": f"Alfie {each}"} for each in range(number)]
    made = [requests.picked_up(advisor, by=sender, children=many) for _ in range(number)]
    kept = [drafts.begin(sender, clock.now(), agree_status="agreed") for _ in range(number - 1)]
    for each in range(number):
        replies.keep(made[0], [f"Question {each}?"], advisor, clock.now())
    action = decisions.pieces().actions[0]
    decisions.write(made[0], advisor, decisions.pieces(actions=(action,) * number))
    draft = drafts.of_case("c1", sender, children=many)
    colleagues = [sharing.person(f"Colleague {each}") for each in range(number)]
    for each, colleague in enumerate(colleagues):
        sharing.hand(draft, colleague)
        sharing.hand(drafts.begin(colleague, clock.now()), sender, *["story", "needs"][: each + 1])
        drafts.begin(sharing.person("Gone", closed_at=clock.now()), clock.now())
    assert len(kept) == number - 1
    return draft, made[0].reference


def test_no_page_asks_more_because_there_is_more(app: Flask) -> None:
    places.gazetteer()
    sender, advisor = sharing.person("Tom Hale", Role.ORG_LEAD), people.make(Role.EHA)
    asks, decides, shares_out = app.test_client(), app.test_client(), app.test_client()
    people.sign_in(shares_out, people.make(Role.SERVICE_MANAGER))
    people.sign_in(asks, sender)
    people.sign_in(decides, advisor)
    found: list[dict[str, int]] = []
    for number in (2, 9):
        draft, reference = fill(sender, advisor, number)
        path = f"/requests/{draft.id}"
        pages = {"/requests": "/requests", "task list": path, "question": f"{path}/strengths", "check": f"{path}/check"}
        pages |= {"share": f"{path}/share", "left": "/requests/left"}
        found.append({name: count(asks, page) for name, page in (pages | {"sender": f"/r/{reference}"}).items()})
        acts = {"/queue": "/queue", "request": f"/queue/{reference}", "words": f"/queue/{reference}/decide/words"}
        acts |= {"hand": f"/queue/{reference}/hand"}
        found[-1] |= {name: count(decides, page) for name, page in acts.items()}
        work = {"work": "/workload", "one advisor": f"/workload/{advisor.id}"}
        found[-1] |= {name: count(shares_out, page) for name, page in work.items()}
    few, many = found
    assert few == many
    assert not {name: number for name, number in many.items() if number > MOST[name]}, many


def test_an_autosave_is_one_statement_and_sets_no_cookie(client: FlaskClient) -> None:
    owner = people.make()
    people.sign_in(client, owner)
    draft = drafts.begin(owner, clock.now(), agree_status="agreed")
    edits = [{"path": path, "value": "Words", "base": None, "edit": str(uuid4())} for path in ("strengths", "network")]
    with statements.on_the_wire() as sent:
        answer = client.patch(f"/requests/{draft.id}/answers", json={"edits": edits})
    assert answer.status_code == 200 and len(sent) == 1, sent
    assert "Set-Cookie" not in answer.headers


def test_reading_any_page_writes_nothing_but_who_looked(app: Flask) -> None:
    estate = build(app)
    before, wrong = writes.everything(), []
    public = [
        (frozenset({NOBODY}), path) for path in ("/", "/start/role", "/stop/urgent", "/sign-in", "/csrf", "/cookies")
    ]
    own = [(frozenset({name}), path) for name, path in (("sender", "/requests"), ("advisor", "/queue"), ("admin",
        "/people"),
           ("sender", "/account"), ("sender", "/account/details"), ("sender", "/requests/new"), ("admin",
           "/people/invite"))]  # fmt: skip
    for may, path in [*public, *own, *pages_of.readable(estate)]:
        for name in sorted(may)[:2]:
            for method in ("GET", "HEAD"):
                estate.get(name, path, method=method)
        if writes.everything() != before:
            now = writes.everything()
            wrong.append((path, [table for table in now if now[table] != before[table]]))
            before = now
    assert not wrong
    assert {act for (act,) in db.session.query(AuditEvent.act).distinct()} >= LOOKING


def test_looking_is_noted_and_nothing_else_is(app: Flask) -> None:
    estate = build(app)
    db.session.query(AuditEvent).count()
    held, noted = db.session.query(AuditEvent.id), {row for (row,) in db.session.query(AuditEvent.id)}
    for may, path in pages_of.readable(estate):
        for name in (sorted(may)[0], "stranger", NOBODY):
            estate.get(name, path)
    db.session.rollback()
    new = db.session.query(AuditEvent).filter(AuditEvent.id.in_([row for (row,) in held if row not in noted])).all()
    assert {each.act for each in new} == LOOKING
    assert estate.people["stranger"].id not in {each.person_id for each in new} and all(each.person_id for each in new)
