"""A promised date changes one way: a holding message, sent by the sweep or by hand, or another day off."""

from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from notifications.models.messages import Kind, Message
from portal import cli, clock, council, db, sweeper
from portal.access import Role
from portal.accounts.models import User
from portal.web.words import day_words
from tests.factories import people, places, requests
from triage import holding_messages, progress, promise, promise_changes, recounting, sweeping, working_days
from triage.models.promises import Why
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import Status

# Sent on a Monday morning: promised by Thursday 17 September 2026.
SENT = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
DUE, NEXT, AFTER = date(2026, 9, 17), date(2026, 9, 21), date(2026, 9, 23)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.LONDON)


def mails(request: HelpRequest, kind: Kind) -> list[date | None]:
    found = db.session.query(Message).filter_by(reference=request.reference, kind=kind).order_by(Message.posted_at)
    return [message.due_on for message in found]


def swept(request: HelpRequest, *moments: datetime) -> HelpRequest:
    for moment in moments:
        holding_messages.sweep(moment)
    return requests.found(request.reference)


def test_a_promise_that_passes_five_o_clock_is_told_honestly_with_a_new_date_each_time() -> None:
    request = requests.sent(at=SENT)
    assert swept(request, at(DUE, 9), at(DUE, 17)).promised_again_on is None, "the day is not over"
    request = swept(request, at(DUE, 17, 1), at(DUE, 17, 2), at(DUE, 18))
    assert (request.due_on, request.promised_again_on) == (DUE, NEXT)
    assert promise.is_late(request, DUE + timedelta(days=1)), "a new date does not make it punctual"
    assert swept(request, at(NEXT, 17)).promised_again_on == NEXT
    assert swept(request, at(NEXT, 17, 1), at(NEXT, 18)).promised_again_on == AFTER
    assert mails(request, Kind.HOLDING) == [NEXT, AFTER]
    assert [change.why for change in promise_changes.changes_of(request)] == [Why.LATE, Why.LATE]


def test_a_sweep_that_comes_late_waits_for_the_day_and_promises_one_that_is_still_to_come() -> None:
    request, saturday, monday = requests.sent(at=SENT), date(2026, 9, 26), date(2026, 9, 28)
    assert swept(request, at(DUE, 23), at(saturday, 12), at(monday, 3)).promised_again_on is None
    assert swept(request, at(monday, 8)).promised_again_on == date(2026, 9, 30)


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.LINKED, Status.TRANSFERRED, Status.CLOSED])
def test_what_is_no_longer_owed_is_left_alone(status: Status) -> None:
    ended = requests.sent(at=SENT)
    db.session.query(HelpRequest).update({"status": status})
    db.commit()
    assert swept(ended, at(DUE, 18)).promised_again_on is None
    assert mails(ended, Kind.HOLDING) == []


