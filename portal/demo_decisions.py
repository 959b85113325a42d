"""The decisions on the demo's requests: written, and some of them sent, by the rules advisors go by."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from notifications import claims
from notifications.models.messages import Message
from portal import clock, db
from portal.accounts.models import User
from triage import deadlines, decisions, drafting, telling, working_days
from triage.models.requests import HelpRequest
from triage.pieces import Action, Pieces
from triage.read_marks import Seen
from triage.statuses import STEPS

_REFUSED = "recipient 550"  # as notifications.mail tells that a mail server knows no such mailbox


def write(request: HelpRequest, told: dict[str, Any], by: User, now: datetime) -> None:
    """Write the decision as far as the words, for its advisor to read and send."""
    draft = drafting.begin(request, by, now)
    drafting.save(draft, _pieces(told, clock.local(now).date()), base=draft.version, by=by, now=now)


def send(request: HelpRequest, told: dict[str, Any], by: User, now: datetime) -> None:
    """Write the decision, read its letters and send them; the mail server takes them at once, unless `mail_fails`.
    Raises Incomplete when a check stops a letter."""
    write(request, told, by, now)
    decisions.preview(request, by, now)
    decision = decisions.decide(request, by, now, read_to_end=True)
    message = db.session.scalars(select(Message).where(Message.letter_id == decision.referrer_letter_id)).one()
    if told.get("mail_fails"):
        claims.mark_failed(message, now, _REFUSED, "550")
        return
    claims.mark_sent(message.id, now, attached=False)
    if STEPS["tell"].is_allowed(request.status):
        telling.tell(request, now, now)


def ask_second_look(request: HelpRequest, told: dict[str, Any], by: User, now: datetime) -> None:
    """Write the decision, read its letters and ask a colleague to read them before they go. Raises as `send` does."""
    write(request, told, by, now)
    decisions.preview(request, by, now)
    draft = drafting.find(request)
    assert draft is not None  # written just above
    decisions.ask_second_look(request, by, now, read_to_end=True, seen=Seen(version=draft.version))


def _pieces(told: dict[str, Any], decided_on: date) -> Pieces:
    typed = ("words_referrer", "words_family", "strengths", "keep_doing", "family_way")
    return Pieces(
        outcome=told["outcome"],
        also=tuple(told.get("also", ())),
        slots={code: {slot: _text(value, decided_on) for slot, value in slots.items()}
               for code, slots in told["slots"].items()},
        reasons=tuple(told["reasons"]),
        check_back_on=deadlines.check_back_on(decided_on).isoformat(),
        actions=tuple(Action(**(action | {"by": _text(action["by"], decided_on)})) for action in told["actions"]),
        **{name: told.get(name, "") for name in typed},
    )  # fmt: skip


def _text(value: str | int, decided_on: date) -> str:
    """A number stands for the day that many working days after the decision."""
    return working_days.after(decided_on, value).isoformat() if isinstance(value, int) else value
