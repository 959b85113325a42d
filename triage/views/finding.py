"""Find the request an address names, for the person who asks."""

from flask import abort

from portal.web.visitor import person
from triage import queries
from triage.models.requests import HelpRequest


def request_or_404(reference: str) -> HelpRequest:
    """The request. What this person may not see is answered exactly as what does not exist."""
    found = queries.found(reference, person())
    if found is None:
        abort(404)
    return found
