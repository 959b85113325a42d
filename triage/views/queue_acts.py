"""What an advisor does at the queue: looks for a request, takes the next one, and leaves the page open."""

from flask import Blueprint, Response, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal import audit, clock
from portal.access import Can, needs
from portal.web import sealed, visitor
from portal.web.visitor import person
from triage import changes, presence, queries, taking
from triage.queue_filters import slugs_of
from triage.views import queue_filters as filters
from triage.views import queue_pages
from triage.views.finding import before_why

bp = Blueprint("queue_acts", __name__)


@bp.post("/queue/find")
@needs(Can.READ_QUEUE)
def find() -> ResponseReturnValue:
    """A whole reference opens its request. Anything else is looked for; a name never stands in an address, so it goes
    there sealed. That somebody searched is kept, never for what."""
    typed = request.form.get("find", "").strip()[: filters.LONGEST_SEARCH]
    known = queries.found(typed, person())
    if known:
        return redirect(url_for("request.show", reference=known.reference))
    if not typed:
        return redirect(url_for("queue.show"))
    audit.record("queue.find", "", by=person().id, at=clock.now())
    return redirect(url_for("queue.show", find=sealed.seal(typed, to=person().id)))


@bp.post("/queue/next")
@needs(Can.TRIAGE)
def take_next() -> ResponseReturnValue:
    """Take the first request that nobody has."""
    district = request.form.get("district") or None
    taken = taking.take_next(person(), clock.now(), district)
    if taken:
        return redirect(url_for("request.show", reference=taken.reference))
    flash("There is no request left to take: somebody has each of them.", "notice")
    return redirect(url_for("queue.show", district=district))


@bp.get("/queue/now")
@needs(Can.READ_QUEUE)
@visitor.not_use
def now() -> Response:
    """What an open page of the queue asks: `mark` differs from the page's when its list has changed."""
    today = clock.today()
    own = slugs_of(person(), today, visitor.rota())
    page = queue_pages.page(filters.asked(filters.districts_of(own, today)), today, own)
    return jsonify(mark=queue_pages.mark(page))


@bp.post("/queue/<reference>/here")
@needs(Can.READ_QUEUE)
@visitor.not_use
def here(reference: str) -> Response:
    """A page of the request is on the screen. Who else looks, and what it would show now."""
    found, moment = before_why(reference), clock.now()
    presence.here(found, person(), moment)
    return jsonify(
        looking=presence.looking_now(found, person(), moment),
        version=found.version,
        newest=changes.newest(found, person()),
        status=found.status.name_shown,
        holder=changes.holder_words(found, person()),
    )
