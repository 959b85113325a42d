"""Where a postcode is: the ONS district (and ward, when the loaded edition has it) that it stands for."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import council_names, db
from portal.db import Base, Row
from portal.postcode_words import normalise

__all__ = ["Place", "Postcode", "PostcodeEdition", "council_name", "count", "edition", "look_up", "normalise"]


class Postcode(Base):
    """A live English postcode, written without its space. Demo rows are invented and outlast a change of edition."""

    __tablename__ = "postcode"

    postcode: Mapped[str] = mapped_column(primary_key=True)
    district_code: Mapped[str]
    ward_code: Mapped[str | None] = mapped_column(default=None)
    is_demo: Mapped[bool] = mapped_column(default=False, server_default="false")
    easting: Mapped[int | None] = mapped_column(default=None)  # metres on the national grid, when the edition has them
    northing: Mapped[int | None] = mapped_column(default=None)


class PostcodeEdition(Row):
    """An edition of the postcode directory that was loaded; the newest is the one in use."""

    __tablename__ = "postcode_edition"

    name: Mapped[str]
    source: Mapped[str]  # "shipped" or the name of the imported file
    loaded_at: Mapped[datetime]
    rows: Mapped[int]


@dataclass(frozen=True)
class Place:
    """A postcode as shown ("DN22 9ZZ") with its ONS codes. `ward_code` is None when the edition has no wards."""

    postcode: str
    district_code: str
    ward_code: str | None = None


def look_up(postcode: str) -> Place | None:
    """Where `postcode` is, however it is typed; None when it is no live English postcode."""
    shown = normalise(postcode)
    row = db.session.get(Postcode, shown.replace(" ", "")) if shown else None
    return Place(shown, row.district_code, row.ward_code) if shown and row else None


def council_name(district_code: str) -> str:
    """The council for children's services at an ONS district code: the county's name where there is a county
    (Bolsover gives Derbyshire). "another council" for a code that is not known."""
    return council_names.of(district_code)


def edition() -> PostcodeEdition | None:
    """The edition in use; None before any was loaded."""
    return db.session.scalars(select(PostcodeEdition).order_by(PostcodeEdition.loaded_at.desc())).first()


def count() -> int:
    """How many postcodes are loaded, demo rows included."""
    return db.session.scalar(select(func.count()).select_from(Postcode)) or 0
