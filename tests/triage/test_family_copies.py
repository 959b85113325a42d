"""The family's copy of its letter: by a safe way only, kept when they have it; by e-mail a link that a code opens."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from notifications import access_codes, drawing, emails, jobs, last_look, post_acts
from notifications.models.family import AccessCode, FamilyCopy
from notifications.models.letters import Letter, LetterKind
from notifications.models.messages import Kind, Message, MessageState
from portal import audit, clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import decisions as deciding
from tests.factories import people, requests
from tests.mail_server import MailServer, mail_server, parsed
from tests.mail_server import text_of as mail_text
from tests.pages import text_of
from triage import family_copies, private
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed

__all__ = ["mail_server"]  # a fixture
ADDRESS = "home@family.example"


def told(*ways: str) -> tuple[HelpRequest, User]:
    """A decided request of a family that ticked these ways."""
    advisor = people.make(Role.EHA, name="Maria Okafor")
    request = requests.picked_up(advisor, contact_ways=[*ways], contact_email=ADDRESS)
    deciding.write(request, advisor, deciding.pieces())
    deciding.send(request, advisor)
    return requests.found(request.reference), advisor


def mailed(request: HelpRequest, by: User) -> tuple[str, str, Message]:
    """The link's path, its code, and the mail."""
    row = family_copies.send_link(requests.found(request.reference), by, clock.now())
    db.commit()
    message = db.session.query(Message).filter_by(kind=Kind.FAMILY_LETTER, about_id=row.id).one()
    found = re.search(r"/family-letter/\S+", mail_text(parsed(emails.compose(message, None).as_bytes())))
    assert found
    return found[0], access_codes.digits(row), message


def test_the_letter_is_looked_through_before_its_link_goes(
    mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_look, "_ask", [private.of_request])
    _, _, first = mailed(*told("email"))
    leaking, advisor = told("email")
    _, _, second = mailed(leaking, advisor)
    letter = db.session.get_one(Letter, second.letter_id)
    letter.content = letter.content | {"council": "Ring 07700 900141"}
    drawing.draw(letter.id, clock.now())
    db.session.execute(update(Letter).where(Letter.id == letter.id).values(content=letter.content | {"council": "Us"}))
    db.commit()
    for message in (first, second):
        jobs.deliver(str(message.id))
    states = [db.session.get_one(Message, each.id, populate_existing=True) for each in (first, second)]
    assert [(each.state, each.attached) for each in states] == [
        (MessageState.SENT, False),
        (MessageState.FAILED, False),
    ]
    assert len(mail_server.received) == 1 and "a phone number" in states[1].last_error


def test_a_letter_handed_over_is_kept_and_no_longer_asked_for(client: FlaskClient) -> None:
    request, advisor = told("phone_call")
    people.sign_in(client, advisor)
    address = f"/queue/{request.reference}/family-copy"
    assert "Does the family have its letter?" in text_of(client.get(f"/queue/{request.reference}"))
    page = client.get(address)
    assert "Read out on the phone" in text_of(page) and "Posted to their home" not in text_of(page)
    assert "Email the link" not in text_of(page) and "Letter to their home" in text_of(page)  # greyed, not to choose
    unsafe = client.post(address, data={"way": "letter_to_home"})
    assert unsafe.status_code == 409 and "Only ways they said are safe" in text_of(unsafe)
    for _ in range(2):
        assert client.post(address, data={"way": "handed_over", "words": "At school"}).status_code == 302
    assert [row.way for row in db.session.query(FamilyCopy)] == ["handed_over"]
    assert "Handed over in person" in text_of(client.get(address))
    assert "Does the family have its letter?" not in text_of(client.get(f"/queue/{request.reference}"))
    again = requests.found(request.reference)
    with pytest.raises(NotAllowed, match="not before the letter"):
        family_copies.record(again, "read_out", "2020-01-01", "", advisor, clock.now())


def test_no_link_is_mailed_unless_email_was_ticked() -> None:
    request, advisor = told("phone_call")
    with pytest.raises(NotAllowed, match="email is safe"):
        family_copies.send_link(request, advisor, clock.now())
    db.rollback()
    assert not db.session.query(Message).filter_by(kind=Kind.FAMILY_LETTER).count()


def test_a_link_is_a_way_they_got_it_only_once_there_was_one() -> None:
    request, advisor = told("phone_call", "email")
    assert "email" not in dict(family_copies.ways(request))
    mailed(request, advisor)
    assert "email" in dict(family_copies.ways(request))


