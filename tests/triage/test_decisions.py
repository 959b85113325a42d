"""Deciding: the letters as read, once, and never without an action."""

from functools import partial
from uuid import UUID

import pytest

from notifications.models.letters import Letter, LetterKind, LetterState
from notifications.models.messages import Kind, Message
from portal import clock, db
from portal.accounts.models import User
from tests.factories import decisions as written
from tests.factories import people
from tests.factories.threads import at_once
from triage import assignment, contact_ways, counting, decisions, drafting
from triage.models.decisions import Decision
from triage.models.requests import HelpRequest
from triage.outcomes import OUTCOMES, FamilyLetter
from triage.refusals import NotAllowed
from triage.statuses import Status

ENDS = {
    "multi_agency_conversation": Status.MAC_BOOKED,
    "transfer_district": Status.IN_TRIAGE,
    "transfer_council": Status.TRANSFERRED,
    "more_information": Status.AWAITING_INFORMATION,
    "duplicate": Status.LINKED,
    "withdrawn": Status.WITHDRAWN,
}


def outcome_letters(request: HelpRequest) -> list[Letter]:
    rows = db.session.query(Letter).filter(Letter.request_id == request.id, Letter.kind != LetterKind.REQUEST_COPY)
    return list(rows.order_by(Letter.id))


def test_there_are_fifteen_outcomes_and_none_means_nothing_happens() -> None:
    assert len(OUTCOMES) == 15
    assert not any("further" in outcome.name.lower() for outcome in OUTCOMES.values())


@pytest.mark.parametrize("code", OUTCOMES)
def test_every_outcome_can_be_decided_and_is_told(code: str) -> None:
    request = written.decided(code)
    outcome = OUTCOMES[code]
    assert request.status is ENDS.get(code, Status.CHECKING_BACK)
    assert (request.outcome_sent_at is not None) is outcome.is_final
    assert request.first_answer_at is not None
    letters = outcome_letters(request)
    assert len(letters) == (1 if outcome.family_letter is FamilyLetter.NO else 2)
    assert {letter.state for letter in letters} == {LetterState.SEALED}
    assert db.session.query(Message).filter_by(kind=Kind.OUTCOME).one().reference == request.reference


def test_the_referrers_letter_goes_to_the_address_of_their_account_as_it_was_then() -> None:
    request, advisor = written.written()
    referrer = db.session.get_one(User, request.referrer_id)
    then = referrer.email
    decision = written.send(request, advisor)
    referrer.email = "elsewhere@other.example"
    db.commit()
    message = db.session.query(Message).filter_by(kind=Kind.OUTCOME).one()
    assert (message.to_email, decision.to_email, message.letter_id) == (then, then, decision.referrer_letter_id)


def decide(request_id: UUID, by: User) -> UUID:
    request = db.session.get_one(HelpRequest, request_id)
    return decisions.decide(request, by, clock.now(), read_to_end=True).id


def test_decided_at_the_same_instant_there_is_one_outcome_and_one_letter() -> None:
    request, advisor = written.written()
    decisions.preview(request, advisor, clock.now())
    db.commit()
    request_id = request.id
    db.session.remove()
    results = at_once([partial(decide, request_id, advisor)] * 6)
    assert len([each for each in results if isinstance(each, UUID)]) == 1
    assert all(isinstance(each, UUID | NotAllowed) for each in results), results
    assert db.session.query(Decision).count() == 1
    assert db.session.query(Message).filter_by(kind=Kind.OUTCOME).count() == 1
    assert counting.by_status(["bassetlaw"])[Status.DECIDED] == 1


def test_letters_that_changed_since_they_were_read_are_not_sent() -> None:
    request, advisor = written.written()
    decisions.preview(request, advisor, clock.now())
    written.write(request, advisor, written.pieces(words_referrer="One more thing."))
    with pytest.raises(NotAllowed, match="Read them again"):
        decisions.decide(request, advisor, clock.now(), read_to_end=True)


def test_letters_must_be_read_to_the_end() -> None:
    request, advisor = written.written()
    decisions.preview(request, advisor, clock.now())
    with pytest.raises(NotAllowed, match="read each letter"):
        decisions.decide(request, advisor, clock.now(), read_to_end=False)


def test_only_the_advisor_who_has_it_decides() -> None:
    request, _ = written.written()
    with pytest.raises(NotAllowed):
        decisions.preview(request, people.make(), clock.now())


def test_a_family_told_another_way_gets_no_letter() -> None:
    request = written.decided(family_way=contact_ways.NO_LETTER)
    assert [letter.kind for letter in outcome_letters(request)] == [LetterKind.OUTCOME_REFERRER]


def test_a_conversation_is_followed_by_a_final_outcome() -> None:
    request, advisor = written.written("multi_agency_conversation")
    written.send(request, advisor)
    written.write(request, advisor, written.pieces("family_service"))
    written.send(request, advisor)
    assert [each.outcome for each in decisions.decisions_of(request)] == ["multi_agency_conversation", "family_service"]
    assert request.status is Status.DECIDED


def test_passed_to_another_district_it_waits_there_with_the_same_promise() -> None:
    request, advisor = written.written("transfer_district")
    due = request.due_on
    written.send(request, advisor)
    assert (request.district, request.assignee_id, request.due_on) == ("rushcliffe", None, due)
    assert counting.by_status(["rushcliffe"]) == {Status.IN_TRIAGE: 1}
    assert sum(counting.by_status(["bassetlaw"]).values()) == 0


def test_a_decided_request_is_not_decided_again() -> None:
    request = written.decided()
    advisor = db.session.get_one(User, request.assignee_id)
    with pytest.raises(NotAllowed):
        assignment.require_holder(request, people.make())
    with pytest.raises(NotAllowed, match="decided already"):
        drafting.begin(request, advisor, clock.now())
