"""The cards of lists. A card holds nothing but what its row says, so the same row is drawn once: drawing 25 cards takes
longer than finding them among a million."""

from collections.abc import Container, Iterable
from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup

from portal import council
from triage.queue_rows import KEPT, QueueRow
from triage.views.queue_filters import FilterLink


def drawn(rows: Iterable[QueueRow], *, of_one: bool, undelivered: Container[str]) -> Markup:
    """The cards of `rows`. of_one: all are of one district, so none names it; undelivered: references."""
    named = dict[str, str]() if of_one else {each.slug: each.name for each in council.current().districts}
    return Markup("").join(_card(row, named.get(row.district, ""), row.reference in undelivered) for row in rows)


def filters(show: Iterable[FilterLink], districts: Iterable[FilterLink]) -> Markup:
    """The links that say which requests to show, drawn once while their counts stay."""
    return _filters(tuple(show), tuple(districts))


@lru_cache(maxsize=KEPT)
def _filters(show: tuple[FilterLink, ...], districts: tuple[FilterLink, ...]) -> Markup:
    drawn: Any = current_app.jinja_env.get_template("components/filter_links.html").module
    made: Markup = drawn.filters("Which requests to show", show, districts)
    return made


@lru_cache(maxsize=KEPT)
def _card(row: QueueRow, district: str, is_undelivered: bool) -> Markup:
    drawn: Any = current_app.jinja_env.get_template("components/request_card.html").module
    made: Markup = drawn.request_card(row, district, is_undelivered)
    return made
