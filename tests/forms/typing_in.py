"""Somebody who types in a draft, for the tests of autosave."""

from typing import Any
from uuid import UUID, uuid4

from forms import drafts
from forms.autosave_edits import Edit
from forms.models import Draft
from portal import clock, db
from portal.accounts import signins
from portal.accounts.models import User
from tests.factories import drafts as made
from tests.factories import people

NOW = clock.now()


def signed_in(person: User) -> str:
    token = signins.begin(person, NOW, by_code=True)
    db.commit()
    return signins.hash_of(token)


def begun() -> tuple[Draft, str]:
    owner = people.make()
    return made.begin(owner, NOW), signed_in(owner)


def edit(path: str, value: Any, base: int | None = None, id_: UUID | None = None) -> Edit:
    return Edit(path, value, base, id_ or uuid4())


def kept(draft: Draft) -> dict[str, Any]:
    db.session.expire_all()
    return {path: held.value for path, held in drafts.answers(draft).rows.items()}
