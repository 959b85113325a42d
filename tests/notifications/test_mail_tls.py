"""Mail over TLS to a real server: its certificate is checked, and one that is not who it should be hears nothing."""

import re
from datetime import UTC, datetime
from functools import cache
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from typing import Any

import pytest
import trustme
from aiosmtpd.smtp import AuthResult, LoginPassword

from notifications import emails, jobs, mail
from notifications.models.messages import Message, MessageState
from portal import db, settings
from tests.factories.letters import outcome_message
from tests.mail_server import serving
from tests.worker import empty_queue

PASSWORD = "s3cret: of the mail server"


@cache
def authority() -> trustme.CA:
    return trustme.CA()


def context_of(name: str = "127.0.0.1", **facts: Any) -> SSLContext:
    context = SSLContext(PROTOCOL_TLS_SERVER)
    authority().issue_cert(name, **facts).configure_cert(context)
    return context


@pytest.fixture(autouse=True)
def trusting(schema, monkeypatch, tmp_path):
    """The machine trusts our authority, as it trusts a council's."""
    authority().cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


def right(server: Any, session: Any, envelope: Any, mechanism: str, data: LoginPassword) -> AuthResult:
    return AuthResult(success=data.login == b"portal" and data.password == PASSWORD.encode(), handled=False)


def delivered(message: Message) -> Message:
    jobs.deliver(str(message.id))
    return db.session.get_one(Message, message.id, populate_existing=True)


STARTTLS = "smtp+starttls://127.0.0.1:{port}"
SIGNED_IN = "smtp+starttls://portal:s3cret%3A%20of%20the%20mail%20server@127.0.0.1:{port}"


def test_a_letter_goes_over_starttls_after_signing_in():
    tls = {"tls_context": context_of(), "require_starttls": True, "authenticator": right, "auth_required": True}
    with serving(SIGNED_IN, **tls) as server:
        assert delivered(outcome_message()).state is MessageState.SENT
    assert len(server.received) == 1


def test_several_letters_go_over_one_implicitly_encrypted_line():
    empty_queue()
    posted = [outcome_message() for _ in range(2)]
    jobs.draw(str(posted[0].letter_id))
    with serving("smtps://127.0.0.1:{port}", ssl_context=context_of()) as server:
        jobs.deliver(str(posted[0].id))
    assert len(server.received) == 2 and len(server.lines) == 1


@pytest.mark.parametrize(
    "context",
    [lambda: context_of("mail.other.example"), lambda: context_of(not_after=datetime(2025, 1, 1, tzinfo=UTC)),
     lambda: _of_a_stranger()],
    ids=["another name", "expired", "unknown authority"],
)  # fmt: skip
@pytest.mark.parametrize("way", ["smtps", "starttls"])
def test_a_wrong_certificate_gets_nothing(context, way):
    how = {"ssl_context": context()} if way == "smtps" else {"tls_context": context()}
    with serving("smtps://127.0.0.1:{port}" if way == "smtps" else SIGNED_IN, **how) as server:
        message = delivered(outcome_message())
    assert (message.state, message.last_error) == (MessageState.WAITING, "SSLCertVerificationError")
    assert server.received == [] and message.unsure == 0


def _of_a_stranger() -> SSLContext:
    context = SSLContext(PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    return context


def test_a_server_whose_starttls_was_taken_away_gets_neither_password_nor_letter():
    with serving(SIGNED_IN, authenticator=right, auth_require_tls=False) as server:
        message = delivered(outcome_message())
    assert (message.state, message.last_error) == (MessageState.WAITING, "SMTPNotSupportedError")
    assert server.received == []


def test_a_wrong_password_is_mended_by_us_and_no_refusal_of_the_letter():
    tls = {"tls_context": context_of(), "authenticator": right, "auth_required": True}
    with serving(SIGNED_IN.replace("s3cret", "wrong"), **tls):
        message = delivered(outcome_message())
    assert (message.state, message.last_error) == (MessageState.WAITING, "sign-in to the mail server 535")


def test_what_a_mail_server_signs_still_holds_when_it_arrives():
    """DKIM signs bytes: each header once, 7-bit lines that nobody has to break, and not one byte changed on the way."""
    with serving("smtps://127.0.0.1:{port}", ssl_context=context_of()) as server:
        message = outcome_message()
        raw = emails.compose(message, b"%PDF-1.7 " + bytes(range(256)) * 40).as_bytes()
        line = mail.smtp_line.opened(settings.current().smtp_url, "localhost")
        line.hand_over("early-help@council.example", "office@school.example", raw)
        line.quit()
    [arrived] = server.received
    assert arrived.rstrip() == raw.rstrip()
    assert arrived.isascii() and max(map(len, arrived.split(b"\r\n"))) <= 998
    names = [field.split(b":")[0].lower() for field in re.split(rb"\r\n(?![ \t])", arrived.split(b"\r\n\r\n")[0])]
    assert len(names) == len(set(names))
