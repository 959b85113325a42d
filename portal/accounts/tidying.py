"""Forget what signing in left behind; the sweep calls this."""

from datetime import datetime

from portal.accounts import codes, kept_posts, throttles


def tidy(now: datetime) -> None:
    """Erase codes, throttles and kept posts more than a day old."""
    codes.erase_old(now)
    throttles.erase_old(now)
    kept_posts.erase_old(now)
