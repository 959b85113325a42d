"""The words of each e-mail."""

from datetime import date

import pytest
from uuid_utils.compat import uuid7

from notifications import emails
from notifications.models.messages import Kind, Message
from portal import clock
from tests.mail_server import parsed, text_of
from tests.pages import parse

pytestmark = pytest.mark.usefixtures("schema")


def compose(kind: Kind):
    facts = {"reference": "EH-7K2M-Q4XT", "due_on": date(2026, 9, 17), "code_id": uuid7()}
    now = clock.now()
    message = Message(key="k", kind=kind, to_email="a@school.example", posted_at=now, next_at=now, **facts)
    return parsed(emails.compose(message, None).as_bytes())


@pytest.mark.parametrize("kind", Kind)
def test_text_and_html_say_the_same_words(kind):
    mail = compose(kind)
    html = parse(mail.get_body(("html",)).get_content())
    shown = " ".join(" ".join(html.find("body").itertext()).split())
    parts = [" ".join(part.split()) for part in text_of(mail).strip().split("\n\n")]
    assert all(part in shown for part in parts) and shown.endswith(parts[-1])


@pytest.mark.parametrize("kind", Kind)
def test_each_says_whom_to_ring_and_has_a_plain_subject(kind):
    mail = compose(kind)
    assert "0115 496 0105" in text_of(mail).strip().split("\n\n")[-1]
    assert len(mail["Subject"]) < 60 and mail["Subject"].isascii()


def test_the_promised_date_is_written_out():
    assert "Thursday 17 September 2026" in text_of(compose(Kind.RECEIVED))


def test_a_code_mail_has_no_link_to_click():
    assert "http" not in text_of(compose(Kind.SIGN_IN_CODE))


def test_links_start_with_the_portal_s_own_address():
    assert "http://localhost/r/EH-7K2M-Q4XT/answer" in text_of(compose(Kind.QUESTION_ASKED))
