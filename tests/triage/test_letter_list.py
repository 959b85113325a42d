"""The referrer's letters page: all that was written to them, what they have not opened, and what they say they read."""

import pytest
from sqlalchemy import select

from notifications import letters, readings
from notifications.models.letters import Letter, LetterKind
from notifications.models.messages import Kind, Message, MessageState
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import decisions, people, places, requests, sharing, statements
from tests.factories.letters import wording
from tests.pages import text_of
from triage import letter_list
from triage.models.requests import HelpRequest


@pytest.fixture
def sender(schema) -> User:
    places.gazetteer()
    return sharing.person("Tom Hale")


def decided(sender: User) -> HelpRequest:
    """A request of theirs whose outcome letter was sent."""
    advisor = people.make(Role.EHA)
    request = requests.picked_up(advisor, by=sender)
    decisions.write(request, advisor, decisions.pieces())
    decisions.send(request, advisor)
    return decisions.told(request)


def outcome(request: HelpRequest) -> Letter:
    kind = LetterKind.OUTCOME_REFERRER
    return db.session.scalars(select(Letter).filter_by(request_id=request.id, kind=kind)).one()


def listed(reader: User, **given):
    return letter_list.arrived(reader, today=clock.today(), **given)


def test_letters_copies_and_receipts_are_listed_newest_first(client, sender):
    request = decided(sender)
    db.session.query(Message).filter_by(kind=Kind.RECEIVED).update({"state": MessageState.SENT})
    db.commit()
    rows = listed(sender).rows
    assert [row.name for row in rows if row.is_letter] == ["Outcome letter", "Copy of your request"]
    assert [request.reference in row.text for row in rows if not row.is_letter] == [True]
    assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)
    people.sign_in(client, sender)
    page = client.get("/letters")
    endings = ("", ".pdf", "/large-print.pdf", ".txt", "/aloud")
    assert all(f'href="/letters/{outcome(request).id}{ending}"' in page.text for ending in endings)
    assert "Not opened yet" in text_of(page) and f"/r/{request.reference}/look-again" in page.text


def test_what_they_opened_is_no_longer_new_and_they_say_once_that_they_read_it(client, sender):
    letter = outcome(decided(sender))
    people.sign_in(client, sender)
    assert "I have read this" in text_of(client.get(f"/letters/{letter.id}"))
    row = next(row for row in listed(sender).rows if row.id == letter.id)
    assert not row.is_new and row.may_say_read
    for _ in range(2):
        assert "Thank you" in text_of(client.post(f"/letters/{letter.id}/read", follow_redirects=True))
    row = next(row for row in listed(sender).rows if row.id == letter.id)
    assert row.said_read_at and not row.may_say_read
    assert "You told us that you read" in text_of(client.get(f"/letters/{letter.id}"))


def test_nobody_else_lists_it_or_says_that_it_was_read(client, sender):
    letter = outcome(decided(sender))
    stranger = sharing.person("Somebody Else")
    people.sign_in(client, stranger)
    assert client.post(f"/letters/{letter.id}/read").status_code == 404
    assert listed(stranger).rows == () and not readings.is_read(letter)
    people.sign_in(client, people.make(Role.EHA))
    assert (client.get("/letters").status_code, client.post(f"/letters/{letter.id}/read").status_code) == (403, 403)


def test_the_organisation_s_lead_lists_a_colleague_s_while_they_are_away(sender):
    request, lead = decided(sender), sharing.person("Lee Lead", Role.ORG_LEAD)
    assert listed(lead).rows == ()
    people.away(sender)
    row = next(row for row in listed(lead).rows if row.is_letter and "Outcome" in row.name)
    assert (row.reference, row.author) == (request.reference, "Tom Hale")


def test_a_corrected_letter_stands_beside_the_one_it_replaces(client, sender):
    request = decided(sender)
    old, now = outcome(request), clock.now()
    words = wording(request_reference=request.reference)
    new = letters.write(words, request_id=request.id, for_person=sender.id, now=now)
    new.replaces_id = old.id
    letters.seal(new, now)
    db.commit()
    rows = {row.id: row for row in listed(sender).rows}
    assert rows[old.id].replaced_by == new.id and rows[new.id].replaces == old.id
    assert rows[new.id].may_look_again and not rows[old.id].may_look_again
    people.sign_in(client, sender)
    assert "We corrected this letter" in text_of(client.get("/letters"))
    assert text_of(client.get(f"/r/{request.reference}")).count("A newer letter replaces it") == 1


def test_the_pages_go_by_key_and_cost_the_same(client, sender):
    made = [decided(sender) for _ in range(3)]
    people.sign_in(client, sender)
    client.get("/letters")
    with statements.sent() as one_page:
        client.get("/letters")
    seen, after = [], None
    while True:
        page = listed(sender, after=after, limit=2)
        seen += [row.id for row in page.rows]
        if (after := page.next_key) is None:
            break
    assert len(seen) == len(set(seen)) >= 2 * len(made) and len(one_page) <= 6
    assert client.get("/letters?after=odd").status_code == 200
