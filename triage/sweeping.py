"""What triage does by itself: each part looks for what has come due. Run twice at once, or killed and run again, a part
comes to the same end: its writes are conditional and its mails have keys."""

from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError

from triage import (
    came_back,
    holding_messages,
    left_behind,
    out_of_sight,
    presence,
    read_now_alerts,
    reminders,
    repeats,
    search_keeping,
    telling,
    unread_letters,
)

log = structlog.get_logger()

# Each makes its own transactions.
PARTS: dict[str, Callable[[datetime], None]] = {
    "holding messages": holding_messages.sweep,
    "out of sight": out_of_sight.sweep,
    "left behind": left_behind.sweep,
    "told outcomes": telling.sweep,
    "first contacts": came_back.sweep,
    "alerts to read now": read_now_alerts.sweep,
    "letters nobody opened": unread_letters.sweep,
    "questions asked after": reminders.sweep,
    "children to match": repeats.sweep,
    "requests to be found": search_keeping.sweep,
    "who looked": presence.sweep,
}


def sweep(now: datetime) -> None:
    """Every part once. A part that the database refuses is tried again at the next sweep; the others go on."""
    for name, part in PARTS.items():
        try:
            part(now)
        except SQLAlchemyError as error:
            log.warning("sweep of triage put off", part=name, error=type(error).__name__)
