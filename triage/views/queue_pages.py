"""The list an address of the queue asks for, and a mark by which an open page knows that it is another one now."""

import hashlib
from datetime import date

from portal.web.visitor import person
from triage import queue, search, search_words
from triage.views.queue_filters import Asked


def page(asked: Asked, today: date) -> queue.QueuePage:
    """The page asked for; the first one when its key is not ours."""
    try:
        return _page(asked, today, asked.after)
    except queue.BadKey:
        return _page(asked, today, None)


def _page(asked: Asked, today: date, after: str | None) -> queue.QueuePage:
    if not asked.find:
        return queue.queue(person(), asked.filters, today=today, after=after)
    typed = search_words.read(asked.find, today)
    if typed.reference and not (typed.born or typed.postcode):
        return queue.queue(person(), queue.Filters(reference=typed.reference), today=today, after=after)
    return search.search(person(), typed, today=today, after=after)


def mark(shown: queue.QueuePage) -> str:
    """The same for two pages with the same requests as they stand, and for no others."""
    rows = [(row.reference, row.version, row.due_words, row.assignee_name) for row in shown.rows]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]
