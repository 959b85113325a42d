"""The list an address of the queue asks for, and a mark by which an open page knows that it is another one now."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from portal.web.visitor import person
from triage import queue, search, search_words
from triage.views.queue_filters import Asked


def page(asked: Asked, today: date, own: Sequence[str], now: datetime | None = None) -> queue.QueuePage:
    """The page asked for; the first one when its key is not ours. own: the districts of the visitor. now: have the
    counts come with it, where that saves a statement."""
    try:
        return _page(asked, today, asked.after, own, now)
    except queue.BadKey:
        return _page(asked, today, None, own, now)


def _page(asked: Asked, today: date, after: str | None, own: Sequence[str], now: datetime | None) -> queue.QueuePage:
    if not asked.find:
        return queue.queue(person(), asked.filters, today=today, after=after, within=own, now=now)
    typed = search_words.read(asked.find, today)
    if typed.reference and not (typed.born or typed.postcode):
        started = queue.Filters(reference=typed.reference)
        return queue.queue(person(), started, today=today, after=after, within=own)
    return search.search(person(), typed, today=today, after=after, within=own)


def mark(shown: queue.QueuePage) -> str:
    """The same for two pages with the same requests as they stand, and for no others."""
    rows = [(row.reference, row.version, row.due_words, row.assignee_name) for row in shown.rows]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]
