"""Mail through GOV.UK Notify: its own client against a stand-in that keeps to the published contract."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import inspect, select, update
from structlog.testing import capture_logs

from notifications import jobs
from notifications.models.messages import Message, MessageState
from notifications.models.tasks import PostTask, TaskKind
from portal import clock, council, db, settings
from portal.council_shape import Notify
from tests.factories.letters import REFERENCE, outcome_message
from tests.notify_stand_in import KEY, LATER, LETTER_TEMPLATE, TEMPLATE, error, file_of, standing_in

TOKEN = "what the callbacks carry"


@pytest.fixture
def notify(schema):
    """A council that sends through GOV.UK Notify."""
    ids = Notify(template=TEMPLATE, letter_template=LETTER_TEMPLATE)
    council.use(council.current().model_copy(update={"mail_way": "notify", "notify": ids}))
    with standing_in() as notify:
        settings.use(replace(settings.current(), notify_key=KEY, notify_token=TOKEN, notify_url=notify.url))
        yield notify


def again(message: Message) -> Message:
    """The row as it is now; a callback's request has let go of the one before."""
    return db.session.get_one(Message, inspect(message).identity, populate_existing=True)


def deliver(message: Message) -> Message:
    with db.transaction():
        db.session.execute(update(Message).where(Message.id == message.id).values(next_at=clock.now()))
    jobs.deliver(str(message.id))
    return again(message)


def told(client, body: object, token: str = TOKEN) -> int:
    status: int = client.post("/notify/delivery", json=body, headers={"Authorization": f"Bearer {token}"}).status_code
    db.session.remove()
    return status


def test_a_letter_goes_as_a_file_that_asks_for_the_reader_s_address(notify):
    message = deliver(outcome_message())
    given = notify.sent[0]["given"]
    assert (message.state, message.way, message.provider_id) == (MessageState.SENT, "notify", notify.sent[0]["id"])
    assert given["template_id"] == LETTER_TEMPLATE and file_of(given).startswith(b"%PDF")
    assert given["personalisation"]["link_to_file"]["filename"] == f"outcome-{REFERENCE}.pdf"
    assert given["personalisation"]["ring"].startswith("Would you rather talk")


def test_another_address_gets_our_words_without_a_file(notify):
    deliver(outcome_message("office@charity.example"))
    given = notify.sent[0]["given"]
    words = given["personalisation"]
    assert given["template_id"] == TEMPLATE and words["subject"] == f"Outcome of request {REFERENCE}"
    assert f"/r/{REFERENCE}" in words["words"] and "Alfie" not in str(given)


@pytest.mark.parametrize(
    "refusal",
    [error(400, "BadRequestError", "Can't send to this recipient office@school.example using a team-only API key"),
     error(403, "AuthError", "Invalid token: API key not found")],
)  # fmt: skip
def test_what_notify_will_never_take_is_a_task_and_an_alarm(notify, refusal, caplog):
    notify.says = [refusal]
    with capture_logs() as lines:
        message = deliver(outcome_message())
    [task] = db.session.scalars(select(PostTask))
    assert message.state is MessageState.FAILED
    assert (task.kind, task.reason, task.message_id) == (TaskKind.REFUSED, f"notify_{refusal[0]}", message.id)
    assert any(line["log_level"] == "error" for line in lines) and "office@" not in str(lines) + caplog.text


@pytest.mark.parametrize(
    "trouble",
    [error(429, "RateLimitError", "Exceeded rate limit"), error(429, "TooManyRequestsError", "Exceeded send limits"),
     error(500, "Exception", "Internal server error"), error(503, "Exception", "Down"), (200, {"odd": "answer"})],
)  # fmt: skip
def test_what_passes_by_is_tried_later_and_sent_once(notify, trouble):
    notify.says = [trouble]
    message = deliver(outcome_message())
    assert message.state is MessageState.WAITING
    assert deliver(message).state is MessageState.SENT and len(notify.sent) == 1


def test_after_a_lost_answer_notify_is_asked_before_it_is_given_another(notify):
    notify.says = [LATER]
    message = deliver(outcome_message())
    assert (message.state, message.unsure) == (MessageState.WAITING, 1)
    assert deliver(message).provider_id == notify.sent[0]["id"] and len(notify.sent) == 1


def test_a_wrong_key_sends_nothing(notify):
    settings.use(replace(settings.current(), notify_key=KEY[:-1] + ("0" if KEY[-1] != "0" else "1")))
    assert deliver(outcome_message()).last_error == "notify 403" and notify.sent == []


def test_delivered_is_kept_once(notify, client):
    message = deliver(outcome_message())
    assert told(client, notify.callback(0, "delivered")) == 204
    first = again(message).delivered_at
    assert first and told(client, notify.callback(0, "delivered")) == 204 and again(message).delivered_at == first


def test_a_mail_that_came_back_is_a_task_once(notify, client):
    message = deliver(outcome_message())
    assert [told(client, notify.callback(0, "permanent-failure")) for _ in range(2)] == [204, 204]
    assert (again(message).state, again(message).bounce_code) == (MessageState.FAILED, "permanent-failure")
    assert [task.kind for task in db.session.scalars(select(PostTask))] == [TaskKind.BOUNCED]


@pytest.mark.parametrize("status", ["temporary-failure", "technical-failure"])
def test_a_full_mailbox_is_tried_again_and_given_up_after_days(notify, client, status):
    message = deliver(outcome_message())
    told(client, notify.callback(0, status))
    assert again(message).state is MessageState.WAITING
    assert deliver(message).state is MessageState.SENT and len(notify.sent) == 2
    told(client, notify.callback(0, "permanent-failure"))  # about the first try
    assert again(message).state is MessageState.SENT
    with db.transaction():
        db.session.execute(update(Message).values(posted_at=clock.now() - timedelta(hours=80)))
    told(client, notify.callback(1, status))
    assert again(message).state is MessageState.FAILED


def test_a_delivery_told_before_our_own_answer_came_counts(notify, client):
    notify.says = [LATER]
    message = deliver(outcome_message())
    told(client, notify.callback(0, "delivered"))
    assert again(message).state is MessageState.SENT and again(message).provider_id == notify.sent[0]["id"]


def test_to_others_there_is_nothing_here(notify, client):
    message = deliver(outcome_message())
    callback = notify.callback(0, "delivered")
    assert [told(client, callback, token) for token in ("", "wrong", TOKEN + " ")] == [404, 404, 404]
    assert client.get("/notify/delivery").status_code in {404, 405} and again(message).delivered_at is None


@pytest.mark.parametrize("body", [[], "x", {}, {"reference": "x", "id": 1}, {"reference": str(KEY), "status": None}])
def test_what_is_about_no_mail_of_ours_changes_nothing(notify, client, body):
    message = deliver(outcome_message())
    strange = notify.callback(0, "delivered") | {"id": LETTER_TEMPLATE}
    assert [told(client, each) for each in (body, strange)] == [204, 204] and again(message).delivered_at is None
