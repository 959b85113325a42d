"""Find the request an address names, for the person who asks."""

from flask import abort, redirect, url_for
from flask import request as asked

from portal import clock
from portal.web.visitor import person
from triage import opened, outside, queries
from triage.models.requests import HelpRequest

_READING = {"GET", "HEAD"}


def request_or_404(reference: str) -> HelpRequest:
    """The request. What this person may not see is answered exactly as what does not exist.

    That a page of it was opened is kept: the one write a GET makes (PROMISES.md S26). Who opens it from outside their
    own districts is first asked why (F28). What they post is never held up by that.
    """
    found = before_why(reference)
    if asked.method in _READING:
        now = clock.now()
        if outside.needs_reason(found, person(), now):
            abort(redirect(url_for("why.show", reference=reference, to=asked.path)))
        opened.note(found, person(), now)
    return found


def before_why(reference: str) -> HelpRequest:
    """The same for the page that asks why, which shows nothing of the family."""
    found = queries.found(reference, person())
    if found is None:
        abort(404)
    return found
