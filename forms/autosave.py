"""Saves edits of a draft: one statement, acknowledged only when committed (ARCHITECTURE.md "Autosave").

This is the one path that goes past the ORM and the web session, because it is the one that must keep up with typing.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from forms.answers import Value


@dataclass(frozen=True)
class Edit:
    """base: the revision the writer saw (0 or None: never answered); edit: the writer's own id for this edit, by which
    a repeat is known."""

    path: str
    value: Value
    base: int | None
    edit: UUID


@dataclass(frozen=True)
class Saved:
    path: str
    edit: UUID
    revision: int


@dataclass(frozen=True)
class AlreadySaved:
    """The same edit came again; `revision` is what it got the first time."""

    path: str
    edit: UUID
    revision: int


@dataclass(frozen=True)
class Clash:
    """Somebody changed this answer since `base`. Nothing was overwritten: `revision` is that of theirs."""

    path: str
    edit: UUID
    revision: int
    theirs: Value
    yours: Value


@dataclass(frozen=True)
class Refused:
    """code: unknown_question, removed, too_long, broken_text or wrong_kind; message: plain words for the person."""

    path: str
    edit: UUID
    code: str
    message: str


Result = Saved | AlreadySaved | Clash | Refused


class SignedOut(Exception):
    """The sign-in is over (revoked, idle too long, past its end, or the account was closed): answer 401."""


class NoSuchDraft(Exception):
    """No such draft of this person: answer 404."""


class AlreadySent(Exception):
    """The draft has been sent and is locked; `reference` says as what."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


def read_edits(body: object) -> list[Edit]:
    """The edits of a request's JSON body `{"edits": [{path, value, base, edit}]}`. Raises ValueError with plain words
    when it is something else."""
    raise NotImplementedError


def save(token_hash: str, draft_id: UUID, edits: list[Edit], now: datetime) -> list[Result]:
    """Save what can be saved and say of each edit, in order, what became of it.

    token_hash: `SignIn.token_hash` of the cookie's token. Committed when this returns. Raises SignedOut,
    NoSuchDraft or AlreadySent."""
    raise NotImplementedError
