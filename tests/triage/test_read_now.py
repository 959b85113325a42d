"""Sent with watched words: alerted until somebody reads it, and answered before anything else is decided."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from flask import Flask

from notifications.models.messages import Kind, Message
from portal import clock, db
from portal.access import Role
from tests.factories import people, requests
from triage import assignment, read_now, read_now_alerts, step_ups
from triage.models.follow_up import ReadNow
from triage.refusals import NotAllowed

FRIDAY = datetime(2026, 11, 20, 16, 0, tzinfo=clock.LONDON)


def alerted() -> dict[str, int]:
    return dict(Counter(message.to_email for message in db.session.query(Message).filter_by(kind=Kind.READ_NOW)))


def test_it_is_alerted_every_half_hour_then_to_managers_and_each_working_morning_until_it_is_read() -> None:
    duty, manager = people.make(Role.DUTY_EHA), people.make(Role.SERVICE_MANAGER)
    request = requests.sent(read_now=True, at=FRIDAY)
    assert alerted() == {duty.email: 1}
    read_now_alerts.sweep(FRIDAY + timedelta(minutes=29))
    assert alerted() == {duty.email: 1}
    for half_hours in range(1, 12):
        for _ in range(2):  # two sweepers
            read_now_alerts.sweep(FRIDAY + timedelta(minutes=30 * half_hours))
    assert alerted() == {duty.email: 8, manager.email: 4}
    monday = datetime(2026, 11, 23, 8, 29, tzinfo=clock.LONDON)
    read_now_alerts.sweep(monday)
    assert alerted() == {duty.email: 8, manager.email: 4}
    read_now_alerts.sweep(monday + timedelta(minutes=1))
    assert alerted() == {duty.email: 9, manager.email: 5}
    read_now.mark_read(requests.found(request.reference), duty, clock.now())
    db.commit()
    read_now_alerts.sweep(monday + timedelta(days=5))
    assert alerted() == {duty.email: 9, manager.email: 5}


def test_opening_its_page_ends_the_alerts_and_the_page_says_what_must_come_first(app: Flask) -> None:
    advisor, client = people.make(Role.EHA), app.test_client()
    request, other = requests.sent(read_now=True), requests.sent()
    people.sign_in(client, advisor)
    page = client.get(f"/queue/{request.reference}").get_data(as_text=True)
    assert f"/queue/{request.reference}/read-now" in page
    assert f"/queue/{other.reference}/read-now" not in client.get(f"/queue/{other.reference}").get_data(as_text=True)
    (row,) = db.session.query(ReadNow).all()
    assert row.read_by == advisor.id and row.read_at
    assignment.pick_up(requests.found(request.reference), advisor, clock.now())
    db.commit()
    deciding = client.get(f"/queue/{request.reference}/decide/outcome").get_data(as_text=True)
    assert "Before anything else is decided" in deciding and f"/queue/{request.reference}/read-now" in deciding
    refused = client.post(f"/queue/{request.reference}/read-now", data={"why": " "})
    assert refused.status_code == 409 and "Write why a call" in refused.get_data(as_text=True)
    kept = client.post(f"/queue/{request.reference}/read-now", data={"why": "“Hit” is the name of a song here."})
    assert kept.status_code == 302
    after = client.get(kept.location).get_data(as_text=True)
    assert "the name of a song" in after and "Until then nothing else" not in after


def test_nothing_but_a_step_up_is_decided_until_the_mash_was_rung_or_a_reason_is_kept() -> None:
    advisor, now = people.make(Role.EHA), clock.now()
    rung, reasoned, plain = requests.sent(read_now=True), requests.sent(read_now=True), requests.sent()
    for request in (rung, reasoned):
        with pytest.raises(NotAllowed, match="Before anything else"):
            read_now.require_answered(request, "signposted")
        read_now.require_answered(request, "step_up_mash")
    step_ups.ring(rung, advisor, now)
    read_now.answer(reasoned, "A song.", advisor, now)
    for request in (rung, reasoned, plain):
        read_now.require_answered(request, "signposted")
    with pytest.raises(NotAllowed, match="answered this a moment ago"):
        read_now.answer(reasoned, "Another.", advisor, now)
