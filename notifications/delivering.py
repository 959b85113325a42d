"""Send one message: under its lease, by the way that mail goes, and keep what came of it."""

import hashlib
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.exc import OperationalError

from notifications import claims, drawing, emails, last_look, mail
from notifications.going import Going
from notifications.meanwhile import Meanwhile
from notifications.models.letters import LetterKind
from notifications.models.messages import Kind, Message
from notifications.ways import Way
from notifications.wordings import Private
from portal import alone, clock, council, db

_PATIENCE, _LOOK_AGAIN = 300.0, 1.0  # seconds for a database that is away while a mail goes
_MOMENT = 1.0  # seconds for another worker that draws the letter
_ABOUT_A_LETTER = {Kind.OUTCOME, Kind.CORRECTED, Kind.FAMILY_LETTER}
_log = structlog.get_logger()
_leases = Meanwhile()
_after_sent: list[Callable[[list[UUID]], None]] = []


class _BeingDrawn(mail.NotYet):
    """Another worker draws its letter, or died over it."""


def after_sent(act: Callable[[list[UUID]], None]) -> None:
    """Have `act` called with the ids of messages once the mail server has taken them. What it fails to do, a sweep
    finds."""
    if act not in _after_sent:
        _after_sent.append(act)


def deliver(message_id: UUID, way: Way) -> bool:
    """Send one message if it is due and no other worker has it. Gives whether it went, which `say_sent` wants to know.
    Never raises: the row says how it went."""
    message = claims.take(message_id, clock.now())
    if message is None:
        return False
    with _lease_kept(message.id):
        return _send(message, way)


def _send(message: Message, way: Way) -> bool:
    try:
        kept_out = last_look.kept_out(message.reference)
        attachment = _attachment(message, kept_out)
        email = emails.compose(message, attachment)
        last_look.at_mail(email, kept_out)
        provider_id = way.send(message, attachment, email)
    except mail.Refused as error:
        _log.warning("mail refused", row=str(message.id), error=str(error))
        words, code = str(error), error.code
        _keep(lambda: claims.mark_failed(message, clock.now(), words, code))
    except Exception as error:
        _later(message, error)
    else:
        told: Any = {"attached": attachment is not None, "way": way.name, "provider_id": provider_id}
        _keep(lambda: claims.mark_sent(message.id, clock.now(), **told), within=nullcontext)
        return True
    return False


def _keep(
    how_it_went: Callable[[], None], within: Callable[[], AbstractContextManager[object]] = db.transaction
) -> None:
    """Write down how it went, as soon as the database is there: a mail that went and is not marked would go again."""
    gives_up_at = time.monotonic() + _PATIENCE
    while True:
        try:
            with within():
                how_it_went()
            return
        except OperationalError:
            if time.monotonic() > gives_up_at:
                raise
        time.sleep(_LOOK_AGAIN)


def _later(message: Message, error: Exception) -> None:
    is_ours = isinstance(error, mail.NotYet)
    words = str(error) if is_ours else type(error).__name__
    is_unsure = isinstance(error, mail.NotYet) and error.is_unsure
    _log.warning("mail not sent yet", row=str(message.id), error=words)
    is_soon = isinstance(error, _BeingDrawn)
    _keep(lambda: claims.mark_later(message, clock.now(), words, is_unsure=is_unsure, is_soon=is_soon))


def say_sent(message_ids: list[UUID]) -> None:
    """Say that the mail server has taken these, to whom `after_sent` told of. Never raises."""
    for act in _after_sent if message_ids else ():
        try:
            act(message_ids)
        except Exception as error:
            _log.warning("sent, and not said yet", rows=len(message_ids), error=type(error).__name__)


def _attachment(message: Message, kept_out: Private) -> bytes | None:
    """The letter's bytes for a referrer's address on the council's secure list; the others, and families, get a link
    (DOMAIN.md 3.2). Whatever they get, the letter is looked through first."""
    if message.kind not in _ABOUT_A_LETTER or message.letter_id is None:
        return None
    letter = _letter(message.letter_id)
    if letter is None:
        return None
    if letter.pdf is not None:
        if hashlib.sha256(letter.pdf).hexdigest() != letter.pdf_sha256:
            raise mail.Refused("its letter is not the one that was read", "changed")
        last_look.at_letter(letter.content, letter.pdf, kept_out)
    is_secure = council.current().is_secure(message.to_email)
    return letter.pdf if is_secure and letter.kind is LetterKind.OUTCOME_REFERRER else None


def _letter(letter_id: UUID) -> Going | None:
    """The letter as it goes. Most are drawn in a tenth of a second, so another worker is given a moment."""
    ends_at = time.monotonic() + _MOMENT
    while (found := drawing.as_sent(letter_id, clock.now())) is not None and not found.is_done:
        if time.monotonic() > ends_at:
            raise _BeingDrawn("its letter is being drawn")
        time.sleep(_MOMENT / 20)
    return found


def _lease_kept(message_id: UUID) -> AbstractContextManager[None]:
    """Renew the lease while drawing and sending take their time."""
    return _leases.after(claims.RENEW_SECONDS, lambda: claims.RENEW_SECONDS if _is_renewed(message_id) else _LOOK_AGAIN)


def _is_renewed(message_id: UUID) -> bool:
    """Renew the lease; False when the database is away, and the thread that renews must live on."""
    try:
        with alone.each():
            claims.renew(message_id, clock.now())
    except OperationalError:
        return False
    return True
