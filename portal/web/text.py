"""Moved to portal.text (so that accounts and web form no ring); import from there."""

from portal.text import BadText, clean, shorten

__all__ = ["BadText", "clean", "shorten"]
