"""A signed-in browser: begun, recognised by its token, ended. The token lives only in that browser's cookie."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Text, bindparam, select, text, update

from portal import clock, db
from portal.accounts.lengths import lengths_of
from portal.accounts.models import SignIn, User
from portal.accounts.reach import Rota, rota_columns

SEEN_EVERY = timedelta(minutes=1)
_TOKEN_BYTES = 32  # 256 bits cannot be guessed, so a plain hash is enough at rest

# SKIP LOCKED: nobody waits in order to be noted as seen.
_SEEN = text(
    "UPDATE sign_in SET seen_at = :now WHERE id = "
    "(SELECT id FROM sign_in WHERE id = :id AND seen_at < :now FOR UPDATE SKIP LOCKED)"
)

# Asked by every page, so built once.
_BY_TOKEN = (
    select(SignIn, User, *rota_columns(User.id, bindparam("day", type_=Date())))
    .join(User, User.id == SignIn.person_id)
    .where(SignIn.token_hash == bindparam("token_hash", type_=Text()))
)


def hash_of(token: str) -> str:
    """SHA-256 of a token as it is kept at rest, in hex."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def begin(person: User, now: datetime, by_code: bool, device: str = "") -> str:
    """Sign `person` in on one browser and return the token for its cookie (43 characters, URL-safe).

    by_code: whether a code from the mail was typed; False on a trusted device. device: what the browser calls itself.
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    lengths = lengths_of(person.role)
    db.session.add(
        SignIn(
            person_id=person.id,
            token_hash=hash_of(token),
            by_code=by_code,
            device=device,
            created_at=now,
            seen_at=now,
            idle_seconds=int(lengths.idle.total_seconds()),
            ends_at=now + lengths.absolute,
        )
    )
    return token


@dataclass(frozen=True)
class Known:
    """Who a token stands for, and what the rota says of them today."""

    sign_in: SignIn
    person: User
    rota: Rota


def of_token(token: str, now: datetime) -> Known | None:
    """Who a cookie's token stands for; None when unknown, ended, idle too long, or the account is closed."""
    found = _of_token(token, now)
    return found if found and is_open(found.sign_in, found.person, now=now) else None


def is_open(sign_in: SignIn, person: User, *, now: datetime) -> bool:
    """Whether this sign-in still stands: not ended, not past either length, its account not closed."""
    idle_until = sign_in.seen_at + timedelta(seconds=sign_in.idle_seconds)
    return sign_in.revoked_at is None and person.closed_at is None and now < min(idle_until, sign_in.ends_at)


def whose(token: str, now: datetime) -> User | None:
    """The person a token belonged to, even when it no longer signs them in: to keep what they typed for them alone."""
    found = _of_token(token, now)
    return found.person if found else None


def seen(sign_in: SignIn, now: datetime) -> None:
    """Note that this browser is in use, at most once a minute: one small statement outside the page's transaction,
    so that reading a page holds no lock and writes nothing else."""
    if now - sign_in.seen_at < SEEN_EVERY:
        return
    with db.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(_SEEN, {"id": sign_in.id, "now": now})


def unused_for(sign_in: SignIn, now: datetime) -> timedelta:
    """How long nobody has used this sign-in, by any page of its browser; right to SEEN_EVERY."""
    return now - sign_in.seen_at


def end(token: str, now: datetime) -> None:
    """Sign the browser that holds `token` out; a copy of its cookie is worth nothing from then on."""
    _revoke(now, SignIn.token_hash == hash_of(token))


def end_one(person_id: UUID, sign_in_id: UUID, now: datetime) -> None:
    """Sign out one of a person's browsers; nothing happens when it is not theirs."""
    _revoke(now, SignIn.id == sign_in_id, SignIn.person_id == person_id)


def end_all(person_id: UUID, now: datetime) -> None:
    """Sign this person out everywhere, from their next request on."""
    _revoke(now, SignIn.person_id == person_id)


def open_of(person: User, now: datetime) -> Sequence[SignIn]:
    """Where this person is signed in now, latest first."""
    rows = db.session.scalars(
        select(SignIn)
        .where(SignIn.person_id == person.id, SignIn.revoked_at.is_(None), SignIn.ends_at > now)
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    )
    return [row for row in rows if is_open(row, person, now=now)]


def _of_token(token: str, now: datetime) -> Known | None:
    given = {"token_hash": hash_of(token), "day": clock.local(now).date()}
    row = db.session.execute(_BY_TOKEN, given).one_or_none()
    return Known(row[0], row[1], Rota(*row[2:])) if row else None


def _revoke(now: datetime, *which: ColumnElement[bool]) -> None:
    db.session.execute(update(SignIn).where(SignIn.revoked_at.is_(None), *which).values(revoked_at=now))