def test_an_answered_request_gets_no_holding_message_and_waiting_for_the_referrer_stops_none() -> None:
    holder = people.make(Role.EHA)
    answered, asked = requests.picked_up(holder, at=SENT), requests.picked_up(holder, at=SENT)
    answered.first_answer_at, answered.outcome = SENT, "advice_guidance"
    progress.take("ask", asked, holder, SENT)
    db.commit()
    holding_messages.sweep(at(DUE, 18))
    again = [requests.found(each.reference).promised_again_on for each in (answered, asked)]
    assert again == [None, NEXT]
    with pytest.raises(NotAllowed, match="has been answered"):
        holding_messages.send(requests.found(answered.reference), NEXT, holder, SENT)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 9, 19), "the next is Monday 21 September"),
        (date(2026, 9, 17), "must be after Thursday 17 September"),
        (date(2026, 10, 13), "within 10 working days"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused_naming_the_fix(day: date, why: str) -> None:
    holder = people.make(Role.EHA)
    request = requests.picked_up(holder, at=SENT)
    with pytest.raises(NotAllowed, match=why):
        holding_messages.send(request, day, holder, SENT)
    assert promise_changes.changes_of(request) == []


def test_an_advisor_tells_the_new_date_early_and_both_sides_read_the_same(app: Flask) -> None:
    sender, holder = people.make(), people.make(Role.EHA)
    request = requests.picked_up(holder, by=sender)
    first = promise.newest(request)
    day = working_days.after(first, 1)
    path, browser = f"/queue/{request.reference}/new-date", signed_in(app, holder)
    typed = {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}
    wrong = browser.post(path, data=typed | {"day-month": "13"})
    assert "must be a real date" in wrong.text and 'value="13"' in wrong.text
    assert browser.post(path, data=typed).status_code == 302
    shown = f"{day_words(day)} (first promised: {day_words(first)})"
    here = f"/queue/{request.reference}"
    pages = [
        (holder, path),
        (holder, f"{here}/ask"),
        (holder, f"{here}/hand-district"),
        (sender, f"/r/{request.reference}"),
        (sender, "/requests"),
    ]
    assert [page for who, page in pages if shown not in signed_in(app, who).get(page).text] == []
    facts = signed_in(app, holder).get(f"/queue/{request.reference}").text
    assert all(f"<dd>{day_words(each)}</dd>" in facts for each in (first, day))
    story = signed_in(app, sender).get(f"/r/{request.reference}").text
    assert f"{day_words(day)}, instead of {day_words(first)}." in story
    assert mails(request, Kind.HOLDING) == [day]


def signed_in(app: Flask, person: User) -> FlaskClient:
    browser = app.test_client()
    people.sign_in(browser, person)
    return browser


def with_days_off(monkeypatch: pytest.MonkeyPatch, *days: date, **targets: int) -> None:
    loaded = council.load(places.NOTTINGHAMSHIRE)
    ours = loaded.model_copy(
        update={"extra_bank_holidays": frozenset(days), "targets": loaded.targets.model_copy(update=targets)}
    )
    monkeypatch.setattr(council, "_current", ours)


def test_a_day_off_proclaimed_later_moves_what_is_owed_once_and_tells_both_sides(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    request, answered = requests.sent(at=SENT), requests.sent(at=SENT)
    answered.first_answer_at, answered.outcome = SENT, "advice_guidance"
    db.commit()
    noon = at(date(2026, 9, 15), 12)
    with_days_off(monkeypatch, date(2026, 9, 16))
    assert (recounting.recount(noon), recounting.recount(noon)) == (1, 0)
    moved = requests.found(request.reference)
    assert (moved.due_on, promise.day_shown(moved)) == (date(2026, 9, 18), "Friday 18 September 2026")
    assert requests.found(answered.reference).due_on == DUE
    assert mails(request, Kind.NEW_DATE) == [date(2026, 9, 18)]
    [change] = promise_changes.changes_of(request)
    assert (change.why, change.was, change.now_on) == (Why.CALENDAR, DUE, date(2026, 9, 18))
    with_days_off(monkeypatch)
    assert recounting.recount(noon) == 1 and requests.found(request.reference).due_on == DUE


def test_other_targets_and_days_that_are_over_move_no_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    with_days_off(monkeypatch, date(2026, 9, 16))
    request = requests.sent(at=SENT)
    with_days_off(monkeypatch, first_answer_days=1)
    assert recounting.recount(at(date(2026, 9, 18), 9)) == 0
    assert requests.found(request.reference).due_on == date(2026, 9, 18), "Thursday is over and was never promised"


def test_a_new_date_that_became_a_day_off_moves_on(monkeypatch: pytest.MonkeyPatch) -> None:
    request = swept(requests.sent(at=SENT), at(DUE, 18))
    with_days_off(monkeypatch, NEXT)
    assert recounting.recount(at(date(2026, 9, 18), 9)) == 1
    assert promise.newest(requests.found(request.reference)) == date(2026, 9, 22)


def test_days_of_waiting_are_counted_beside_the_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    holder, sender = people.make(Role.EHA), people.make()
    request = requests.picked_up(holder, by=sender, at=SENT)
    tuesday, friday = at(date(2026, 9, 15), 10), date(2026, 9, 18)
    progress.take("ask", request, holder, tuesday)
    assert promise.waited_words(request, friday) == "3 of them waiting for the referrer"
    progress.take("answer", request, sender, at(friday, 16))
    progress.take("try_family", request, holder, at(date(2026, 9, 21), 10))
    assert (request.waited_days, request.waiting_since) == (3, date(2026, 9, 21))
    assert promise.waited_words(request, date(2026, 9, 22)) == "4 of them waiting for the referrer or the family"
    assert request.due_on == DUE, "the clock never pauses"


def test_the_portal_does_both_by_itself_and_a_part_that_fails_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(now: datetime) -> None:
        raise OperationalError("select", {}, Exception())

    monkeypatch.setattr(sweeping, "PARTS", {"fails": fails} | sweeping.PARTS)
    late, ahead = requests.sent(at=SENT), requests.sent()
    with monkeypatch.context() as by_day:
        by_day.setattr(clock, "now", lambda: at(DUE + timedelta(days=1), 9))
        sweeper.sweep()
    assert mails(late, Kind.HOLDING) != []
    with_days_off(monkeypatch, ahead.due_on)
    said = CliRunner().invoke(cli.portal.commands["recount-promises"])
    assert said.output == "1 promised date moved.\n"
    assert requests.found(ahead.reference).due_on == working_days.after(ahead.due_on, 1)
