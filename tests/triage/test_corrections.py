"""Letters that have gone are corrected openly: the same outcome, a new letter in the place of the old one, once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from notifications import claims
from notifications import queries as letters
from notifications.models.letters import Letter, LetterKind
from notifications.models.messages import Kind, Message
from notifications.sheets import text
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import decisions as deciding
from tests.factories import people, requests
from tests.factories.threads import at_once
from tests.pages import text_of
from triage import actions, corrections, decisions, drafting, letter_measures, replacing, telling
from triage.models.requests import HelpRequest
from triage.read_marks import Seen
from triage.refusals import NotAllowed
from triage.statuses import Status


@pytest.fixture
def sent() -> Iterator[tuple[HelpRequest, User]]:
    """A decided request of a referrer, and the advisor who decided it."""
    request = deciding.decided(reasons=("You asked for help with slep first.",))
    yield request, db.session.get_one(User, request.assignee_id)


def mend(request: HelpRequest, by: User, **changes: Any) -> None:
    """Begin a correction and change these pieces."""
    corrections.begin(request, "A word is spelled wrong", by, clock.now())
    draft = drafting.find(request)
    assert draft
    changed = replace(drafting.pieces_of(draft), **changes)
    drafting.save(draft, changed, base=draft.version, by=by, now=clock.now())
    decisions.preview(request, by, clock.now())
    db.commit()


def send(reference: str, by_id: object) -> None:
    request, by = requests.found(reference), db.session.get_one(User, by_id)
    draft = drafting.find(request)
    seen = Seen(version=draft.version if draft else 0)
    corrections.send(request, by, clock.now(), read_to_end=True, seen=seen)
    db.commit()


def of_kind(request: HelpRequest, kind: LetterKind) -> list[Letter]:
    return db.session.query(Letter).filter_by(request_id=request.id, kind=kind).order_by(Letter.written_at).all()


def version_of(reference: str) -> int:
    draft = drafting.find(requests.found(reference))
    assert draft
    return draft.version


def test_a_corrected_letter_says_whose_place_it_takes_and_both_are_kept(
    client: FlaskClient, sent: tuple[HelpRequest, User]
) -> None:
    request, advisor = sent
    people.sign_in(client, advisor)
    start, reference = f"/queue/{request.reference}", request.reference
    assert "Correct a letter" in text_of(client.get(start))
    assert "Say what is wrong" in text_of(client.post(f"{start}/correct"))
    assert client.post(f"{start}/correct", data={"why": "Sleep is spelled wrong"}).location == f"{start}/decide/words"
    words = client.get(f"{start}/decide/words")
    assert "help with slep" in words.text and "Sleep is spelled wrong" in text_of(words)
    assert client.get(f"{start}/decide/outcome").location == f"{start}/decide/details"
    made = client.post(f"{start}/decide/letters")
    assert "Nothing is different from the letters" in text_of(client.get(made.location))
    typed = {"reasons": "You asked for help with sleep first.", "actions-0-words_referrer": "We will ring the family."}
    client.post(f"{start}/decide/words", data=typed | {"base": version_of(reference)})
    client.post(f"{start}/decide/letters")
    ticks = deciding.marks(requests.found(reference))
    page = text_of(client.get(f"{start}/decide/read"))
    assert len(ticks) == 2 and page.count("This letter replaces our letter of") == 2
    db.session.remove()
    base = version_of(reference)
    assert client.post(f"{start}/decide/send", data={"read": ticks[:1], "base": base}).status_code == 409
    assert client.post(f"{start}/decide/send", data={"read": ticks, "base": base}).location == start
    after = text_of(client.get(start))
    assert "Letters corrected" in after and "Sleep is spelled wrong" in after and "Replaced: Letter to the" in after
    check_both(client, requests.found(reference))


def check_both(client: FlaskClient, request: HelpRequest) -> None:
    """The old letter as it was, with a link to the new one; one mail tells the referrer."""
    old, new = of_kind(request, LetterKind.OUTCOME_REFERRER)
    assert new.replaces_id == old.id and "slep" in old.content["body"] and "slep" not in new.content["body"]
    mails = db.session.query(Message).filter_by(kind=Kind.CORRECTED, reference=request.reference)
    assert [mail.letter_id for mail in mails] == [new.id]
    referrer = db.session.get_one(User, request.referrer_id)
    assert db.session.scalars(letters.unread(referrer)).all() == [request.id]
    people.sign_in(client, referrer)
    assert f"/letters/{new.id}" in client.get(f"/letters/{old.id}").text
    client.get(f"/letters/{new.id}")
    db.session.remove()
    assert not letters.news(request.id, request.reference, db.session.get_one(User, referrer.id))[0]


def test_a_letter_whose_words_stay_is_not_sent_again(sent: tuple[HelpRequest, User]) -> None:
    request, advisor = sent
    mend(request, advisor, words_family="We will bring a timetable.")
    send(request.reference, advisor.id)
    request = requests.found(request.reference)
    assert len(of_kind(request, LetterKind.OUTCOME_REFERRER)) == 1
    new = of_kind(request, LetterKind.OUTCOME_FAMILY)[-1]
    assert any("replaces our letter" in line for line in text(new.content["body"]))
    assert not db.session.query(Message).filter_by(kind=Kind.CORRECTED, reference=request.reference).count()
    assert len(decisions.decisions_of(request)) == 1


def test_a_corrected_letter_that_arrives_where_the_first_did_not_tells_the_referrer_and_is_counted() -> None:
    request, advisor = deciding.written()
    deciding.send(request, advisor)
    (first,) = db.session.query(Message).filter_by(kind=Kind.OUTCOME)
    claims.mark_failed(first, clock.now(), "recipient 550", "550")
    mend(request, advisor, words_referrer="Thank you.")
    send(request.reference, advisor.id)
    telling.sweep(clock.now())
    assert requests.found(request.reference).status is Status.DECIDED
    gone_at = clock.now() + timedelta(minutes=3)
    (second,) = db.session.query(Message).filter_by(kind=Kind.CORRECTED)
    claims.mark_sent(second.id, gone_at, attached=False)
    db.commit()
    telling.delivered([second.id], gone_at)
    assert requests.found(request.reference).outcome_sent_at == gone_at
    counted = letter_measures.of(clock.today(), clock.today())
    assert (counted.letters, counted.sent) == (1, 1)


def test_a_wrong_day_is_corrected_where_it_is_followed_up_too(sent: tuple[HelpRequest, User]) -> None:
    request, advisor = sent
    later = clock.today() + timedelta(days=12)
    (action,) = deciding.pieces().actions
    mend(request, advisor, actions=(replace(action, by=later.isoformat()),))
    send(request.reference, advisor.id)
    request = requests.found(request.reference)
    assert later in [each.by for each in actions.open_of(request)]
    assert len(actions.open_of(request)) == len(actions.of_request(request)) == 2


def test_of_four_who_send_at_once_one_does(sent: tuple[HelpRequest, User]) -> None:
    request, advisor = sent
    mend(request, advisor, words_referrer="Thank you.")
    reference, by = request.reference, advisor.id
    db.session.remove()
    done = at_once([lambda: send(reference, by)] * 4)
    assert sum(isinstance(each, NotAllowed) for each in done) == 3 and done.count(None) == 1
    assert len(replacing.corrections(requests.found(reference))) == 1
    assert db.session.query(Message).filter_by(kind=Kind.CORRECTED).count() == 1


def test_a_correction_that_is_left_leaves_the_letters_and_a_new_decision_is_not_one(
    client: FlaskClient, sent: tuple[HelpRequest, User]
) -> None:
    request, advisor = sent
    mend(request, advisor, words_referrer="Thank you.")
    people.sign_in(client, advisor)
    assert client.post(f"/queue/{request.reference}/correct/stop").status_code == 302
    request = requests.found(request.reference)
    assert drafting.find(request) is None and len(of_kind(request, LetterKind.OUTCOME_REFERRER)) == 1
    corrections.begin(request, "Again", advisor, clock.now())
    draft = drafting.find(request)
    assert draft and not drafting.pieces_of(draft).words_referrer
    undecided = requests.picked_up(advisor)
    with pytest.raises(NotAllowed, match="No letters have gone"):
        corrections.begin(undecided, "Wrong", advisor, clock.now())


def test_a_correction_waits_for_a_second_look_where_the_rules_ask_for_one() -> None:
    advisor = people.make(Role.EHA)
    request = requests.picked_up(advisor, contact_risk="yes")
    deciding.write(request, advisor, deciding.pieces())
    deciding.send(request, advisor)
    request = requests.found(request.reference)
    mend(request, advisor, words_referrer="Thank you.")
    with pytest.raises(NotAllowed, match="second look"):
        send(request.reference, advisor.id)
    db.rollback()
    request = requests.found(request.reference)
    deciding.look_at(request, db.session.get_one(User, advisor.id), clock.now())
    db.commit()
    send(request.reference, advisor.id)
    assert len(of_kind(request, LetterKind.OUTCOME_REFERRER)) == 2
