"""Has help started? A request is closed only after somebody asked, and opened again for a time."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from notifications.models.messages import Kind, Message
from portal import clock, council, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import decisions as written
from tests.factories import people, requests
from triage import (
    actions,
    check_backs,
    checking_back,
    closing,
    contact_ways,
    deadlines,
    promise,
    queries,
    settling,
    timeline,
    working_days,
)
from triage.check_back_form import ACTION, CLOSE, NOT_WITH_FAMILY, REOPEN, Told
from triage.models.follow_up import ActionKind, ActionState
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.settling import How, Settlement
from triage.statuses import Status

ANSWERS = {"in_touch": "yes", "result": "started", "helping": "yes", "child_heard": "yes", "first_wish": "yes"}


def checking() -> tuple[HelpRequest, User]:
    request = written.decided()
    return request, db.session.get_one(User, request.assignee_id)


def told(request: HelpRequest, follows: str = CLOSE, **changes: str) -> Told:
    way = contact_ways.ticked(queries.content(request).answers)[0]
    return Told(way=way, answers=ANSWERS | changes, words="The hub rang.", follows=follows)


def keep(request: HelpRequest, given: Told, by: User, now: datetime | None = None) -> None:
    waiting = check_backs.waiting_for(request)
    checking_back.keep(request, str(waiting.id) if waiting else "", given, by, now or clock.now())


def settle_agreed(request: HelpRequest, by: User) -> None:
    (action,) = [each for each in actions.open_of(request) if each.kind is ActionKind.ACTION]
    settling.settle(action, request, Settlement(how=How.DONE), by, clock.now())


def test_the_day_to_check_back_is_the_advisors_or_twenty_working_days_on() -> None:
    request, _ = checking()
    assert request.check_back_on == deadlines.check_back_on(clock.today())
    day = clock.today() + timedelta(days=12)
    other = written.decided("family_service", check_back_on=day.isoformat())
    assert other.check_back_on == day


def test_it_is_closed_only_once_every_action_was_settled_and_the_questions_answered() -> None:
    request, advisor = checking()
    with pytest.raises(NotAllowed, match="1 action is still open"):
        keep(request, told(request), advisor)
    settle_agreed(request, advisor)
    keep(request, told(request), advisor)
    assert (request.status, request.closed_on, request.check_back_on) == (Status.CLOSED, clock.today(), None)
    (made,) = check_backs.done(request)
    assert (made.result, made.answers["first_wish"], made.by_id) == ("started", "yes", advisor.id)
    assert {each.state for each in actions.of_request(request)} == {ActionState.DONE}  # the first contact with it
    with pytest.raises(NotAllowed, match="nothing to check back"):
        keep(request, told(request), advisor)


def test_help_that_has_not_started_does_not_close_a_request() -> None:
    request, advisor = checking()
    settle_agreed(request, advisor)
    not_yet = told(request, in_touch="no", result="not_started", helping="too_early", first_wish="no")
    with pytest.raises(checking_back.Wrong) as wrong:
        keep(request, not_yet, advisor)
    assert set(wrong.value.problems) == {"follows"}
    day = clock.today() + timedelta(days=10)
    before = told(request, result="not_started", helping="yes")
    before = replace(before, follows=ACTION, what="Ring the hub", owner="Priya", by=day.isoformat(),
                     again_on=(day - timedelta(days=1)).isoformat())  # fmt: skip
    with pytest.raises(checking_back.Wrong) as wrong:
        keep(request, before, advisor)
    assert set(wrong.value.problems) == {"helping", "again_on"}
    more = replace(not_yet, follows=ACTION, what="Ring the hub", owner="Priya", by=day.isoformat(),
                   again_on=(day + timedelta(days=1)).isoformat())  # fmt: skip
    keep(request, more, advisor)
    assert (request.status, request.check_back_on) == (Status.CHECKING_BACK, day + timedelta(days=1))
    assert "Ring the hub" in [each.what for each in actions.open_of(request)]
    keep(request, replace(not_yet, follows=REOPEN), advisor)
    assert (request.status, request.check_back_on, request.assignee_id) == (Status.IN_TRIAGE, None, advisor.id)


def test_only_a_ticked_way_may_be_chosen_and_only_the_family_speaks_of_its_wish() -> None:
    request, advisor = checking()
    unsafe = next(way for way in contact_ways.WAYS if way not in contact_ways.ticked(queries.content(request).answers))
    for given, field in ((replace(told(request), way=unsafe), "way"), (replace(told(request), way=NOT_WITH_FAMILY),
                          "first_wish"), (replace(told(request), answers={}), "in_touch")):  # fmt: skip
        with pytest.raises(checking_back.Wrong) as wrong:
            keep(request, given, advisor)
        assert field in wrong.value.problems


def test_a_page_left_open_does_not_keep_a_second_check_back() -> None:
    request, advisor = checking()
    waiting = check_backs.waiting_for(request)
    assert waiting
    later = clock.today() + timedelta(days=30)
    more = replace(told(request, ACTION), what="Ring", owner="Priya", by=later.isoformat(), again_on=later.isoformat())
    checking_back.keep(request, str(waiting.id), more, advisor, clock.now())
    with pytest.raises(NotAllowed, match="A colleague has kept"):
        checking_back.keep(request, str(waiting.id), more, advisor, clock.now())
    assert len(check_backs.done(request)) == 1


def test_what_is_opened_again_is_due_as_one_that_has_just_come_and_the_referrer_is_told() -> None:
    request, advisor = checking()
    closing.reopen(request, "The hub has closed.", advisor, now := clock.now())
    due = deadlines.due_on(now)
    assert request.due_on == due and not promise.is_kept(request) and "opened_again" in request.tags
    row = db.session.query(Message).filter_by(kind=Kind.ANSWER_AGAIN).one()
    assert (row.person_id, row.due_on) == (request.referrer_id, due)
    assert any(event.title == "New date for the answer" for event in timeline.events(request, advisor))
    written.write(request, advisor, written.pieces())
    written.send(request, advisor)
    assert promise.is_kept(request) and "opened_again" not in request.tags


def test_what_was_not_told_yet_keeps_its_promised_day_when_it_is_opened_again() -> None:
    request, advisor = written.written()
    written.send(request, advisor)
    due = request.due_on
    closing.reopen(request, "The wrong hub.", advisor, clock.now() + timedelta(days=1))
    assert request.due_on == due and not promise.is_kept(request)


def test_a_closed_request_is_opened_again_for_twenty_working_days_and_its_holder_is_told() -> None:
    request, advisor = checking()
    settle_agreed(request, advisor)
    keep(request, told(request), advisor)
    colleague, today = people.make(Role.EHA), clock.today()
    last = working_days.after(today, council.current().targets.reopen_days)
    too_late = clock.now() + (last - today) + timedelta(days=1)
    with pytest.raises(NotAllowed, match="send a new request"):
        closing.reopen(request, "The family rang.", colleague, too_late)
    with pytest.raises(NotAllowed, match="Say why"):
        closing.reopen(request, " ", colleague, clock.now())
    closing.reopen(request, "The family rang.", colleague, too_late - timedelta(days=1))
    db.commit()
    found = requests.found(request.reference)
    assert (found.status, found.assignee_id, found.closed_on) == (Status.IN_TRIAGE, advisor.id, None)
    assert db.session.query(Message).filter_by(kind=Kind.OPENED_AGAIN).one().to_email == advisor.email


def test_nobody_answered_so_it_is_rung_another_day() -> None:
    request, advisor = checking()
    day = clock.today() + timedelta(days=3)
    for typed in ("", "2027-2-31", "2020-01-01"):
        with pytest.raises(NotAllowed):
            check_backs.put_off(request, typed, advisor, clock.now())
    check_backs.put_off(request, day.isoformat(), advisor, clock.now())
    assert request.check_back_on == day
