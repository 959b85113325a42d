"""What a page hears about the key for its unsent words, and says of words it lost."""

from base64 import b64encode
from datetime import datetime

from flask import Response, abort, jsonify, request

from portal import clock, day_counts

_MOST_LOST = 1_000


def for_page(key: bytes | None, now: datetime) -> dict[str, str | int]:
    """The key and the time in milliseconds, for a page to bring: words are sealed from the first on, also when this
    server is gone a moment later. key empty: the page asks for it."""
    return {"key": b64encode(key).decode() if key else "", "at": int(now.timestamp() * 1000)}


def told(key: bytes) -> Response:
    """The key for a page that asked."""
    return jsonify(key=b64encode(key).decode())


def count_lost() -> Response:
    """A page had to give up sealed words: `{"count": n}`. Counted, a number that must be 0; nothing else is kept. 400
    for anything else."""
    body = request.get_json(silent=True)
    count = body.get("count") if isinstance(body, dict) else None
    if type(count) is not int or not 0 < count <= _MOST_LOST:
        abort(400)
    day_counts.count(day_counts.LOST, "", clock.today(), count)
    return jsonify(counted=count)
