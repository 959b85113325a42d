"""Slow down whoever tries too often, for longer each time, and never lock anybody out (PROMISES.md F26, S15)."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import delete, text, update

from portal import db, settings
from portal.accounts.models import Throttle

_STALE = timedelta(days=1)

# One statement: counts this try on top of what has not leaked away yet, or does nothing while waiting.
_COUNT = text(
    "INSERT INTO throttle AS t (key, level, at, not_before) VALUES (:key, 1, :now, :now) "
    "ON CONFLICT (key) DO UPDATE SET at = :now, "
    "level = greatest(0, t.level - extract(epoch FROM (:now - t.at)) / :leak) + 1 "
    "WHERE t.not_before <= :now RETURNING level"
)


@dataclass(frozen=True)
class Limit:
    """`free` tries at once, one more every `leak`; after that a wait of `first`, doubled each time up to `most`."""

    name: str
    free: int
    leak: timedelta
    first: timedelta
    most: timedelta

    def wait(self, level: float) -> timedelta:
        """How long the next try must wait once `level` tries stand."""
        over = ceil(level - self.free)
        return min(self.most, self.first * 2 ** min(over, 20)) if over >= 0 else timedelta(0)


class TooSoon(Exception):
    """Tried again before the wait was over."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("too soon")
        self.wait = wait

    @property
    def words(self) -> str:
        """The wait as people say it: 20 seconds, 1 minute, 5 minutes."""
        seconds = max(1, ceil(self.wait.total_seconds()))
        count, unit = (seconds, "second") if seconds < 60 else (ceil(seconds / 60), "minute")
        return f"{count} {unit}{'' if count == 1 else 's'}"


def take(limit: Limit, of_whom: str, now: datetime) -> None:
    """Count one try of `of_whom` (an e-mail or network address). Raises TooSoon while they have to wait."""
    key = _key(limit, of_whom)
    leak = limit.leak.total_seconds()
    level = db.session.execute(_COUNT, {"key": key, "now": now, "leak": leak}).scalar_one_or_none()
    if level is None:
        raise TooSoon(_not_before(key, now) - now)
    db.session.execute(update(Throttle).where(Throttle.key == key).values(not_before=now + limit.wait(level)))


def erase_old(now: datetime) -> None:
    """Forget everybody who has not tried for a day."""
    db.session.execute(delete(Throttle).where(Throttle.at < now - _STALE))


def _not_before(key: str, now: datetime) -> datetime:
    row = db.session.get(Throttle, key, populate_existing=True)
    return row.not_before if row else now


def _key(limit: Limit, of_whom: str) -> str:
    """Keyed, so that the table tells nobody which addresses tried."""
    secret = settings.current().secret_key.encode()
    return hmac.new(secret, f"throttle:{limit.name}:{of_whom}".encode(), hashlib.sha256).hexdigest()
