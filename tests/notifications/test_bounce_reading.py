"""Reports of other servers: believed only about mail of ours, kept once, and shown."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select

from notifications import bounce_reading, queries, return_paths
from notifications.models.messages import MessageState
from notifications.models.reports import ReportKind
from notifications.models.tasks import PostTask, TaskKind
from portal import day_counts, db, settings
from tests.factories import people
from tests.factories.letters import REFERENCE
from tests.notifications.bounce_samples import TO, now_of, read, sample, sent


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


def test_the_referrer_reads_that_our_mail_came_back(client):
    message = sent()
    read(sample("gmail", message))
    reader = people.at(TO)
    assert queries.news(message.id, REFERENCE, reader) == (False, "that mailbox is full")
    assert queries.news(message.id, REFERENCE, people.make()) == (False, "") and queries.failed([REFERENCE])
    [shown] = queries.deliveries_of(REFERENCE)
    assert shown.words.startswith("Came back on") and "that mailbox is full (5.2.2)" in shown.words
