"""A mail that went, and reports about it as several kinds of servers write them."""

from pathlib import Path

from sqlalchemy import update

from notifications import bounce_reading, return_paths
from notifications.models.messages import Message, MessageState
from notifications.models.reports import ReportKind
from portal import clock, db
from tests.factories.letters import outcome_message

TO = "office@school.example"
_SAMPLES = Path(__file__).parent.parent / "data" / "bounces"


def sent(**facts: object) -> Message:
    """An outcome mail that a server has taken."""
    message = outcome_message(TO, **facts)
    with db.transaction():
        gone = {"state": MessageState.SENT, "sent_at": clock.now()}
        db.session.execute(update(Message).where(Message.id == message.id).values(**gone))
    return message


def sample(name: str, message: Message, to: str = TO, back: str = "") -> bytes:
    """A report as that kind of server writes it, about `message`."""
    text = (_SAMPLES / f"{name}.eml").read_text()
    said = {"@TO@": to, "@BACK@": back or return_paths.of(message), "@ID@": str(message.id)}
    for mark, words in said.items():
        text = text.replace(mark, words)
    return text.replace("\n", "\r\n").encode()


def read(raw: bytes) -> ReportKind:
    with db.transaction():
        return bounce_reading.take(raw, clock.now())


def now_of(message: Message) -> Message:
    return db.session.get_one(Message, message.id, populate_existing=True)
