"""What the pages about contact show: safe contact first, then who was tried and how it went."""

from typing import Any

from flask import render_template

from portal import clock
from portal.web.visitor import person
from triage import already_helping, contact_ways, contacts, holding, queries, reading, restricted, tries
from triage.contact_results import WHOM
from triage.models.contacts import With
from triage.models.requests import HelpRequest
from triage.statuses import Status
from triage.views.contact_form import ContactForm
from triage.views.request_page import Refused

# What an advisor needs in the hand while ringing; the rest of the panel stands on the page before.
_IN_HAND = {
    "contact_who", "contact_phone", "contact_email", "contact_times", "contact_risk_detail", "interpreter", "language",
    "visit_notes", "agree_limits_detail", "agree_not_told_detail", "da_now",
}  # fmt: skip
_REFERRER = {"ref_name", "ref_job", "ref_org", "ref_phone", "ref_email", "ref_away"}


def start(request: HelpRequest, refused: Refused | None = None) -> str:
    """Read before you ring: the safe-contact panel, and with whom the contact was."""
    now, kept = clock.now(), contacts.of(request)
    answers = queries.content(request).answers
    is_mine = request.assignee_id == person().id
    return render_template(
        "triage/contact/start.html",
        request_=request,
        page=reading.read(request, person(), now),
        groups=restricted.GROUPS,
        tries=tries.count(kept, contact_ways.ticked(answers), clock.local(now).date()),
        next_on=contacts.next_try(kept),
        whom=WHOM,
        refused=refused,
        then="contact",
        may_wait=is_mine and request.status is Status.IN_TRIAGE,
        may_carry_on=is_mine and request.status is Status.AWAITING_FAMILY,
    )


def log(request: HelpRequest, form: ContactForm) -> str:
    """The form of one contact."""
    return render_template(
        "triage/contact/log.html",
        request_=request,
        form=form,
        whom=form.with_whom,
        title=_TITLES[form.with_whom],
        referrer=holding.referrer_of(request) if form.with_whom is With.REFERRER else None,
        **_read(request, form.with_whom),
    )


_TITLES: dict[With, str] = {
    With.FAMILY: "Log a contact with the family",
    With.REFERRER: "Log a contact with the referrer",
    With.SERVICE: "Log a contact with a service",
    With.MASH: "Log a call with the MASH",
}


def _read(request: HelpRequest, whom: With) -> dict[str, Any]:
    """What to know before this contact."""
    page = reading.read(request, person(), clock.now())
    wanted = _REFERRER if whom is With.REFERRER else _IN_HAND
    lines = [line for part in page.parts for group in part.groups for line in group.lines if line.id in wanted]
    return {"page": page, "lines": lines, "services": services_of(request) if whom is With.SERVICE else ()}


def services_of(request: HelpRequest) -> tuple[already_helping.Helping, ...]:
    """The services the referrer named, and what the family said of each."""
    return already_helping.services(queries.content(request).answers, contacts.of(request))
