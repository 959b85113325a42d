"""The same button pressed twice at the same instant (PROMISES.md R5, R6, R7)."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from flask import Flask
from sqlalchemy import text

from bench.soak_browser import Answer, Browser, browsers
from bench.soak_findings import Finding, none
from bench.soak_programs import Web
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import decisions as deciding
from tests.factories import drafts, people, places, requests
from tests.factories.threads import at_once
from triage import decisions, drafting
from triage.outcomes import OUTCOMES

_TEAM = (
    "Maria Okafor", "Priya Raman", "Tom Hale", "Ines Duarte", "Owen Price", "Leila Hadad", "Grace Tan", "Adam Novak",
)  # fmt: skip
_SENT = """SELECT d.id, count(DISTINCT r.id) AS requests, count(DISTINCT m.id) AS mails, min(r.reference) AS reference
FROM draft d LEFT JOIN help_request r ON r.draft_id = d.id
LEFT JOIN message m ON m.reference = r.reference AND m.kind = 'received'
WHERE d.id = ANY(:drafts) GROUP BY d.id"""
_DECIDED = """SELECT r.reference, count(DISTINCT d.id) AS outcomes, count(DISTINCT l.id) AS letters,
    count(DISTINCT m.id) AS mails
FROM help_request r LEFT JOIN decision d ON d.request_id = r.id
LEFT JOIN letter l ON l.request_id = r.id AND l.kind = 'outcome_referrer' AND l.state = 'sealed'
LEFT JOIN message m ON m.reference = r.reference AND m.kind = 'outcome'
WHERE r.reference = ANY(:references) GROUP BY r.reference"""

AT_ONCE = 8
BASE = "3"  # begun, written, its letters made: the third version was read
_OUTCOME = OUTCOMES["family_hub_offer"].name


def send_twice(web: Web, app: Flask, *, times: int) -> list[Finding]:
    """Send a finished request from two tabs at once, and once more later."""
    places.gazetteer()
    owner = people.make()
    made = [drafts.of_case("c1", owner).id for _ in range(times)]
    shown, faults = dict[UUID, str](), 0
    with browsers(app, web.port, owner, owner) as tabs:
        for draft in made:
            answers = _together([(tab, f"/requests/{draft}/check") for tab in tabs], confirm="y", action="send")
            answers.append(tabs[0].post(f"/requests/{draft}/check", confirm="y", action="send"))
            faults += sum(answer.location != f"/requests/{draft}/sent" for answer in answers)
            shown[draft] = tabs[1].get(f"/requests/{draft}/sent").body
    rows = db.session.execute(text(_SENT), {"drafts": made}).all()
    db.session.remove()
    return [
        Finding("R5", "requests sent twice at once and once later", times),
        none("R5", "of them without exactly one reference", sum(row.requests != 1 for row in rows)),
        none("R5", "without that reference on the page", sum(str(row.reference) not in shown[row.id] for row in rows)),
        none("R5", "without exactly one e-mail", sum(row.mails != 1 for row in rows)),
        none("R5", "presses not led to the confirmation", faults),
    ]


def pick_up_at_once(web: Web, app: Flask, *, times: int) -> list[Finding]:
    """Eight advisors take the same request at the same instant, and then each "the next one"."""
    places.gazetteer()
    sender = people.make()
    team = [people.make(Role.EHA, name=name) for name in _TEAM]
    without_one = untold = faults = given_twice = broke = 0
    given = set[str]()
    with browsers(app, web.port, *team) as theirs:
        for _ in range(times):
            reference = requests.sent(by=sender).reference
            answers = _together([(browser, f"/queue/{reference}/pick-up") for browser in theirs])
            without_one += [answer.status for answer in answers].count(302) != 1
            winner = next((each.name for each, a in zip(team, answers, strict=True) if a.status == 302), "-")
            untold += any(answer.status == 409 and winner not in answer.body for answer in answers)
            faults += sum(answer.status not in {302, 409} for answer in answers)
            for _ in team:
                requests.sent(by=sender)
            taken = _together([(browser, "/queue/next") for browser in theirs])
            got = {answer.location for answer in taken if answer.location.startswith("/queue/EH-")} - given
            given_twice, given = given_twice + (len(got) != len(team)), given | got
            faults += sum(answer.status != 302 for answer in taken)
            broke += sum(answer.status == 0 for answer in [*answers, *taken])
    return [
        Finding("R6", f"requests picked up by {len(team)} at once", times),
        none("R6", "of them without exactly one winner", without_one),
        none("R6", "losers not told who has it", untold),
        Finding("R6", f"times {len(team)} took the next one at once", times),
        none("R6", "of them in which not each got another", given_twice),
        none("R6", "presses answered with a fault or not at all", faults),
        Finding("R6", "of them not at all: the line broke", broke),
    ]


def decide_at_once(web: Web, app: Flask, *, times: int) -> list[Finding]:
    """One decision sent from many tabs at the same instant."""
    places.gazetteer()
    advisor = people.make(Role.EHA)
    written = written_decisions(advisor, times)
    without_one = untold = faults = 0
    with browsers(app, web.port, *[advisor] * AT_ONCE) as tabs:
        for reference in written:
            answers = _together(
                [(tab, f"/queue/{reference}/decide/send") for tab in tabs], read=ticks(reference), base=BASE
            )
            without_one += [answer.status for answer in answers].count(302) != 1
            untold += sum(answer.status == 409 and _OUTCOME not in answer.body for answer in answers)
            faults += sum(answer.status not in {302, 409} for answer in answers)
    rows = db.session.execute(text(_DECIDED), {"references": written}).all()
    db.session.remove()
    once = sum((row.outcomes, row.letters, row.mails) == (1, 1, 1) for row in rows)
    return [
        Finding("R7", f"outcomes decided {AT_ONCE} times at once", times),
        none("R7", "of them without exactly one press that counted", without_one),
        none("R7", "without exactly one outcome, one letter and one e-mail", times - once),
        none("R7", "losers not told what was decided", untold),
        none("R7", "presses answered with a fault", faults),
    ]


def ticks(reference: str) -> list[str]:
    """What somebody ticks who has read the letters of that request to the end."""
    return deciding.marks(requests.found(reference), are_real=True)


def written_decisions(advisor: User, number: int) -> list[str]:
    """References of requests that `advisor` has, each with its decision written and its letters made."""
    sender, made = people.make(), list[str]()
    for _ in range(number):
        request = requests.picked_up(advisor, by=sender)
        deciding.write(request, advisor, deciding.pieces())
        decisions.preview(request, advisor, clock.now())
        db.commit()
        draft = drafting.find(request)
        assert draft and str(draft.version) == BASE
        made.append(request.reference)
    db.session.remove()
    return made


def _together(presses: Sequence[tuple[Browser, str]], **fields: str | list[str]) -> list[Answer]:
    answers = at_once([partial(browser.post, address, **fields) for browser, address in presses])
    return [answer for answer in answers if isinstance(answer, Answer)]
