"""Browsers a referrer trusts for a while: no code is asked there, except before a letter is opened."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update

from portal import council, db
from portal.accounts.models import TrustedDevice, User
from portal.accounts.signins import hash_of


def trust(person: User, name: str, now: datetime, instead_of: str = "") -> str | None:
    """Trust this browser for as long as the council says and return the token for its cookie; None for council roles,
    who always type a code. name: what the browser calls itself; instead_of: the token it held until now."""
    if person.role.is_council:
        return None
    db.session.execute(
        update(TrustedDevice).where(TrustedDevice.token_hash == hash_of(instead_of)).values(revoked_at=now)
    )
    token = secrets.token_urlsafe(32)
    ends_at = now + timedelta(days=council.current().sign_in.trusted_device_days)
    row = TrustedDevice(person_id=person.id, token_hash=hash_of(token), name=name, created_at=now, ends_at=ends_at)
    db.session.add(row)
    return token


def owner(token: str, email: str, now: datetime) -> User | None:
    """The person who trusts the device holding `token`, when that is whose `email` was typed and nothing has ended."""
    found = select(User).join(TrustedDevice, TrustedDevice.person_id == User.id)
    standing = found.where(TrustedDevice.revoked_at.is_(None), TrustedDevice.ends_at > now, User.closed_at.is_(None))
    person = db.session.scalar(standing.where(TrustedDevice.token_hash == hash_of(token), User.email == email))
    return person if person and not person.role.is_council else None


def trusted_by(person: User, now: datetime) -> Sequence[TrustedDevice]:
    """The devices this person trusts now, latest first."""
    mine = select(TrustedDevice).where(TrustedDevice.person_id == person.id, TrustedDevice.ends_at > now)
    standing = mine.where(TrustedDevice.revoked_at.is_(None))
    return db.session.scalars(standing.order_by(TrustedDevice.created_at.desc(), TrustedDevice.id.desc())).all()


def distrust(person_id: UUID, device_id: UUID, now: datetime) -> None:
    """Ask for a code on that device again; nothing happens when it is not theirs."""
    which = (TrustedDevice.id == device_id, TrustedDevice.person_id == person_id)
    db.session.execute(update(TrustedDevice).where(*which).values(revoked_at=now))


def distrust_all(person_id: UUID, now: datetime) -> None:
    """Ask this person for a code everywhere."""
    standing = (TrustedDevice.person_id == person_id, TrustedDevice.revoked_at.is_(None))
    db.session.execute(update(TrustedDevice).where(*standing).values(revoked_at=now))
