"""The fault runs of `make soak` with small numbers."""

from datetime import timedelta

from flask import Flask
from redis import Redis
from sqlalchemy import update

from bench.soak_autosave import web_killed
from bench.soak_findings import broken
from bench.soak_letters import letters_under_faults
from bench.soak_presses import decide_at_once, pick_up_at_once, send_twice
from bench.soak_programs import Web
from notifications import sweeping
from notifications.models.messages import Message, MessageState
from portal import clock, db, settings


def two_minutes_pass() -> None:
    """As if: leases and pauses are over, what RQ kept of killed jobs is gone, and the sweeper comes by."""
    gone = clock.now() - timedelta(seconds=1)
    with db.transaction():
        waiting = update(Message).where(Message.state == MessageState.WAITING)
        db.session.execute(waiting.values(lease_until=None, next_at=gone))
    Redis.from_url(settings.current().redis_url).flushdb()
    sweeping.sweep()


def test_no_acknowledged_word_is_lost_when_the_web_server_is_killed(web: Web, app: Flask) -> None:
    assert broken(web_killed(web, app, kills=1, writers=4)) == []


def test_a_request_sent_twice_at_once_gets_one_reference(web: Web, app: Flask) -> None:
    assert broken(send_twice(web, app, times=3)) == []


def test_of_eight_advisors_at_the_same_instant_one_has_the_request_and_each_another_next(web: Web, app: Flask) -> None:
    assert broken(pick_up_at_once(web, app, times=3)) == []


def test_of_eight_who_decide_at_the_same_instant_one_does_and_the_others_see_it(web: Web, app: Flask) -> None:
    assert broken(decide_at_once(web, app, times=3)) == []


def test_every_outcome_is_mailed_whatever_was_killed_on_the_way(web: Web, app: Flask) -> None:
    assert broken(letters_under_faults(web, app, outcomes=3, faults=1, help_on=two_minutes_pass)) == []
