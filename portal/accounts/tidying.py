"""Forget what signing in left behind; the sweep calls this."""

from datetime import datetime

from portal.accounts import codes, kept_posts, throttles


def tidy(now: datetime) -> int:
    """Erase codes and throttles more than a day old, and kept posts after a week; gives how many pages of the form
    nobody came back for."""
    codes.erase_old(now)
    throttles.erase_old(now)
    return kept_posts.erase_old(now)
