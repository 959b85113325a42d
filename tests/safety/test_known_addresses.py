"""Nobody can find out who has an account (PROMISES.md S15, F21)."""

import re
import statistics
import time
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from portal.accounts.throttles import Throttle
from tests.factories import people, statements

UNKNOWN = "unknown.person@school.example"
_ONCE = re.compile(r'nonce="[^"]*"|nonce-[\w-]+|name="csrf_token" value="[^"]*"')


def addresses() -> list[str]:
    """A referrer's, an advisor's, a closed account's, and one nobody has."""
    closed = people.make()
    db.session.query(User).filter_by(id=closed.id).update({"closed_at": clock.now()})
    db.commit()
    return [people.make().email, people.make(Role.EHA).email, closed.email, UNKNOWN]


def asked(browser: FlaskClient, email: str) -> list[tuple[object, ...]]:
    """Everything asking for a code answers, and typing a wrong one, without the address itself."""
    answers = [browser.post("/sign-in", data={"email": email}), browser.get("/sign-in/code"),
               browser.post("/sign-in/code", data={"code": "000000"}), browser.post("/sign-in/another")]  # fmt: skip
    return [(each.status_code, each.location, _ONCE.sub("", each.text).replace(email, "…")) for each in answers]


def test_the_answers_are_the_same_for_every_address(app: Flask) -> None:
    known, *others = [asked(app.test_client(), email) for email in addresses()]
    for other in others:
        assert other == known


def test_the_work_is_the_same_for_every_address(app: Flask) -> None:
    done = []
    for email in addresses():
        with statements.sent() as sent:
            app.test_client().post("/sign-in", data={"email": email})
        done.append([statement for statement, _ in sent])
    assert all(each == done[0] for each in done)


def test_and_takes_as_long(app: Flask) -> None:
    known, unknown = addresses()[0], UNKNOWN
    taken: dict[str, list[float]] = {known: [], unknown: []}
    for _ in range(15):
        for email, times in taken.items():
            times.append(_timed(lambda email=email: app.test_client().post("/sign-in", data={"email": email})))  # type: ignore[misc]
            db.session.query(Throttle).delete()
            db.commit()
    one, other = (statistics.median(times) for times in taken.values())
    assert abs(one - other) < max(0.010, 0.15 * max(one, other)), (one, other)


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
