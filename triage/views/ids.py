"""Ids as a form posts them."""

from uuid import UUID


def uuid_or_none(text: str | None) -> UUID | None:
    """The id; None for anything that is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
