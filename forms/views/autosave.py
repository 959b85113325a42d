"""Saves edits as they are typed, and tells open pages what changed. docs/decisions/saving.md has every answer."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, jsonify, request

from forms import (
    answers_now,
    autosave,
    autosave_edits,
    autosave_told,
    draft_keys,
    drafts,
    question_file,
)
from forms.answers_now import Now
from forms.autosave import AlreadySent, NoSuchDraft, SignedOut
from forms.models import Draft
from portal import clock
from portal.access import Can, needs, public
from portal.accounts import signins
from portal.web import quick_save, sealing, visitor
from portal.web.words import when_words

bp = Blueprint("autosave", __name__, url_prefix="/requests/<uuid:draft_id>")


@bp.patch("/answers")
@public  # the saving statement checks the sign-in, whose the draft is and that nothing was sent yet
def save(draft_id: UUID) -> tuple[Response, int] | Response:
    """`{"edits": [{path, value, base, edit, after?}]}` -> `{"saved": true, "at", "edits": [...]}`, or 400, 401, 403,
    404, 409, 413."""
    token_hash, now = signins.hash_of(visitor.token() or abort(401)), clock.now()
    try:
        edits = autosave_edits.read(request.get_json(silent=True))
        results = autosave.save(token_hash, draft_id, edits, now)
    except ValueError as wrong:
        return jsonify(error="refused", message=str(wrong)), 400
    except SignedOut:
        abort(401)
    except NoSuchDraft:
        abort(404)
    except AlreadySent as sent:
        return jsonify(error="sent", reference=sent.reference), 409
    quick_save.accept(request.environ, token_hash)
    return jsonify(autosave_told.told(edits, results, now))


@bp.get("/answers")
@needs(Can.ASK)
@visitor.not_use
def answers(draft_id: UUID) -> Response:
    """What changed since `?since=`, and who else is writing; everything without it. parts: the sections handed to the
    visitor, null for the whole."""
    person, now = visitor.person(), clock.now()
    draft, rights = drafts.find_with_rights(draft_id, person) or abort(404)
    every = [] if draft.sent_at else answers_now.of(draft, rights)
    writing = answers_now.others(every, person.id, visitor.sign_in().id, question_file.load(draft.question_set), now)
    return jsonify(
        person=str(person.id),
        cursor=answers_now.cursor(every),
        sent=draft.reference,
        parts=None if rights.is_whole else sorted(rights.sections),
        answers=[_answer(one, person.id, now) for one in answers_now.since(every, request.args.get("since"))],
        others=[_other(one, section, person.id, now) for one, section in writing],
    )


@bp.post("/key")
@needs(Can.ASK)
def key(draft_id: UUID) -> Response:
    """The key that seals this person's unsent words of this draft on their device."""
    held = draft_keys.of(draft_id, visitor.person(), clock.now()) or abort(404)
    return sealing.told(held)


@bp.app_template_global("sealing")
def of_page(draft: Draft) -> dict[str, str | int]:
    """The same key, if they have it already, for the page to bring."""
    now = clock.now()
    return sealing.for_page(draft_keys.held(draft.id, visitor.person(), now), now)


@bp.post("/lost")
@needs(Can.ASK)
def lost(draft_id: UUID) -> Response:
    """A page had to give up sealed words."""
    draft_keys.has(draft_id, visitor.person()) or abort(404)
    return sealing.count_lost()


def _answer(one: Now, reader: UUID, now: datetime) -> dict[str, Any]:
    who = {"by": "you" if one.person == reader else one.by, "when": when_words(one.at, now), "device": one.device}
    return {"path": one.path, "value": one.value, "revision": one.revision, "mine": one.person == reader} | who


def _other(one: Now, section: str, reader: UUID, now: datetime) -> dict[str, Any]:
    who = {"name": "you" if one.person == reader else one.by, "when": when_words(one.at, now), "device": one.device}
    return who | {"section": section}
