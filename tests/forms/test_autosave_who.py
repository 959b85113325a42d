"""Autosave answers only to the owner of an unsent draft, with a sign-in that stands."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from forms import autosave, life_acts
from forms.autosave import AlreadySent, NoSuchDraft, SignedOut
from forms.models import DraftAnswer
from portal import db
from portal.accounts.models import SignIn, User
from tests.factories import people
from tests.forms.typing_in import NOW, begun, edit, kept, signed_in


def end(sign_in: SignIn, how: str) -> None:
    person = db.session.get_one(User, sign_in.person_id)
    match how:
        case "revoked":
            sign_in.revoked_at = NOW
        case "idle":
            sign_in.seen_at = NOW - timedelta(seconds=sign_in.idle_seconds)
        case "past its end":
            sign_in.ends_at = NOW
        case "closed":
            person.closed_at = NOW


@pytest.mark.parametrize("how", ["revoked", "idle", "past its end", "closed"])
def test_a_sign_in_that_is_over_saves_nothing(how: str, schema: object) -> None:
    draft, token = begun()
    end(db.session.scalars(select(SignIn).where(SignIn.token_hash == token)).one(), how)
    db.commit()
    with pytest.raises(SignedOut):
        autosave.save(token, draft.id, [edit("strengths", "x")], NOW)
    with pytest.raises(SignedOut):
        autosave.save("no such token", draft.id, [edit("no_such_question", "x")], NOW)
    assert kept(draft) == {}


def test_another_person_and_a_draft_thrown_away_are_both_no_such_draft(schema: object) -> None:
    draft, token = begun()
    other = signed_in(people.make())
    for token_, id_ in ((other, draft.id), (token, uuid4())):
        with pytest.raises(NoSuchDraft):
            autosave.save(token_, id_, [edit("strengths", "x")], NOW)
    life_acts.delete(draft, db.session.get_one(User, draft.owner_id), NOW)
    db.commit()
    with pytest.raises(NoSuchDraft):
        autosave.save(token, draft.id, [edit("strengths", "x")], NOW)


def test_a_draft_that_was_sent_is_locked(schema: object) -> None:
    draft, token = begun()
    draft.sent_at, draft.reference = NOW, "EH-2345-6789"
    db.commit()
    with pytest.raises(AlreadySent) as told:
        autosave.save(token, draft.id, [edit("strengths", "x")], NOW)
    assert told.value.reference == "EH-2345-6789"


def test_saving_notes_the_writer_once_a_minute(schema: object) -> None:
    draft, token = begun()
    for seconds in (0, 30, 90, 700):
        autosave.save(token, draft.id, [edit("strengths", "x", 0)], NOW + timedelta(seconds=seconds))
    db.session.expire_all()
    sign_in = db.session.scalars(select(SignIn).where(SignIn.token_hash == token)).one()
    assert sign_in.seen_at == NOW + timedelta(seconds=700)


def test_who_wrote_is_the_servers_word(schema: object) -> None:
    draft, token = begun()
    autosave.save(token, draft.id, [edit("strengths", "x")], NOW)
    row = db.session.get_one(DraftAnswer, (draft.id, "strengths"))
    assert (row.edited_by, row.edited_at) == (draft.owner_id, NOW)
