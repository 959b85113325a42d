"""The steps table, and the page made from it."""

from datetime import datetime
from itertools import product

import pytest

from portal import clock, db, settings
from portal.access import Role
from portal.accounts.models import User
from tests.factories import people, requests
from triage import progress, status_table
from triage.models.history import StatusMove
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import OPEN, STEPS, Status


def test_the_page_in_docs_is_the_table() -> None:
    assert (settings.ROOT / "docs" / "status_table.md").read_text(encoding="utf-8") == status_table.render()


WRITERS, ADVISORS = {Role.REFERRER, Role.ORG_LEAD}, {Role.EHA, Role.DUTY_EHA, Role.SERVICE_MANAGER}
PORTAL = {None}
# DOMAIN.md 2.3 and 2.1 once more, by hand: status, what may happen to it, where that leads, who may do it.
LIFE: dict[str, dict[str, tuple[str, set[Role | None]]]] = {
    "draft": {"send": ("sent", WRITERS), "discard": ("deleted", WRITERS | PORTAL)},
    "sent": {"pick_up": ("in_triage", ADVISORS), "withdraw": ("withdrawn", WRITERS | ADVISORS),
             "transfer": ("transferred", ADVISORS)},
    "in_triage": {"ask": ("awaiting_information", ADVISORS), "try_family": ("awaiting_family", ADVISORS),
                  "decide": ("decided", ADVISORS), "link": ("linked", ADVISORS),
                  "transfer": ("transferred", ADVISORS), "withdraw": ("withdrawn", WRITERS | ADVISORS)},
    "awaiting_information": {"answer": ("in_triage", WRITERS), "resume": ("in_triage", ADVISORS),
                             "decide": ("decided", ADVISORS), "withdraw": ("withdrawn", WRITERS | ADVISORS)},
    "awaiting_family": {"resume": ("in_triage", ADVISORS), "decide": ("decided", ADVISORS),
                        "withdraw": ("withdrawn", WRITERS | ADVISORS)},
    "decided": {"tell": ("outcome_sent", ADVISORS | PORTAL), "book_mac": ("mac_booked", ADVISORS | PORTAL),
                "reopen": ("in_triage", ADVISORS | {Role.QA_REVIEWER}), "step_up": ("in_triage", ADVISORS)},
    "mac_booked": {"decide": ("decided", ADVISORS)},
    "outcome_sent": {"start_checking": ("checking_back", ADVISORS | PORTAL), "look_again": ("in_triage", WRITERS),
                     "step_up": ("in_triage", ADVISORS)},
    "checking_back": {"close": ("closed", ADVISORS), "reopen": ("in_triage", ADVISORS | {Role.QA_REVIEWER}),
                      "look_again": ("in_triage", WRITERS), "step_up": ("in_triage", ADVISORS)},
    "closed": {"reopen": ("in_triage", ADVISORS | {Role.QA_REVIEWER}), "look_again": ("in_triage", WRITERS),
               "step_up": ("in_triage", ADVISORS)},
    "transferred": {"take_over": ("in_triage", ADVISORS), "sent_back": ("in_triage", ADVISORS)},
    "withdrawn": {}, "linked": {}, "deleted": {},
}  # fmt: skip


def test_who_may_take_which_step_from_where_and_nobody_else() -> None:
    """The whole matrix, status x step x role: each tried for real and undone."""
    request, now = requests.sent(), clock.now()
    everybody: dict[Role | None, User | None] = {role: people.make(role) for role in Role} | {None: None}
    db.commit()
    wrong = []
    for status in Status:
        db.session.query(HelpRequest).update({"status": status})
        db.commit()
        for step, (role, by) in product(STEPS, everybody.items()):
            target, roles = LIFE[status].get(step, ("", set()))
            if _ends(step, request, by, now) != (target if role in roles else ""):
                wrong.append((status, step, role))
    assert not wrong
    assert {step for moves in LIFE.values() for step in moves} == set(STEPS)


def _ends(step: str, request: HelpRequest, by: User | None, now: datetime) -> str:
    """The status it would lead to; empty when it is refused."""
    try:
        progress.take(step, request, by, now)
    except NotAllowed:
        return ""
    reached = request.status
    db.rollback()
    return reached


def test_no_open_request_is_stuck() -> None:
    assert all(any(line.is_allowed(status) for line in STEPS.values()) for status in OPEN)


def test_a_move_keeps_who_when_and_why() -> None:
    request, by, now = requests.sent(), people.make(), clock.now()
    progress.take("withdraw", request, by, now, note="They have help now")
    move = db.session.query(StatusMove).filter_by(request_id=request.id, step="withdraw").one()
    assert (move.by_id, move.at, move.note) == (by.id, now, "They have help now")


def test_a_move_the_table_forbids_changes_nothing() -> None:
    request = requests.sent()
    with pytest.raises(NotAllowed, match="Open it again"):
        progress.take("tell", request, None, clock.now())
    assert db.session.get_one(HelpRequest, request.id).status is Status.SENT
