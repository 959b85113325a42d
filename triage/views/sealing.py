"""The key for words about a request that are typed and not saved yet: the page brings it, or asks here for it
(docs/decisions/unsent_words.md)."""

from flask import Blueprint, Response, abort, request, url_for

from portal import clock
from portal.access import Can, needs
from portal.web import sealing
from portal.web.visitor import person, person_or_none
from triage import request_keys
from triage.models.requests import HelpRequest
from triage.views.finding import request_or_404

bp = Blueprint("sealing", __name__, url_prefix="/r/<reference>/sealing")
council_bp = Blueprint("council_sealing", __name__, url_prefix="/queue/<reference>/sealing")


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


@council_bp.post("/key")
@needs(Can.READ_QUEUE)
def council_key(reference: str) -> Response:
    """The same for who works on the request."""
    return sealing.told(request_keys.of(request_or_404(reference), person().id, clock.now()))


@council_bp.post("/lost")
@needs(Can.READ_QUEUE)
def council_lost(reference: str) -> Response:
    """The same for who works on the request."""
    request_keys.held(request_or_404(reference), person()) or abort(404)
    return sealing.count_lost()


@bp.app_template_global("request_sealing")
def of_page(about: HelpRequest, what: str = "") -> dict[str, str | int]:
    """The same key, if they have it already, for the page to bring; the name of what is written there (`what`, or the
    page); and which of their forms were taken."""
    held = request_keys.held(about, person())
    name = what or request.path.replace(about.reference, "")
    where = "council_sealing.council_key" if request.path.startswith("/queue/") else "sealing.key"
    return sealing.for_page(held.key if held else None, clock.now()) | {
        "of": f"{about.id} {name}",
        "place": url_for(where, reference=about.reference).removesuffix("/key"),
        "taken": " ".join(held.taken) if held else "",
    }


@bp.after_app_request
def note_taken(response: Response) -> Response:
    """A form about a request was taken: it leads on, but not to signing in. Kept in the same commit as what it did."""
    leads_on = response.status_code in {302, 303} and not (response.location or "").startswith("/sign-in")
    form = request.form.get("kept", "") if request.method == "POST" and leads_on else ""
    reference = (request.view_args or {}).get("reference")
    if reference and 0 < len(form) <= request_keys.LONGEST_ID and (who := person_or_none()):
        request_keys.take(reference, who, form)
    return response
