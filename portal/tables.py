"""Every model, imported so that the metadata is whole (migrations and tests)."""

from portal import audit, organisations
from portal.accounts import models as accounts

__all__ = ["accounts", "audit", "organisations"]
