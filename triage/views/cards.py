"""The cards of lists. A card holds nothing but what its row says, so the same row is drawn once: drawing 25 cards takes
longer than finding them among a million."""

from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup

from triage.queue_rows import QueueRow

KEPT = 2_000


@lru_cache(maxsize=KEPT)
def card(row: QueueRow, district: str, is_undelivered: bool) -> Markup:
    """The card of a request. district: its name, empty where all are of one."""
    drawn: Any = current_app.jinja_env.get_template("components/request_card.html").module
    made: Markup = drawn.request_card(row, district, is_undelivered)
    return made
