"""The plain good case of a save, from bytes to bytes: every edit saved by one statement, or not answered here."""

import json

from sqlalchemy.exc import OperationalError

from forms import autosave_edits, autosave_sql, autosave_told
from forms.autosave import Saved
from forms.autosave_edits import Edit, Ready
from portal import clock

_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"))  # as Flask writes it


def save(token_hash: str, draft_id: str, body: bytes) -> bytes | None:
    """The answer, byte for byte that of the view (forms/views/autosave.py), when every edit in `body` was saved.

    None when any was not, or cannot be by one statement: the view then does it all again, knows by their ids what was
    saved, and says why the rest was not. None as well when the database is away."""
    now = clock.now()
    try:
        edits = autosave_edits.read(json.loads(body))
    except (ValueError, RecursionError):
        return None
    each = [one for edit in edits if isinstance(edit, Edit) and isinstance(one := autosave_edits.ready(edit), Ready)]
    paths = {one.edit.path for one in each if not one.place.spot.repeat}
    if len(paths) != len(edits):
        return None
    try:
        revisions = autosave_sql.upsert(token_hash, draft_id, [one.row for one in each], now)
    except OperationalError:
        return None
    if len(revisions) != len(each):
        return None
    results = [Saved(one.edit.path, one.edit.edit, revisions[one.edit.path]) for one in each]
    return _JSON.encode(autosave_told.told(edits, results, now)).encode() + b"\n"
