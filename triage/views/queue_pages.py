"""The list an address of the queue asks for, and a mark by which an open page knows that it is another one now."""

import hashlib
from collections.abc import Sequence
from datetime import date

from portal.web.visitor import person
from triage import queue, search, search_words
from triage.views.queue_filters import Asked


def page(asked: Asked, today: date, own: Sequence[str]) -> queue.QueuePage:
    """The page asked for; the first one when its key is not ours. own: the districts of the visitor."""
    try:
        return _page(asked, today, asked.after, own)
    except queue.BadKey:
        return _page(asked, today, None, own)


def _page(asked: Asked, today: date, after: str | None, own: Sequence[str]) -> queue.QueuePage:
    if not asked.find:
        return queue.queue(person(), asked.filters, today=today, after=after, within=own)
    typed = search_words.read(asked.find, today)
    if typed.reference and not (typed.born or typed.postcode):
        started = queue.Filters(reference=typed.reference)
        return queue.queue(person(), started, today=today, after=after, within=own)
    return search.search(person(), typed, today=today, after=after, within=own)


def mark(shown: queue.QueuePage) -> str:
    """The same for two pages with the same requests as they stand, and for no others."""
    rows = [(row.reference, row.version, row.due_words, row.assignee_name) for row in shown.rows]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]
