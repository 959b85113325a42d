"""The organisations a referrer can pick: schools (GIAS) and GP practices (NHS ODS)."""

import unicodedata
from uuid import UUID

from sqlalchemy import Index, func, select
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from portal import db, places
from portal.db import Row

MOST = 20


def folded(*parts: str) -> str:
    """Words as a search compares them: small letters, no accents, no punctuation ("St. Mary's" gives "st marys")."""
    plain = unicodedata.normalize("NFKD", " ".join(parts)).casefold()
    kept = "".join(letter if letter.isalnum() else " " for letter in plain if letter not in "'’`." and _is_base(letter))
    return " ".join(kept.split())


def _is_base(letter: str) -> bool:
    return not unicodedata.combining(letter)


def _sought(context: DefaultExecutionContext) -> str:
    row = context.get_current_parameters()
    return folded(*(row.get(name) or "" for name in ("name", "town", "district_name", "code")))


class Organisation(Row):
    """A place that sends requests. `code`: a school's URN or a practice's ODS code; names repeat, codes do not.
    `sought`: name, town, district and code, folded: what a search is matched against."""

    __tablename__ = "organisation"
    __table_args__ = (
        Index("ix_organisation_sought", "sought", postgresql_using="gin", postgresql_ops={"sought": "gin_trgm_ops"}),
    )

    kind: Mapped[str]  # school or gp
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    town: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="", index=True)
    district_code: Mapped[str] = mapped_column(default="")  # ONS code
    district_name: Mapped[str] = mapped_column(default="")
    sought: Mapped[str] = mapped_column(init=False, insert_default=_sought)

    @property
    def label(self) -> str:
        """As a person picks it: "Larkfield Primary School, Retford, Bassetlaw, URN 123456"."""
        number = f"{'URN' if self.kind == 'school' else 'ODS'} {self.code}"
        return ", ".join(part for part in (self.name, self.town, self.district_name, number) if part)


def get(organisation_id: UUID) -> Organisation | None:
    """The organisation with that id."""
    return db.session.get(Organisation, organisation_id)


def search(words: str, limit: int = MOST) -> list[Organisation]:
    """Up to `limit` (20 at most) organisations for what a person typed: a postcode, a URN or ODS code, or words of the
    name, town or district, nearly right will do. Best first, then by name, town and code."""
    postcode = places.normalise(words)
    wanted = folded(words)
    if not wanted:
        return []
    found = select(Organisation).order_by(Organisation.name, Organisation.town, Organisation.code)
    if postcode:
        found = found.where(Organisation.postcode == postcode)
    else:
        near = func.word_similarity(wanted, Organisation.sought)
        found = found.where(Organisation.sought.op("%>")(wanted)).order_by(None)
        found = found.order_by(near.desc(), Organisation.name, Organisation.town, Organisation.code)
    return list(db.session.scalars(found.limit(min(limit, MOST))))
