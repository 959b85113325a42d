"""Every model, imported so that the metadata is whole (migrations and tests)."""

from forms import models as forms
from notifications import models as notifications
from portal import audit, organisations, places
from portal.accounts import models as accounts
from portal.db import Base
from triage.models import decisions, history, requests

metadata = Base.metadata

__all__ = [
    "accounts",
    "audit",
    "decisions",
    "forms",
    "history",
    "metadata",
    "notifications",
    "organisations",
    "places",
    "requests",
]
