"""The mail catcher and its page."""

import smtplib
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import settings
from portal.app import create_app
from portal.embedded import mail_catcher, mailbox
from portal.embedded.mail_catcher import Running
from portal.settings import SettingMissing, Settings
from tests.pages import PageClient

GIVEN = {"DATABASE_URL": "x", "REDIS_URL": "x", "SMTP_URL": "x", "SECRET_KEY": "x", "MAILBOX_DIR": "/somewhere"}


def email(subject: str, text: str, attachment: bytes = b"") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "early-help@council.example", "head@school.example"
    message.set_content(text)
    if attachment:
        message.add_attachment(attachment, maintype="application", subtype="pdf", filename="letter.pdf")
    return message


@pytest.fixture
def catcher(tmp_path: Path) -> Iterator[Running]:
    running = mail_catcher.start(tmp_path)
    yield running
    running.stop()


@pytest.fixture
def visitor(app: Flask, given_settings: Settings, catcher: Running) -> FlaskClient:
    """A browser of a portal that has the mailbox page."""
    with_mailbox = create_app(replace(given_settings, mailbox_dir=catcher.folder))
    with_mailbox.test_client_class = PageClient
    return with_mailbox.test_client()


def send(catcher: Running, message: EmailMessage) -> mailbox.Mail:
    host, port = catcher.url.removeprefix("smtp://").split(":")
    with smtplib.SMTP(host, int(port)) as server:
        server.send_message(message)
    return mailbox.newest(catcher.folder)[0]


def test_a_mail_is_kept_as_it_was_sent(catcher: Running) -> None:
    kept = send(catcher, email("Zoë’s code", "It is 123456", b"%PDF-1.7\x00\xff"))
    assert (kept.subject, kept.to, kept.text) == ("Zoë’s code", "head@school.example", "It is 123456\n")
    assert kept.attachments[0].content == b"%PDF-1.7\x00\xff"


def test_the_newest_mail_stands_first(visitor: FlaskClient, catcher: Running) -> None:
    send(catcher, email("First", "one"))
    send(catcher, email("Second", "two"))
    page = visitor.get("/mailbox").text
    assert page.index("Second") < page.index("First")
    assert "<table" not in page, "three columns break addresses on a phone"


def test_mails_stand_by_arrival_whatever_day_they_claim(visitor: FlaskClient, catcher: Running) -> None:
    claims = {"First": "Fri, 01 Jan 2100 10:00:00 +0000", "Second": "Thu, 01 Jan 1970 10:00:00 +0000"}
    for subject, claimed in claims.items():
        message = email(subject, "words")
        message["Date"] = claimed
        send(catcher, message)
    page = visitor.get("/mailbox").text
    assert page.index("Second") < page.index("First")
    assert "2100" not in page and "1970" not in page


def test_nothing_in_a_mail_becomes_part_of_the_page(visitor: FlaskClient, catcher: Running) -> None:
    kept = send(catcher, email("<b>bold</b>", "<script>alert(1)</script> {{ 7 * 7 }}"))
    page = visitor.get(f"/mailbox/{kept.id}").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>bold" not in page + visitor.get("/mailbox").text
    assert "{{ 7 * 7 }}" in page


def test_an_attachment_downloads_as_the_same_bytes(visitor: FlaskClient, catcher: Running) -> None:
    kept = send(catcher, email("Letter", "Attached", b"%PDF-1.7\x00\xff"))
    answer = visitor.get(f"/mailbox/{kept.id}/1")
    assert answer.data == b"%PDF-1.7\x00\xff"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert visitor.get(f"/mailbox/{kept.id}/2").status_code == 404


@pytest.mark.parametrize("name", ["nothing", "../secret-key", "..%2fsecret-key", "0" * 36])
def test_only_mails_can_be_asked_for(visitor: FlaskClient, name: str) -> None:
    assert visitor.get(f"/mailbox/{name}").status_code == 404


def test_a_portal_without_the_trial_mailbox_has_no_such_page(client: FlaskClient) -> None:
    assert client.get("/mailbox").status_code == 404


def test_a_portal_on_the_network_refuses_to_show_its_mail() -> None:
    with pytest.raises(SettingMissing, match="MAILBOX_DIR"):
        settings.load({**GIVEN, "PUBLIC_URL": "https://early-help.council.example"})
