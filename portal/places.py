"""Where a postcode is: the ONS district (and ward, when the loaded edition has it) that it stands for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import council_names, db
from portal.db import Base, Row
from portal.postcode_words import normalise

__all__ = [
    "Place", "Postcode", "PostcodeEdition", "council_name", "count", "edition", "look_up", "normalise", "several",
]  # fmt: skip


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
    """A postcode as shown ("DN22 9ZZ") with its ONS codes, and where it is on the national grid, in metres. The last
    three are None when the edition does not have them."""

    postcode: str
    district_code: str
    ward_code: str | None = None
    easting: int | None = None
    northing: int | None = None


def look_up(postcode: str) -> Place | None:
    """Where `postcode` is, however it is typed; None when it is no live English postcode."""
    shown = normalise(postcode)
    row = db.session.get(Postcode, shown.replace(" ", "")) if shown else None
    return _place(shown, row) if shown and row else None


def several(postcodes: Iterable[str]) -> dict[str, Place]:
    """Where each of `postcodes` is, by its own spelling, in one statement; left out: what is no live one."""
    typed = {shown: postcode for postcode in postcodes if (shown := normalise(postcode))}
    rows = select(Postcode).where(Postcode.postcode.in_([shown.replace(" ", "") for shown in typed]))
    found = {row.postcode: row for row in db.session.scalars(rows)} if typed else {}
    return {
        postcode: _place(shown, row) for shown, postcode in typed.items() if (row := found.get(shown.replace(" ", "")))
    }


def _place(shown: str, row: Postcode) -> Place:
    return Place(shown, row.district_code, row.ward_code, row.easting, row.northing)


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
