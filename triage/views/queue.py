"""The advisors' queue: what is due, in order."""

from functools import partial

from flask import Blueprint, render_template

from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person, rota
from triage import queue_counts
from triage.queue_filters import slugs_of
from triage.views import cards, queue_pages
from triage.views import queue_filters as filters

bp = Blueprint("queue", __name__)


@bp.get("/queue")
@needs(Can.READ_QUEUE)
def show() -> str:
    """Read now first, then by promised date; or what was searched for, nearest first."""
    now, today = clock.now(), clock.today()
    own = slugs_of(person(), today, rota())
    districts = filters.districts_of(own, today)
    asked = filters.asked(districts)
    page = queue_pages.page(asked, today, own, now)
    around = page.around or queue_counts.beside(person(), now=now, within=own)
    return render_template(
        "triage/queue/page.html",
        page=page,
        drawn=partial(cards.drawn, of_one=len(districts) < 2, undelivered=around.undelivered),
        mark=queue_pages.mark(page),
        asked=asked,
        filters=cards.filters(filters.show_links(asked, around.counts), filters.district_links(asked, districts)),
        districts=districts,
        undelivered=around.undelivered,
        letters_to_see_to=around.letters_to_see_to,
    )
