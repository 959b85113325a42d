"""Reports of other servers: read from a real IMAP mailbox, believed only about mail of ours, and kept once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
import trustme
from sqlalchemy import select, update
from structlog.testing import capture_logs

from notifications import bounce_mailbox, bounce_reading, jobs, queries, return_paths
from notifications.models.messages import Message, MessageState
from notifications.models.reports import MailReport, ReportKind
from notifications.models.tasks import PostTask, TaskKind
from portal import clock, day_counts, db, settings
from tests import imap_server
from tests.factories import people
from tests.factories.letters import REFERENCE, outcome_message
from tests.notifications.odd_mail_server import odd_server
from tests.odd_imap_server import OddImap, odd_imap

SAMPLES = Path(__file__).parent.parent / "data" / "bounces"
TO = "office@school.example"


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


def sent(**facts: object) -> Message:
    """An outcome mail that a server has taken."""
    message = outcome_message(TO, **facts)
    with db.transaction():
        gone = {"state": MessageState.SENT, "sent_at": clock.now()}
        db.session.execute(update(Message).where(Message.id == message.id).values(**gone))
    return message


def sample(name: str, message: Message, to: str = TO, back: str = "") -> bytes:
    """A report as that kind of server writes it, about `message`."""
    text = (SAMPLES / f"{name}.eml").read_text()
    said = {"@TO@": to, "@BACK@": back or return_paths.of(message), "@ID@": str(message.id)}
    for mark, words in said.items():
        text = text.replace(mark, words)
    return text.replace("\n", "\r\n").encode()


def read(raw: bytes) -> ReportKind:
    with db.transaction():
        return bounce_reading.take(raw, clock.now())


def now_of(message: Message) -> Message:
    return db.session.get_one(Message, message.id, populate_existing=True)


@pytest.mark.parametrize(
    ("name", "code"),
    [("postfix_failed", "5.1.1"), ("postfix_too_late", "4.4.7"), ("exchange_online", "5.1.10"), ("gmail", "5.2.2"),
     ("qmail", "5.1.1")],
)  # fmt: skip
def test_what_came_back_for_good_is_a_task_whatever_server_says_so(schema, name, code):
    message = sent()
    assert read(sample(name, message)) is ReportKind.FAILED
    row = now_of(message)
    assert (row.state, row.bounce_code) == (MessageState.FAILED, code) and row.bounced_at
    [task] = db.session.scalars(select(PostTask))
    assert (task.kind, task.reason, task.district) == (TaskKind.BOUNCED, code, "bassetlaw")


def test_a_report_is_kept_once_and_counted_once(schema):
    message = sent()
    for _ in range(2):
        read(sample("gmail", message))
    assert len(list(db.session.scalars(select(PostTask)))) == 1
    [count] = db.session.scalars(select(day_counts.DayCount).filter_by(what=bounce_reading.COUNTED))
    assert (count.key, count.count) == ("failed", 1)


def test_late_and_arrived_are_shown_and_nobody_is_asked_to_do_anything(schema):
    message = sent()
    assert read(sample("postfix_delayed", message)) is ReportKind.DELAYED
    [shown] = queries.deliveries_of(REFERENCE)
    assert "has not taken it yet" in shown.words and not shown.has_failed
    assert read(sample("postfix_delivered", message)) is ReportKind.DELIVERED
    [shown] = queries.deliveries_of(REFERENCE)
    assert shown.words.startswith("Arrived on") and not list(db.session.scalars(select(PostTask)))


def test_an_automatic_reply_is_only_counted(schema):
    message = sent()
    assert read(sample("out_of_office", message)) is ReportKind.AUTO_REPLY
    assert now_of(message).state is MessageState.SENT and now_of(message).bounced_at is None


def test_a_report_about_another_address_or_no_mail_of_ours_changes_nothing(schema):
    message = sent()
    made_up = sample("postfix_failed", message).replace(str(message.id).encode(), str(uuid4()).encode())
    assert read(sample("gmail", message, to="somebody@else.example")) is ReportKind.ODD
    assert read(made_up) is ReportKind.ODD
    assert now_of(message).state is MessageState.SENT and not list(db.session.scalars(select(PostTask)))


def test_where_the_address_names_the_mail_a_report_without_its_seal_is_not_believed(schema):
    settings.use(replace(settings.current(), mail_bounce="bounces+*@council.example"))
    message, other = sent(), sent()
    forged = return_paths.of(message)[: -len("234567@council.example")] + "aaaaaa@council.example"
    for back in ("bounces@council.example", forged, return_paths.of(other)):
        assert read(sample("postfix_failed", message, back=back)) is ReportKind.ODD
    assert read(sample("postfix_failed", message, back=return_paths.of(message).upper())) is ReportKind.FAILED


@pytest.mark.parametrize(
    "raw",
    [b"", b"\x00\xff" * 50_000, b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n" * 20_000,
     b"Content-Type: message/rfc822\r\n\r\n" * 3_000, b"Content-Type: text/plain; charset=none-such\r\n\r\n\xe9",
     b"Content-Type: message/delivery-status\r\n\r\nStatus: 5.1.1\r\n", b"Subject: hello\r\n\r\nwin a prize"],
)  # fmt: skip
def test_what_is_no_report_is_left_for_a_person(schema, raw):
    assert read(raw) is ReportKind.ODD


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


def test_the_referrer_reads_that_our_mail_came_back(client):
    message = sent()
    read(sample("gmail", message))
    reader = people.at(TO)
    assert queries.came_back(REFERENCE, reader) == "that mailbox is full"
    assert queries.came_back(REFERENCE, people.make()) == "" and queries.failed([REFERENCE]) == {REFERENCE}
    [shown] = queries.deliveries_of(REFERENCE)
    assert shown.words.startswith("Came back on") and "that mailbox is full (5.2.2)" in shown.words
