"""What a worker does once, before it forks a job: the whole way of a letter about nobody, except that its mail goes
nowhere. No job then begins by reading fonts, styles, templates and statements, which takes as long as two letters."""

import gc
from datetime import date, datetime
from typing import Any
from uuid import UUID

from notifications import claims, delivering, drawing, emails, example_letters, going, last_look, pdf, prints, sheets
from notifications.models.messages import Kind, Message
from notifications.wordings import CopyGroup, CopyLine, Layout, Reader
from portal import clock, council, db

_NOBODY, _REFERENCE, _ADDRESS = UUID(int=0), "EH-0000-0000", "nobody@warm.example"
_SCRIPTS = "Zoë, Łukasz, Мар'яна, محمد, שרה, 王小明, ਗੁਰਪ੍ਰੀਤ"
_DAY = date(2026, 1, 1)


def warm() -> None:
    """Draw, look through and write out letters about nobody, ask the database about none, and let go of it. Needs
    settings and council in use, and whoever listens to `delivering.after_sent` told before."""
    now = clock.now()
    group = CopyGroup(heading="Warm", lines=(CopyLine(question=_SCRIPTS, answer="Warm"),))
    _drawn(sheets.of_copy(_REFERENCE, _DAY, _DAY, (group,)))
    wording = example_letters.wording("partner_led_plan", Reader.REFERRER, council.current(), _DAY, {})
    content, made = _drawn(sheets.of_outcome(wording))
    _ask_for_nobody(now)
    _write_out(content, made, now)
    db.let_go()
    gc.freeze()  # what is loaded stays: forked workers need not look through it, nor copy it for that


def _drawn(sheet: sheets.Sheet) -> tuple[dict[str, Any], bytes]:
    """The letter's content, and its bytes in the layout that is drawn most, after the other one."""
    content, _ = sheets.frozen(sheet)
    pdf.draw(sheets.page(content, Layout.LARGE_PRINT), Layout.LARGE_PRINT)
    return content, pdf.draw(sheets.page(content, Layout.STANDARD), Layout.STANDARD)


def _ask_for_nobody(now: datetime) -> None:
    """Every statement of the way, of which the session keeps how it is written."""
    prints.keep(_NOBODY, Layout.STANDARD, b"", 0, now)
    going.of(_NOBODY)
    claims.take(_NOBODY, now)
    claims.mark_sent(_NOBODY, now, attached=False)
    drawing.draw(_NOBODY, now)
    delivering.say_sent([_NOBODY])


def _write_out(content: dict[str, Any], made: bytes, now: datetime) -> None:
    kept_out = last_look.kept_out(_REFERENCE)
    last_look.at_letter(content, made, kept_out)
    message = Message(
        key="", kind=Kind.OUTCOME, to_email=_ADDRESS, reference=_REFERENCE, posted_at=now, next_at=now,
    )  # fmt: skip
    email = emails.compose(message, made)
    last_look.at_mail(email, kept_out)
    email.as_bytes()
