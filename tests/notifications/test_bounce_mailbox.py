"""The mailbox that other servers report to: a real IMAP server over TLS, and ones that are odd."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import trustme
from sqlalchemy import select, update
from structlog.testing import capture_logs

from notifications import bounce_mailbox, bounce_reading, jobs, return_paths
from notifications.models.messages import MessageState
from notifications.models.reports import BounceBox, MailReport
from notifications.models.tasks import PostTask
from portal import clock, db, settings
from portal.access import Role
from tests import imap_server
from tests.factories import people
from tests.factories.letters import outcome_message
from tests.notifications.bounce_samples import TO, now_of, sample, sent
from tests.notifications.odd_mail_server import odd_server
from tests.odd_imap_server import OddImap, odd_imap
from tests.pages import text_of


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    where = tmp_path_factory.mktemp("imap")
    with pytest.MonkeyPatch.context() as patched, imap_server.serving(where) as port:
        patched.setenv("SSL_CERT_FILE", str(where / "ca.pem"))
        yield port


@pytest.fixture
def folder(schema: object, port: int) -> Iterator[imap_server.Folder]:
    with imap_server.folder_at(port) as folder:
        yield folder


def test_the_mailbox_is_read_over_tls_filed_and_nothing_is_deleted(folder):
    message, before = sent(), folder.filed()
    folder.put(sample("exchange_online", message), sample("out_of_office", message), b"Subject: hello\r\n\r\nprize")
    bounce_reading.sweep()
    assert now_of(message).state is MessageState.FAILED
    [left] = folder.flags()
    assert "Flagged" in left and folder.filed() - before == 2
    bounce_reading.sweep()
    assert len(folder.flags()) == 1 and len(list(db.session.scalars(select(MailReport)))) == 3


def test_a_reader_that_died_before_filing_keeps_nothing_twice(folder, monkeypatch):
    message, before = sent(), folder.filed()
    folder.put(sample("gmail", message))
    monkeypatch.setattr(bounce_reading.Mailbox, "file", lambda box, number: exit_now())
    with pytest.raises(SystemExit):
        bounce_reading.sweep()
    monkeypatch.undo()
    bounce_reading.sweep()
    assert len(list(db.session.scalars(select(PostTask)))) == 1 and folder.filed() - before == 1


def exit_now() -> None:
    raise SystemExit


def point_to(server: OddImap) -> None:
    settings.use(replace(settings.current(), bounce_imap_url=f"imaps://reader:secret@localhost:{server.port}/INBOX"))


def trusting(authority: trustme.CA, where: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    authority.cert_pem.write_to_path(str(where / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(where / "ca.pem"))
    return authority


def test_where_the_server_moves_nothing_what_was_read_is_marked(schema, tmp_path, monkeypatch):
    message, authority = sent(), trusting(trustme.CA(), tmp_path, monkeypatch)
    with odd_imap(authority, sample("gmail", message)) as server:
        point_to(server)
        bounce_reading.sweep()
    assert now_of(message).state is MessageState.FAILED
    assert server.heard[-2:] == [r"UID STORE 7 +FLAGS (\Seen \Answered)", "LOGOUT"]


@pytest.mark.parametrize("trouble", ["unknown certificate", "stuck", "gone"])
def test_a_mailbox_that_cannot_be_read_is_noted_in_time_and_nothing_of_it_is_said(
    schema, trouble, tmp_path, monkeypatch
):
    monkeypatch.setattr(bounce_mailbox, "_WHOLE_SECONDS", 0.3)
    authority, wrong = trusting(trustme.CA(), tmp_path, monkeypatch), trustme.CA()
    with odd_imap(wrong if trouble == "unknown certificate" else authority, is_stuck=trouble == "stuck") as server:
        point_to(server if trouble != "gone" else replace(server, port=1))
        with capture_logs() as lines:
            bounce_reading.sweep()
    assert [line["event"] for line in lines] == ["bounce mailbox not read"] and "secret" not in str(
        lines + server.heard
    )


def test_a_mail_leaves_with_its_own_sealed_address_for_reports(mail_server):
    settings.use(replace(settings.current(), mail_bounce="bounces+*@council.example"))
    message = outcome_message(TO)
    jobs.deliver(str(message.id))
    assert mail_server.senders == [return_paths.of(message)]
    assert return_paths.message_ids(mail_server.senders[0].upper()) == {message.id}


def test_reports_are_asked_for_without_the_letter_in_them(schema):
    settings.use(replace(settings.current(), bounce_imap_url="imaps://reader@localhost/INBOX"))
    with odd_server({"EHLO": "250-hello\r\n250 DSN"}) as server:
        jobs.deliver(str(outcome_message(TO).id))
    said = " ".join(server.heard).lower()
    assert "ret=hdrs" in said and f"<{TO}> notify=failure,delay,success" in said and len(server.taken) == 1


@pytest.mark.parametrize(
    ("name", "given"),
    [("MAIL_BOUNCE", "*@council.example"), ("MAIL_BOUNCE", "b+*+*@council.example"),
     ("BOUNCE_IMAP_URL", "imap://user@mail.example/INBOX"), ("BOUNCE_IMAP_URL", "https://mail.example")],
)  # fmt: skip
def test_a_setting_that_would_lose_reports_or_show_a_password_stops_the_start(name, given):
    needed = {"DATABASE_URL": "postgresql://x", "REDIS_URL": "redis://x", "PUBLIC_URL": "http://localhost"}
    with pytest.raises(settings.SettingMissing, match=name):
        settings.load(needed | {"SECRET_KEY": "x", "SMTP_URL": "smtp://localhost", name: given})


def test_a_mailbox_away_for_an_hour_is_told_of_until_it_is_read(folder, client):
    people.sign_in(client, people.make(Role.SERVICE_MANAGER))
    bounce_reading.sweep()
    right = settings.current()
    settings.use(replace(right, bounce_imap_url="imaps://reader:secret@localhost:1/INBOX"))
    for minutes, told, status in ((59, ("warning", "not read"), 200), (61, ("error", "not read for too long"), 503)):
        db.session.execute(update(BounceBox).values(read_at=clock.now() - timedelta(minutes=minutes)))
        db.commit()
        assert said() == [(told[0], f"bounce mailbox {told[1]}")]
        assert client.get("/health/mail").status_code == status
    assert "Mail that comes back is not read since" in text_of(client.get("/post-room"))
    settings.use(right)
    assert said() == []
    assert client.get("/health/mail").status_code == 200


def said() -> list[tuple[str, str]]:
    with capture_logs() as lines:
        bounce_reading.sweep()
    return [(line["log_level"], line["event"]) for line in lines]
