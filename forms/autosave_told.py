"""What a save answers, as JSON."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from forms import watch
from forms.answers import Value
from forms.autosave import AlreadySaved, Clash, Result, Saved
from forms.autosave_edits import Edit, Refused
from portal import council
from portal.web.words import time_words


def told(edits: Sequence[Edit | Refused], results: Sequence[Result], now: datetime) -> dict[str, Any]:
    """`{"saved": true, "at": "10:42am", "edits": [{path, edit, state, ...}]}`, one for each edit in the order sent."""
    each = [_told(result, getattr(edit, "value", None)) for edit, result in zip(edits, results, strict=True)]
    return {"saved": True, "at": time_words(now), "edits": each}


def _told(result: Result, value: Value) -> dict[str, Any]:
    match result:
        case Saved(path, edit, revision) | AlreadySaved(path, edit, revision):
            is_watched = isinstance(value, str) and watch.is_hit(value, council.current())
            return {"path": path, "edit": str(edit), "state": "saved", "revision": revision, "watch": is_watched}
        case Clash(path, edit, revision, theirs, _, by, when, device):
            who = {"by": by, "when": when, "device": device}
            return {"path": path, "edit": str(edit), "state": "clash", "revision": revision, "value": theirs, **who}
        case Refused(path, edit, code, message, by, when):
            who = {"by": by, "when": when} if by else {}
            sent = None if edit is None else str(edit)
            return {"path": path, "edit": sent, "state": "refused", "code": code, "message": message, **who}
