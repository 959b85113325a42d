"""Pictures of a letter's pages are of the very bytes that are stored, and only those bytes go."""

import struct

import pytest
from sqlalchemy import update

from notifications import claims, delivering, drawing, page_pictures, prints, ways
from notifications.models.letters import LetterPrint
from notifications.models.messages import Message, MessageState
from notifications.wordings import Layout
from portal import clock, db
from tests.factories import letters
from tests.mail_server import MailServer

pytestmark = pytest.mark.usefixtures("schema")


def test_each_page_of_the_stored_bytes_is_a_picture_and_no_other() -> None:
    letter = letters.letter(words="We will ring you. " * 250)
    drawing.draw(letter.id, clock.now())
    drawn = prints.of(letter.id, Layout.STANDARD)
    assert drawn and drawn.pages > 1
    pictures = [page_pictures.of(drawn, number) or b"" for number in range(1, drawn.pages + 1)]
    assert len(set(pictures)) == drawn.pages and all(
        struct.unpack(">II", each[16:24]) == (910, 1287) for each in pictures
    )
    assert page_pictures.of(drawn, 0) is page_pictures.of(drawn, drawn.pages + 1) is None
    assert page_pictures.of(drawn, 1) is pictures[0] and max(map(len, pictures)) < 250_000


def test_bytes_that_are_not_those_that_were_drawn_do_not_go(mail_server: MailServer) -> None:
    message = letters.outcome_message()
    assert message.letter_id
    drawing.as_sent(message.letter_id, clock.now())
    db.session.execute(update(LetterPrint).values(pdf=b"%PDF-other"))
    db.commit()
    with ways.opened() as way:
        delivering.deliver(message.id, way)
    message = db.session.get_one(Message, message.id)
    assert message.state is MessageState.FAILED and "not the one that was read" in message.last_error
    assert not mail_server.mails() and claims.due(clock.now(), 10) == []
