"""People and how they are signed in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.access import Role
from portal.db import Base, Row


class User(Row):
    """A referrer or a member of the council's staff. `districts`: slugs of the council file, for council roles."""

    __tablename__ = "person"

    email: Mapped[str] = mapped_column(unique=True)  # lower case, NFC
    role: Mapped[Role]
    name: Mapped[str] = mapped_column(default="")
    job: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None, index=True)
    organisation_name: Mapped[str] = mapped_column(default="")  # as typed when not listed, else as listed
    source_code: Mapped[str] = mapped_column(default="")  # an option of the question ref_source
    lead: Mapped[str] = mapped_column(default="")  # manager or safeguarding lead: name and e-mail
    districts: Mapped[list[str]] = mapped_column(ARRAY(Text), default_factory=list)
    is_experienced: Mapped[bool] = mapped_column(default=False)  # signed off own decisions before they came here
    hides_surname: Mapped[bool] = mapped_column(default=False)  # asked that no letter says it
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    # Who opens their letters when they do not: a colleague of the same organisation, whom they named
    second_contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)

    @property
    def name_in_letters(self) -> str:
        """The name as they wish it shown in letters (DOMAIN.md 3.2)."""
        first, _, _ = self.name.rpartition(" ")
        return first if self.hides_surname and first else self.name

    @property
    def is_complete(self) -> bool:
        """Whether the first-time questions have been answered."""
        return bool(self.name and self.job and self.phone and self.organisation_name and self.lead)


class SignIn(Row):
    """One signed-in browser. Deleting or revoking the row signs it out."""

    __tablename__ = "sign_in"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)  # SHA-256 of the token in the cookie, hex
    by_code: Mapped[bool]  # False: opened by a trusted device, so letters still want a code
    device: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    idle_seconds: Mapped[int]
    ends_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)


class SignInCode(Row):
    """One asking for a code. The six digits are nowhere: `portal.accounts.codes` derives them from the id and the
    secret key, so a copy of this table signs nobody in."""

    __tablename__ = "sign_in_code"

    email: Mapped[str] = mapped_column(index=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class TrustedDevice(Row):
    """A browser a referrer said is their own: for 30 days it signs them in without a code, but opens no letter."""

    __tablename__ = "trusted_device"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)  # SHA-256 of the token in its cookie, hex
    name: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)


class Throttle(Base):
    """How often something was tried lately. `key` is a keyed hash of an e-mail or network address, never the thing."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[float]  # tries, leaking away with time
    at: Mapped[datetime]
    not_before: Mapped[datetime]


class KeptPost(Row):
    """What somebody had typed when their sign-in lapsed, until they have signed in and posted it again. Only the cookie
    of their browser holds the key."""

    __tablename__ = "kept_post"

    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    path: Mapped[str]
    sealed: Mapped[bytes]  # the posted fields under Fernet
    kept_at: Mapped[datetime] = mapped_column(index=True)
