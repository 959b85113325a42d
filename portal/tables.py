"""Every model, imported so that the metadata is whole (migrations and tests)."""

from forms import models as forms
from notifications.models import family, letters, messages, reports, tasks
from portal import audit, day_counts, organisations, places
from portal.accounts import models as accounts
from portal.accounts import rota
from portal.db import Base
from triage.models import (
    contacts,
    decisions,
    follow_up,
    history,
    keys,
    links,
    promises,
    requests,
    search,
    second_looks,
    work,
)

metadata = Base.metadata

__all__ = [
    "accounts",
    "audit",
    "contacts",
    "day_counts",
    "decisions",
    "family",
    "follow_up",
    "forms",
    "history",
    "keys",
    "letters",
    "links",
    "messages",
    "metadata",
    "organisations",
    "places",
    "promises",
    "reports",
    "requests",
    "rota",
    "search",
    "second_looks",
    "tasks",
    "work",
]
