"""Questions to the referrer, replies, notes and taking a request back."""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from notifications.models.messages import Kind, Message
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import decisions, people, requests
from tests.factories.threads import at_once
from triage import assignment, notes, replies, tags, timeline
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import Status


def kinds_to(person: User) -> list[Kind]:
    return [message.kind for message in db.session.query(Message).filter_by(to_email=person.email)]


def asked() -> tuple[HelpRequest, User, User]:
    advisor, referrer = people.make(Role.EHA, name="Sian Price"), people.make()
    request = requests.picked_up(advisor, by=referrer)
    replies.ask(request, ["Which days is Dad at home?", " ", "Who is the GP?"], advisor, clock.now())
    return request, advisor, referrer


def test_a_question_goes_to_the_referrer_and_the_promised_date_stays() -> None:
    request, _, referrer = asked()
    assert request.status is Status.AWAITING_INFORMATION
    assert [each.text for each in replies.unanswered(request)] == ["Which days is Dad at home?", "Who is the GP?"]
    assert Kind.QUESTION_ASKED in kinds_to(referrer)
    assert request.due_on == requests.found(request.reference).due_on


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 10, 1), "must be today or later"),
        (date(2026, 10, 3), "is a Saturday.*the next is Monday 5 October"),
        (date(2026, 10, 19), "must be Friday 16 October 2026 or earlier"),
    ],
)
def test_an_answer_is_wanted_by_a_day_on_which_it_can_come(day: date, why: str) -> None:
    friday = datetime(2026, 10, 2, 9, 0, tzinfo=UTC)
    advisor = people.make(Role.EHA)
    request = requests.picked_up(advisor, at=friday)
    with pytest.raises(NotAllowed, match=why):
        replies.ask(request, ["Is Friday good?"], advisor, friday, answer_by=day)


def test_the_reply_goes_to_the_advisor_and_triage_goes_on() -> None:
    request, advisor, referrer = asked()
    replies.answer(request, ["Mondays", "Riverside"], referrer, clock.now())
    assert request.status is Status.IN_TRIAGE
    assert replies.unanswered(request) == []
    assert kinds_to(advisor) == [Kind.REPLY_RECEIVED]


def test_a_request_says_that_its_referrer_answered_until_somebody_acts() -> None:
    request, advisor, referrer = asked()
    before = list(request.tags)
    assert tags.ANSWERED not in before
    replies.answer(request, ["Mondays", "Riverside"], referrer, clock.now())
    assert request.tags == [tags.ANSWERED, *before]
    replies.ask(request, ["And Fridays?"], advisor, clock.now())
    assert request.tags == before
    replies.answer(request, ["At home"], referrer, clock.now())
    decisions.write(request, advisor, decisions.pieces())
    decisions.send(request, advisor)
    assert request.tags == before


@pytest.mark.parametrize("texts", [[], ["Mondays"], ["Mondays", "  "], ["Mondays", "x" * 1001]])
def test_every_question_needs_its_answer(texts: list[str]) -> None:
    request, _, referrer = asked()
    with pytest.raises(NotAllowed):
        replies.answer(request, texts, referrer, clock.now())
    assert len(replies.unanswered(request)) == 2


@pytest.mark.parametrize("questions", [[], ["", " "], ["a", "b", "c", "d"], ["x" * 1001]])
def test_one_to_three_short_questions_can_be_asked(questions: list[str]) -> None:
    advisor = people.make(Role.EHA)
    request = requests.picked_up(advisor)
    with pytest.raises(NotAllowed):
        replies.ask(request, questions, advisor, clock.now())


def test_a_referrers_note_is_seen_by_both_an_advisors_by_the_council_only() -> None:
    advisor, referrer = people.make(Role.EHA), people.make()
    request = requests.sent(by=referrer)
    notes.add(request, "He has moved class", referrer, clock.now())
    notes.add(request, "Rang at 10", advisor, clock.now())
    assert [note.text for note in notes.notes_for(request, advisor)] == ["He has moved class", "Rang at 10"]
    assert [note.text for note in notes.notes_for(request, referrer)] == ["He has moved class"]
    assert "Rang at 10" not in [each.text for each in timeline.events(request, referrer)]


def test_a_referrer_takes_a_request_back_before_a_decision() -> None:
    referrer = people.make()
    request = requests.sent(by=referrer)
    with pytest.raises(NotAllowed, match="why"):
        notes.withdraw(request, " ", referrer, clock.now())
    notes.withdraw(request, "They changed their mind. He is safe.", referrer, clock.now())
    assert request.status is Status.WITHDRAWN
    with pytest.raises(NotAllowed):
        assignment.pick_up(request, people.make(Role.EHA), clock.now())


def test_the_timeline_tells_it_in_order_with_names() -> None:
    request, advisor, referrer = asked()
    replies.answer(request, ["Mondays", "Riverside"], referrer, clock.now())
    told = [(each.title, each.by) for each in timeline.events(request, advisor)]
    assert told[0] == ("Request sent", referrer.name)
    assert told[1] == ("Triage started", "Sian Price")
    assert told[-1] == ("Answer from the referrer", referrer.name)
    to_them = [each.title for each in timeline.events(request, referrer)]
    assert to_them[1:3] == ["An Early Help Advisor began to read it", "Question to you"]


def test_answered_twice_at_the_same_instant_the_first_reply_stays() -> None:
    request, _, referrer = asked()
    db.commit()
    reference = request.reference
    db.session.remove()

    def reply(text: str) -> str:
        replies.answer(requests.found(reference), [text, text], referrer, clock.now())
        return text

    results = at_once([partial(reply, "Mondays"), partial(reply, "Tuesdays")])
    kept = {question.answer for question in replies.asked(requests.found(reference))}
    assert kept == {next(each for each in results if isinstance(each, str))}
    assert [type(each) for each in results if not isinstance(each, str)] == [NotAllowed]
