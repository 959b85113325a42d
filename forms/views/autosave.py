"""Saves edits as they are typed. Its rule looks at the sign-in itself: one statement for everything."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, jsonify, request

from forms import autosave, watch
from forms.autosave import AlreadySaved, AlreadySent, Clash, NoSuchDraft, Refused, Result, Saved, SignedOut
from portal import clock, council
from portal.access import public
from portal.accounts import signins
from portal.web import visitor
from portal.web.words import time_words

bp = Blueprint("autosave", __name__)


@bp.patch("/requests/<uuid:draft_id>/answers")
@public  # the saving statement checks the sign-in, the owner and that nothing was sent yet
def save(draft_id: UUID) -> tuple[Response, int] | Response:
    """`{"edits": [{path, value, base, edit}]}` -> `{"saved": true, "at", "edits": [...]}`, or 400, 401, 404, 409."""
    token = visitor.token() or abort(401)
    now = clock.now()
    try:
        edits = autosave.read_edits(request.get_json(silent=True))
        results = autosave.save(signins.hash_of(token), draft_id, edits, now)
    except ValueError as wrong:
        return jsonify(error="refused", message=str(wrong)), 400
    except SignedOut:
        abort(401)
    except NoSuchDraft:
        abort(404)
    except AlreadySent as sent:
        return jsonify(error="sent", reference=sent.reference), 409
    texts = {edit.path: edit.value for edit in edits}
    return jsonify(saved=True, at=time_words(now), edits=[_told(result, texts[result.path]) for result in results])


def _told(result: Result, value: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"path": result.path, "edit": str(result.edit)}
    match result:
        case Saved(revision=revision) | AlreadySaved(revision=revision):
            is_watched = isinstance(value, str) and watch.is_hit(value, council.current())
            return told | {"state": "saved", "revision": revision, "watch": is_watched}
        case Clash(revision=revision, theirs=theirs):
            return told | {"state": "clash", "revision": revision, "value": theirs}
        case Refused(code=code, message=message):
            return told | {"state": "refused", "code": code, "message": message}
