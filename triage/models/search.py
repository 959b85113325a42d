"""What the search box looks in: the words names are made of, and in which requests each stands."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base

# Compared byte by byte: the same order everywhere, and the start of a word is found by its index.
_PLAIN = String(collation="C")


class SearchWord(Base):
    """A word of some person's name, without accents and capitals. `sound`: how it sounds in English, may be empty."""

    __tablename__ = "search_word"
    __table_args__ = (
        Index("ix_search_word_alike", "word", postgresql_using="gin", postgresql_ops={"word": "gin_trgm_ops"}),
        Index("ix_search_word_sound", "sound"),
    )

    word: Mapped[str] = mapped_column(_PLAIN, primary_key=True)
    sound: Mapped[str] = mapped_column(_PLAIN)


class SearchTerm(Base):
    """A request can be found by `term`: a word of a name, two of one person's in order, a date of birth, a postcode,
    or a date of birth or postcode with a word. Pairs are kept so that "Jones" and "Oliver" are never counted out."""

    __tablename__ = "search_term"

    term: Mapped[str] = mapped_column(_PLAIN, primary_key=True)
    district: Mapped[str] = mapped_column(primary_key=True)  # the request's, so that others' are never walked through
    request_id: Mapped[UUID] = mapped_column(
        ForeignKey("help_request.id", ondelete="CASCADE"), primary_key=True, index=True
    )
