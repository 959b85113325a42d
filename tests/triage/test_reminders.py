"""A question that waits is asked after, by day, on working days, and never twice."""

from datetime import UTC, date, datetime

import pytest

from notifications.models.messages import Kind, Message
from portal import db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import people, requests
from triage import reminders, replies

pytestmark = pytest.mark.usefixtures("county")
FRIDAY = datetime(2026, 10, 2, 14, 0, tzinfo=UTC)


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 10, day, hour, 0, tzinfo=UTC)


def test_the_referrer_is_reminded_a_working_day_later_and_on_the_day_and_no_more() -> None:
    advisor = people.make(Role.EHA)
    request = requests.picked_up(advisor, at=FRIDAY)
    replies.ask(request, ["Is Friday good?", "Who else helps?"], advisor, FRIDAY, answer_by=date(2026, 10, 7))
    db.commit()
    reminded = []
    for moment in (at(2, 20), at(3), at(5, 5), at(5), at(5, 15), at(6), at(7), at(7, 12), at(8), at(9)):
        before = mails(request.reference)
        reminders.sweep(moment)
        reminders.sweep(moment)
        reminded += [moment.day] * (mails(request.reference) - before)
    assert reminded == [5, 7]  # the weekend and the night leave people alone


def test_nobody_is_reminded_of_what_is_answered_or_decided() -> None:
    advisor = people.make(Role.EHA)
    request = requests.picked_up(advisor, at=FRIDAY)
    replies.ask(request, ["Is Friday good?"], advisor, FRIDAY)
    replies.answer(request, ["Yes"], db.session.get_one(User, request.referrer_id), FRIDAY)
    waiting = requests.picked_up(advisor, at=FRIDAY)
    replies.keep(waiting, ["Not waited for?"], advisor, FRIDAY)
    db.commit()
    reminders.sweep(at(9))
    assert not mails(request.reference) and not mails(waiting.reference)


def mails(reference: str) -> int:
    return db.session.query(Message).filter_by(reference=reference, kind=Kind.QUESTION_REMINDER).count()
