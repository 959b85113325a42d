"""The steps table, and the page made from it."""

import pytest

from portal import clock, db, settings
from tests.factories import people, requests
from triage import progress, status_table
from triage.models.history import StatusMove
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import OPEN, STEPS, Status


def test_the_page_in_docs_is_the_table() -> None:
    assert (settings.ROOT / "docs" / "status_table.md").read_text(encoding="utf-8") == status_table.render()


@pytest.mark.parametrize("step", STEPS)
def test_every_move_is_allowed_from_its_own_statuses_only(step: str) -> None:
    line = STEPS[step]
    assert {status for status in Status if line.is_allowed(status)} == line.sources


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.LINKED, Status.DELETED])
def test_an_end_is_an_end(status: Status) -> None:
    assert not [step for step, line in STEPS.items() if line.is_allowed(status)]


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
