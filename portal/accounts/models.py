"""People and how they are signed in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.access import Role
from portal.db import Row


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
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(default=None)

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
