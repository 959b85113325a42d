"""The advisors' queue: what is due, in order."""

from datetime import date

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from triage import queries, queue, undelivered
from triage.views import queue_filters as filters

bp = Blueprint("queue", __name__)


@bp.get("/queue")
@needs(Can.READ_QUEUE)
def show() -> ResponseReturnValue:
    """Read now first, then by promised date. A whole reference opens its request, answered or not."""
    today = clock.today()
    districts = filters.districts_of(person(), today)
    asked = filters.asked(districts)
    known = queries.found(asked.reference, person()) if asked.reference else None
    if known:
        return redirect(url_for("request.show", reference=known.reference))
    page, counts = _page(asked, today), queue.counts(person(), today=today)
    return render_template(
        "triage/queue/page.html",
        page=page,
        counts=counts,
        asked=asked,
        show_links=filters.show_links(asked, counts),
        district_links=filters.district_links(asked, districts),
        districts=districts,
        undelivered=undelivered.undelivered(person(), clock.now()),
    )


def _page(asked: filters.Asked, today: date) -> queue.QueuePage:
    try:
        return queue.queue(person(), asked.filters, today=today, after=asked.after)
    except queue.BadKey:
        return queue.queue(person(), asked.filters, today=today)
