"""Every model, imported so that the metadata is whole (migrations and tests)."""

from notifications import models as notifications
from portal import audit, organisations, places
from portal.accounts import models as accounts
from portal.db import Base
from triage.models import decisions, history, requests

metadata = Base.metadata

__all__ = ["accounts", "audit", "decisions", "history", "metadata", "notifications", "organisations", "places", "requests"]
