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
        ask_why(found)
        opened.note(found, person(), clock.now())
    return found


def ask_why(found: HelpRequest) -> None:
    """Send who comes from outside their own districts to say why first; they come back here."""
    if outside.needs_reason(found, person(), clock.now()):
        abort(redirect(url_for("why.show", reference=found.reference, to=asked.path)))


def before_why(reference: str) -> HelpRequest:
    """The same for the page that asks why, which shows nothing of the family."""
    found = queries.found(reference, person())
    if found is None:
        abort(404)
    return found
