"""The sentence each outcome leads with, for each reader, and the facts ("slots") it asks for (core_sentences.yaml)."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from notifications.wordings import KeptSentence, Reader

_FILE = Path(__file__).with_name("core_sentences.yaml")
_ONE = re.compile(r"\b1 (short question|time)s\b")
_SLOT = re.compile(r"\{(\w+)\}")
_NONE_KEPT: Mapping[str, KeptSentence] = {}
FROM_CHILDREN = ("initials", "child")


class SlotMissing(ValueError):
    """A core sentence was not given all it asks for; the message names the outcome, the reader and the slots."""


@cache
def _table() -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return table


def asked(pattern: str) -> tuple[str, ...]:
    """The names of the slots in a sentence, in order."""
    return tuple(dict.fromkeys(_SLOT.findall(pattern)))


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """The sentence with each slot's value in its place; what a value holds is never looked at again."""
    return _SLOT.sub(lambda slot: values[slot[1]], pattern)


def packaged(outcome: str, reader: Reader) -> KeptSentence:
    """The sentence that comes with the portal. Raises SlotMissing where this reader gets no letter."""
    try:
        given = _table()[outcome]
        return KeptSentence(version=0, sentence=given[reader.value], also=dict(given["also"]).get(reader.value, ""))
    except KeyError:
        raise SlotMissing(f"The outcome {outcome} has no letter to the {reader}.") from None


def in_use(outcome: str, reader: Reader, kept: Mapping[str, KeptSentence] = _NONE_KEPT) -> KeptSentence:
    """The council's sentence where it keeps one of its own, else the packaged one."""
    return kept[outcome] if outcome in kept and has_letter(outcome, reader) else packaged(outcome, reader)


def outcomes() -> tuple[str, ...]:
    """The codes of all outcomes that have sentences."""
    return tuple(_table())


def has_letter(outcome: str, reader: Reader) -> bool:
    """Whether this outcome writes to this reader at all (DOMAIN.md 3.3: "none")."""
    return reader.value in _table()[outcome]


def slots(outcome: str, reader: Reader) -> tuple[str, ...]:
    """The names `outcome`'s sentence asks for, in order, without those filled from the children (initials, child)."""
    return tuple(name for name in asked(packaged(outcome, reader).sentence) if name not in FROM_CHILDREN)


def when_empty(outcome: str) -> Mapping[str, str]:
    """What is said for a slot that nobody filled, by its name."""
    return dict(_table()[outcome].get("when_empty", {}))


def optional(outcome: str) -> frozenset[str]:
    """The slots for which something is said when nobody fills them."""
    return frozenset(_table()[outcome].get("when_empty", {}))


def sentence(
    outcome: str, reader: Reader, values: Mapping[str, str], kept: Mapping[str, KeptSentence] = _NONE_KEPT
) -> str:
    """The filled sentence. Raises SlotMissing."""
    pattern, given = in_use(outcome, reader, kept).sentence, dict(_table()[outcome].get("when_empty", {}))
    given |= {name: value.strip() for name, value in values.items() if value.strip()}
    missing = [name for name in asked(pattern) if name not in given]
    if missing:
        raise SlotMissing(
            f"The {reader}'s letter ({outcome}) still needs: {', '.join(missing)}. Go back and fill it in."
        )
    return _ONE.sub(r"1 \1", filled(pattern, given))


def also_sentence(
    outcome: str, reader: Reader, values: Mapping[str, str], kept: Mapping[str, KeptSentence] = _NONE_KEPT
) -> str:
    """What is said of an extra outcome: its sentence when all its slots are given, else its short one, else nothing."""
    if not has_letter(outcome, reader):
        return dict(_table()[outcome]["also"]).get(reader.value, "")
    ours = in_use(outcome, reader, kept)
    if all(values.get(name) for name in asked(ours.sentence)):
        return sentence(outcome, reader, values, kept)
    return ours.also
