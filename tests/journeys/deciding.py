"""The pages of deciding, pressed through as an advisor does."""

from datetime import date, timedelta
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal import clock, db
from tests.factories import requests
from triage import drafting
from triage.models.requests import HelpRequest

SOON = clock.today() + timedelta(days=5)
HUB = {"slots-family_hub_offer-hub": "Retford Family Hub"}  # of the district's directory
ACTION = {"what": "Ring the family", "owner": "Early Help Advisor, Bassetlaw"}
REASONS = {"reasons": "The family wishes for better sleep.\nTwo homes want one plan."}


def day(name: str, when: date) -> dict[str, str]:
    """A date as three boxes."""
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


def version(request: HelpRequest) -> int:
    """The version a page opened now would carry."""
    db.session.remove()
    draft = drafting.find(requests.found(request.reference))
    return draft.version if draft else 0


def post(client: FlaskClient, request: HelpRequest, page: str, **typed: Any) -> TestResponse:
    """Press the button of one page of deciding."""
    data = {"base": version(request)} | typed
    return client.post(f"/queue/{request.reference}/decide/{page}", data=data)


def walk(client: FlaskClient, request: HelpRequest, **family: str) -> TestResponse:
    """All pages up to the letters, for a family hub offer."""
    post(client, request, "outcome", outcome="family_hub_offer")
    post(client, request, "details", **HUB, **day("slots-family_hub_offer-date", SOON))
    post(client, request, "actions/add", **ACTION, **day("by", SOON))
    post(client, request, "actions", **day("check_back_on", SOON))
    words = {"actions-0-words_referrer": "Ring the family", "words_referrer": "Thank you for asking."}
    post(client, request, "words", **REASONS, **words)
    said = {"family_way": "handed_over", "actions-0-words_family": "We will ring you."} | family
    return post(client, request, "family", **said)
