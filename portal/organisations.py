"""The organisations a referrer can pick: schools (GIAS) and GP practices (NHS ODS)."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, UnaryExpression, false, func, literal, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import council, db, places
from portal.db import Row

Order = Sequence[UnaryExpression[Any] | ColumnElement[Any]]
MOST = 20
_LONGEST, _MOST_WORDS, _SHORTEST = 100, 8, 3  # of what was typed: characters, words, and letters of a word that counts
_LIKE_ENOUGH = "0.5"  # of 1: finds "larkfeld" and "mansfeild"


def folded(*parts: str) -> str:
    """Words as a search compares them: small letters, no accents, no punctuation ("St. Mary's" gives "st marys")."""
    plain = unicodedata.normalize("NFKD", " ".join(parts)).casefold()
    kept = "".join(letter if letter.isalnum() else " " for letter in plain if letter not in "'’`." and _is_base(letter))
    return " ".join(kept.split())


def _is_base(letter: str) -> bool:
    return not unicodedata.combining(letter)


def sought(kind: str, code: str, name: str, town: str, postcode: str, district_name: str) -> str:
    """What a search is matched against: all that names the place, and the postcode with and without its space."""
    return folded(name, town, district_name, postcode, postcode.replace(" ", ""), code, kind)


def _sought(context: Any) -> str:
    row = context.get_current_parameters()
    return sought(*(row.get(name) or "" for name in ("kind", "code", "name", "town", "postcode", "district_name")))


class Organisation(Row):
    """A place that sends requests. `code`: a school's URN or a practice's ODS code; names repeat, codes do not.
    `sought`: what a search is matched against."""

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
        parts = dict.fromkeys([self.name, self.town, self.district_name, number])  # "Mansfield, Mansfield" once only
        return ", ".join(part for part in parts if part)


class OrganisationEdition(Row):
    """The shipped lists as they were loaded; the newest is the one in use."""

    __tablename__ = "organisation_edition"

    digest: Mapped[str]  # of the files it came from
    loaded_at: Mapped[datetime]


def get(organisation_id: UUID) -> Organisation | None:
    """The organisation with that id."""
    return db.session.get(Organisation, organisation_id)


def beginning(names: Sequence[str], near: Sequence[str]) -> list[Organisation]:
    """The organisations at the ONS districts `near` whose name (and town) begin as one of `names` does, some at most.
    Which of them each name means is for the caller to say: names repeat."""
    wanted = [words for name in names if len(words := folded(name[:_LONGEST])) >= _SHORTEST]
    if not wanted:
        return []
    begins = or_(*(Organisation.sought.startswith(f"{words} ") for words in wanted))
    there = select(Organisation).where(begins, Organisation.district_code.in_(near))
    return list(db.session.scalars(there.order_by(Organisation.sought, Organisation.code).limit(MOST * len(wanted))))


def numbers() -> dict[str, int]:
    """How many organisations of each kind are listed."""
    counted = select(Organisation.kind, func.count()).group_by(Organisation.kind).order_by(Organisation.kind)
    return dict(db.session.execute(counted).all())


def search(words: str, limit: int = MOST) -> list[Organisation]:
    """Up to `limit` (20 at most) organisations for what a person typed: a postcode, a URN or ODS code, or beginnings of
    words of the name, town or district in any order. When nothing fits as typed, what is spelt nearly so. Those in the
    council's own area come first, then those whose name begins as typed, then by name, town and code."""
    postcode, wanted = places.normalise(words), folded(words[:_LONGEST]).split()[:_MOST_WORDS]
    if not wanted:
        return []
    there = [Organisation.postcode == postcode] if postcode else _as_typed(wanted)
    ours = Organisation.district_code.in_(council.current().council_codes)
    begins = Organisation.sought.startswith(" ".join(wanted))
    return _found(there, (ours.desc(), begins.desc()), limit) or _found(*_nearly(wanted), limit)


def _as_typed(wanted: list[str]) -> list[ColumnElement[bool]]:
    spaced = literal(" ").concat(Organisation.sought)
    return [spaced.contains(f" {word}") for word in wanted]


def _nearly(wanted: list[str]) -> tuple[list[ColumnElement[bool]], Order]:
    settings = {"pg_trgm.word_similarity_threshold": _LIKE_ENOUGH, "enable_seqscan": "off"}
    for name, value in settings.items():  # for this transaction only; the planner thinks comparing costs nothing
        db.session.execute(select(func.set_config(name, value, True)))
    like: list[ColumnElement[bool]] = [
        Organisation.sought.bool_op("%>")(word) for word in wanted if len(word) >= _SHORTEST
    ]
    fits = [func.word_similarity(word, Organisation.sought) for word in wanted]
    return like or [false()], [sum(fits, start=literal(0.0)).desc()]


def _found(conditions: Sequence[ColumnElement[bool]], order: Order, limit: int) -> list[Organisation]:
    stable = (*order, Organisation.name, Organisation.town, Organisation.code)
    chosen = select(Organisation).where(*conditions).order_by(*stable)
    return list(db.session.scalars(chosen.limit(max(0, min(limit, MOST)))))
