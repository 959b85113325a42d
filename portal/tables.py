"""Every model, imported so that the metadata is whole (migrations and tests)."""

from forms import models as forms
from notifications import models as notifications
from portal import audit, organisations, places
from portal.accounts import models as accounts
from portal.accounts import rota
from portal.db import Base
from triage.models import contacts, decisions, follow_up, history, links, promises, requests, search, second_looks, work

metadata = Base.metadata

__all__ = [
    "accounts",
    "audit",
    "contacts",
    "decisions",
    "follow_up",
    "forms",
    "history",
    "links",
    "metadata",
    "notifications",
    "organisations",
    "places",
    "promises",
    "requests",
    "rota",
    "search",
    "second_looks",
    "work",
]
