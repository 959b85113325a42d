"""The referrer disagrees: somebody else answers, then a service manager, then the policy (DOMAIN.md 2.12)."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from notifications.models.letters import LetterReading
from notifications.models.messages import Kind, Message
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import decisions, people, requests
from tests.pages import text_of
from triage import assignment, deadlines, look_again, notes, promise, queries, taking, timeline
from triage.look_again import Standing
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import Status

pytestmark = pytest.mark.usefixtures("county")
MISSED = "You did not know that Dad has moved out."


def told_outcome() -> tuple[HelpRequest, User, User]:
    """A request whose outcome was told, who decided it and who sent it."""
    request = decisions.decided()
    decider = db.session.get_one(User, request.assignee_id)
    return request, decider, db.session.get_one(User, request.referrer_id)


def decide_again(request: HelpRequest, by: User) -> HelpRequest:
    """`by` takes it and decides."""
    assignment.pick_up(request, by, clock.now())
    decisions.write(request, by, decisions.pieces())
    decisions.send(request, by)
    return requests.found(decisions.told(request).reference)


def standing(request: HelpRequest) -> Standing:
    return look_again.standing(request, look_again.chain(request), clock.today())


def test_somebody_else_answers_within_five_working_days_and_never_who_decided() -> None:
    request, decider, referrer = told_outcome()
    other, now = people.make(Role.EHA), clock.now()
    due = look_again.ask(request, MISSED, referrer, now)
    assert (request.status, request.assignee_id, request.due_on) == (Status.IN_TRIAGE, None, due)
    assert due == deadlines.look_again_answer_by(now) and not promise.is_kept(request)
    assert db.session.query(LetterReading.person_id).all() == [(referrer.id,)]  # so nobody rings to ask whether it came
    mailed = {row.person_id for row in db.session.query(Message).filter_by(kind=Kind.LOOK_AGAIN)}
    assert other.id in mailed and decider.id not in mailed
    assert taking.take_next(decider, now) is None
    with pytest.raises(NotAllowed, match="You decided this request"):
        assignment.pick_up(request, decider, now)
    request = decide_again(request, other)
    (look,) = look_again.chain(request)
    assert look.answered_by == other.name and promise.is_kept(request)
    assert "You asked us to look again" in [each.title for each in timeline.events(request, referrer)]


def test_where_everybody_who_may_answer_is_away_the_service_manager_hears() -> None:
    request, _, referrer = told_outcome()
    manager = people.make(Role.SERVICE_MANAGER)
    people.away(people.make(Role.EHA))
    look_again.ask(request, MISSED, referrer, clock.now())
    assert {row.person_id for row in db.session.query(Message).filter_by(kind=Kind.LOOK_AGAIN)} == {manager.id}


def test_a_second_disagreement_is_for_a_service_manager_and_then_comes_the_policy() -> None:
    request, decider, referrer = told_outcome()
    other, third, manager = people.make(Role.EHA), people.make(Role.EHA), people.make(Role.SERVICE_MANAGER)
    look_again.ask(request, MISSED, referrer, clock.now())
    request = decide_again(request, other)
    look_again.ask(request, "You still do not say who rings Mum.", referrer, clock.now())
    for person in (decider, other, third):
        with pytest.raises(NotAllowed):
            assignment.pick_up(request, person, clock.now())
    request = decide_again(request, manager)
    assert [look.by_manager for look in look_again.chain(request)] == [False, True]
    assert standing(request) is Standing.POLICY
    with pytest.raises(NotAllowed, match="escalation policy"):
        look_again.ask(request, "No", referrer, clock.now())


def test_it_can_be_asked_once_and_for_ten_working_days() -> None:
    request, _, referrer = told_outcome()
    assert standing(request) is Standing.MAY_ASK
    last = look_again.until(request)
    assert last is not None and request.outcome_sent_at is not None
    assert look_again.standing(request, [], last) is Standing.MAY_ASK
    assert look_again.standing(request, [], last + timedelta(days=1)) is Standing.TOO_LATE
    with pytest.raises(NotAllowed, match="Send a new request instead"):
        look_again.ask(request, MISSED, referrer, request.outcome_sent_at + timedelta(days=30))
    assert request.status is not Status.IN_TRIAGE
    look_again.ask(request, MISSED, referrer, clock.now())
    with pytest.raises(NotAllowed, match="already"):
        look_again.ask(request, MISSED, referrer, clock.now())
    assert standing(requests.sent()) is Standing.NOT_YET
    assert queries.referrer_words(request).endswith("looks at it again")


def test_who_decided_reads_why_they_cannot_take_it_and_its_referrer_cannot_take_it_back(client: FlaskClient) -> None:
    request, decider, referrer = told_outcome()
    look_again.ask(request, MISSED, referrer, clock.now())
    db.commit()
    people.sign_in(client, decider)
    page = client.get(f"/queue/{request.reference}")
    assert "a colleague looks at it again" in text_of(page) and "/pick-up" not in page.get_data(as_text=True)
    people.sign_in(client, referrer)
    assert "Take this request back" not in text_of(client.get(f"/r/{request.reference}"))
    with pytest.raises(NotAllowed, match="this cannot be taken back"):
        notes.withdraw(request, "No more", referrer, clock.now())


@pytest.mark.parametrize("ended", [Status.LINKED, Status.TRANSFERRED])
def test_a_request_that_is_answered_elsewhere_says_whom_to_tell_instead(client: FlaskClient, ended: Status) -> None:
    request, _, referrer = told_outcome()
    request.status = ended
    db.commit()
    with pytest.raises(NotAllowed, match="Another request or council answers"):
        look_again.ask(request, MISSED, referrer, clock.now())
    people.sign_in(client, referrer)
    for address in (f"/r/{request.reference}", f"/r/{request.reference}/look-again"):
        page = client.get(address)
        assert "ring us or add a note" in text_of(page) and "<textarea" not in page.get_data(as_text=True)
