"""What workers do, by id: draw a letter, deliver a message.

Only workers import this module; the web names its jobs as text. `warm()` runs once before the worker forks.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

import structlog

from notifications import claims, drawing, emails, mail, pdf, sheets
from notifications.models.letters import LetterKind
from notifications.models.messages import Kind, Message
from notifications.wordings import CopyGroup, CopyLine, Layout
from portal import clock, council, db

_log = structlog.get_logger()
_after_sent: list[Callable[[UUID], None]] = []


def after_sent(act: Callable[[UUID], None]) -> None:
    """Have `act` called with a message's id once the mail server has taken it. What it fails to do, a sweep finds."""
    if act not in _after_sent:
        _after_sent.append(act)


def warm() -> None:
    """Draw a letter in each layout, so that forked workers start with fonts and styles loaded, and let go of the
    database before they fork. Needs settings and council in use."""
    line = CopyLine(question="Zoë, Łukasz, Мар'яна, محمد, שרה, 王小明, ਗੁਰਪ੍ਰੀਤ", answer="Warm")
    day, group = date(2026, 1, 1), CopyGroup(heading="Warm", lines=(line,))
    sheet = sheets.of_copy("EH-0000-0000", day, day, (group,))
    content, _ = sheets.frozen(sheet)
    for layout in Layout:
        pdf.draw(sheets.page(content, layout), layout)
    db.let_go()


def draw(letter_id: str) -> None:
    """Draw and store one letter as it will be sent, unless that is done."""
    drawing.as_sent(UUID(letter_id), clock.now())


def draw_other(letter_id: str) -> None:
    """Draw and store one letter in each layout that is not done."""
    for layout in Layout:
        drawing.drawn(UUID(letter_id), layout, clock.now())


def deliver(message_id: str) -> None:
    """Send one message if it is due and no other worker has it. Never raises: the row says how it went."""
    with db.transaction():
        message = claims.take(UUID(message_id), clock.now())
    if message is None:
        return
    with _lease_kept(message.id):
        _send(message)


def _send(message: Message) -> None:
    try:
        attachment = _attachment(message)
        mail.send(emails.compose(message, attachment), message.to_email)
    except mail.Refused as error:
        _log.warning("mail refused", row=str(message.id), error=str(error))
        with db.transaction():
            claims.mark_failed(message, str(error))
    except Exception as error:
        words = str(error) if isinstance(error, mail.NotYet) else type(error).__name__
        _log.warning("mail not sent yet", row=str(message.id), error=words)
        with db.transaction():
            claims.mark_later(message, clock.now(), words)
    else:
        with db.transaction():
            claims.mark_sent(message.id, clock.now(), attached=attachment is not None)
        _say_sent(message.id)


def _say_sent(message_id: UUID) -> None:
    for act in _after_sent:
        try:
            act(message_id)
        except Exception as error:
            _log.warning("sent, and not said yet", row=str(message_id), error=type(error).__name__)


def _attachment(message: Message) -> bytes | None:
    """The letter's bytes for an address on the council's secure list; the others get a link (DOMAIN.md 3.2)."""
    if message.kind is not Kind.OUTCOME or message.letter_id is None:
        return None
    found = drawing.as_sent(message.letter_id, clock.now())
    if found is None:
        return None
    letter, made = found
    if made.pdf is None and not made.draw_failed:
        raise mail.NotYet("its letter is being drawn")
    is_secure = council.current().is_secure(message.to_email)
    return made.pdf if is_secure and letter.kind is LetterKind.OUTCOME_REFERRER else None


@contextmanager
def _lease_kept(message_id: UUID) -> Iterator[None]:
    """Renew the lease while drawing and sending take their time."""
    done = threading.Event()

    def renew() -> None:
        while not done.wait(claims.RENEW_SECONDS):
            with db.transaction():
                claims.renew(message_id, clock.now())

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
