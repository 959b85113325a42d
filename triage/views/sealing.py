"""The key for words about a request that are typed and not saved yet: the page brings it, or asks here for it
(docs/decisions/unsent_words.md)."""

from flask import Blueprint, Response, abort

from portal import clock
from portal.access import Can, needs
from portal.web import sealing
from portal.web.visitor import person
from triage import request_keys
from triage.models.requests import HelpRequest
from triage.views.finding import request_or_404

bp = Blueprint("sealing", __name__, url_prefix="/r/<reference>/sealing")


@bp.post("/key")
@needs(Can.READ_OWN_REQUESTS)
def key(reference: str) -> Response:
    """The key that seals this person's unsent words about this request on their device."""
    return sealing.told(request_keys.of(request_or_404(reference), person().id, clock.now()))


@bp.post("/lost")
@needs(Can.READ_OWN_REQUESTS)
def lost(reference: str) -> Response:
    """A page had to give up sealed words."""
    request_keys.held(request_or_404(reference), person()) or abort(404)
    return sealing.count_lost()


@bp.app_template_global("request_sealing")
def of_page(request: HelpRequest) -> dict[str, str | int]:
    """The same key, if they have it already, for the page to bring."""
    return sealing.for_page(request_keys.held(request, person()), clock.now())