def test_the_mail_says_nothing_and_its_code_opens_every_form(client: FlaskClient) -> None:
    request, advisor = told("phone_call", "email")
    path, code, message = mailed(request, advisor)
    mail = parsed(emails.compose(message, None).as_bytes())
    assert (message.to_email, mail["Subject"]) == (ADDRESS, "A letter for you")
    assert not re.search(r"early help|request|EH-|Alfie|famil(?!y-letter)", mail_text(mail) + str(mail["From"]), re.I)
    page = client.post(path, data={"code": f" {code} "})
    letter = family_copies.letter_of(request)
    assert letter and page.status_code == 200 and "A worker from" in text_of(page) and code not in mail_text(mail)
    assert "A worker from" in client.post(path, data={"code": code, "form": "text"}).text
    assert "A worker from" in text_of(client.post(path, data={"code": code, "form": "aloud"}))
    deciding.draw(letter)
    assert client.post(path, data={"code": code, "form": "pdf"}).data.startswith(b"%PDF")
    assert db.session.query(audit.AuditEvent).filter_by(act="family_letter.opened", subject=str(letter.id)).count() == 4
    kept = family_copies.of(request, clock.now())
    assert kept and kept.opened_at
    people.sign_in(client, advisor)
    assert code in text_of(client.get(f"/queue/{request.reference}/family-copy"))


def refused(answer: TestResponse, path: str) -> str:
    """What is said, the link's own address left out."""
    assert answer.status_code == 400
    return re.sub(r'name="csrf_token" value="[^"]*"|nonce="[^"]*"|nonce-[^\']*', "", answer.text.replace(path, ""))


def test_unknown_wrong_old_revoked_and_spent_are_one_answer(client: FlaskClient) -> None:
    request, advisor = told("email")
    path, code, _ = mailed(request, advisor)
    wrong = "0000 0000" if code != "0000 0000" else "1111 1111"
    said = {refused(client.post("/family-letter/unknown", data={"code": code}), "/family-letter/unknown")}
    said |= {refused(client.post(path, data={"code": wrong}), path) for _ in range(access_codes.TRIES)}
    said.add(refused(client.post(path, data={"code": code}), path))  # right, after five wrong ones
    other, newer, _ = mailed(request, advisor)
    said.add(refused(client.post(path, data={"code": code}), path))  # another took its place
    assert client.post(other, data={"code": newer}).status_code == 200
    db.session.query(AccessCode).update({"ends_at": clock.now() - timedelta(seconds=1)})
    db.commit()
    said.add(refused(client.post(other, data={"code": newer}), other))
    assert len(said) == 1
    shown = {client.get(each).text.replace(each, "") for each in (path, other, "/family-letter/unknown")}
    assert len({re.sub(r'value="[^"]*"', "", re.sub(r'nonce="[^"]*"', "", text)) for text in shown}) == 1


def test_programs_that_follow_or_press_open_nothing_and_spend_no_try(client: FlaskClient) -> None:
    request, advisor = told("email")
    path, code, _ = mailed(request, advisor)
    for _ in range(8):
        assert client.get(path).status_code == client.head(path).status_code == 200
        assert client.post(path).status_code == client.post(path, data={"code": "abc"}).status_code == 400
    answer = client.get(path)
    assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    assert "Early help" not in answer.text and "Alfie" not in answer.text
    assert client.post(path, data={"code": code}).status_code == 200


def test_an_advisor_closes_a_link(client: FlaskClient) -> None:
    request, advisor = told("email")
    path, code, _ = mailed(request, advisor)
    people.sign_in(client, advisor)
    assert client.post(f"/queue/{request.reference}/family-copy/close").status_code == 302
    assert client.post(path, data={"code": code}).status_code == 400
    assert client.post(f"/queue/{request.reference}/family-copy/link").status_code == 302
    assert db.session.query(Letter).filter_by(kind=LetterKind.OUTCOME_FAMILY).count() == 1


def test_guesses_from_one_address_are_slowed_down(client: FlaskClient) -> None:
    codes = [client.post("/family-letter/none", data={"code": "12345678"}).status_code for _ in range(22)]
    assert codes[0] == 400 and codes[-1] == 429


def test_a_family_s_link_is_sent_again_from_its_request_only() -> None:
    people.at(ADDRESS)  # somebody of the family has an account of their own
    request, advisor = told("email")
    *_, message = mailed(request, advisor)
    found = post_acts.opened(message.id)
    assert found and found.addressees == ()
