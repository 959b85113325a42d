"""The sentence each outcome leads with, for each reader, and the facts ("slots") it asks for (core_sentences.yaml)."""

from collections.abc import Mapping

from notifications.wordings import Reader


class SlotMissing(ValueError):
    """A core sentence was not given all it asks for; the message names the outcome, the reader and the slots."""


def slots(outcome: str, reader: Reader) -> tuple[str, ...]:
    """The names `outcome`'s sentence asks for, in order, without those filled from the children (initials, child)."""
    raise NotImplementedError


def has_letter(outcome: str, reader: Reader) -> bool:
    """Whether this outcome writes to this reader at all (DOMAIN.md 3.3: "none")."""
    raise NotImplementedError


def sentence(outcome: str, reader: Reader, values: Mapping[str, str]) -> str:
    """The filled sentence. Raises SlotMissing."""
    raise NotImplementedError
