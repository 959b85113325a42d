"""Example letters as PDFs: drawn by a worker like any letter, kept for an hour in the queue's server, about nobody."""

import hashlib
import json
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from redis import RedisError

from notifications import dispatch

_SECONDS = 3600


def ask(content: dict[str, Any], now: datetime) -> UUID | None:
    """Have a worker draw an example letter from what `sheets.frozen` gave. The id under which it will be found; None
    while the queue is away."""
    held = json.dumps(content, sort_keys=True).encode()
    example_id = UUID(hashlib.sha256(held).hexdigest()[:32])
    try:
        _put(_name(example_id), held)
    except RedisError:
        return None
    dispatch.nudge("draw_example", example_id, now, on=dispatch.EXAMPLES)
    return example_id


def content(example_id: UUID) -> dict[str, Any] | None:
    """What was asked to be drawn; None once the hour is over."""
    held = _got(_name(example_id))
    found: dict[str, Any] | None = json.loads(held) if held else None
    return found


def is_asked(example_id: UUID) -> bool:
    """Whether it is still being made; not known, and so said, while the queue is away."""
    try:
        return _got(_name(example_id)) is not None
    except RedisError:
        return True


def keep(example_id: UUID, made: bytes) -> None:
    """Keep what was drawn."""
    _put(_name(example_id) + ":pdf", made)


def pdf(example_id: UUID) -> bytes | None:
    """The drawn example; None while it is being made, once the hour is over, or while the queue is away."""
    try:
        return _got(_name(example_id) + ":pdf")
    except RedisError:
        return None


def _name(example_id: UUID) -> str:
    return f"example:{example_id}"


def _put(name: str, held: bytes) -> None:
    dispatch.queue(dispatch.EXAMPLES).connection.set(name, held, ex=_SECONDS)


def _got(name: str) -> bytes | None:
    # redis types the answers of its two clients, of which one is awaited, as one.
    return cast("bytes | None", dispatch.queue(dispatch.EXAMPLES).connection.get(name))
