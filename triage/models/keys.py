"""What seals unsent words about a request on a person's device."""

from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base
from portal.seal_keys import SealKey


class RequestKey(SealKey, Base):
    """Seals what one person typed about one request. It goes with the request: what is sealed anywhere then stays so
    for good."""

    __tablename__ = "request_key"

    # What forms were taken by the portal, newest first: their words are no longer unsaved. Ids made by the page.
    taken: Mapped[list[str]] = mapped_column(ARRAY(Text), insert_default=list, default_factory=list)
    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
