"""The sentence each outcome leads with, for each reader, and the facts ("slots") it asks for (core_sentences.yaml)."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from notifications.wordings import Reader

_FILE = Path(__file__).with_name("core_sentences.yaml")
_ONE = re.compile(r"\b1 (short question|time)s\b")
FROM_CHILDREN = ("initials", "child")


class SlotMissing(ValueError):
    """A core sentence was not given all it asks for; the message names the outcome, the reader and the slots."""


@cache
def _table() -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return table


def _asked(pattern: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(pattern) if name is not None))


def _pattern(outcome: str, reader: Reader) -> str:
    try:
        return str(_table()[outcome][reader.value])
    except KeyError:
        raise SlotMissing(f"The outcome {outcome} has no letter to the {reader}.") from None


def outcomes() -> tuple[str, ...]:
    """The codes of all outcomes that have sentences."""
    return tuple(_table())


def has_letter(outcome: str, reader: Reader) -> bool:
    """Whether this outcome writes to this reader at all (DOMAIN.md 3.3: "none")."""
    return reader.value in _table()[outcome]


def slots(outcome: str, reader: Reader) -> tuple[str, ...]:
    """The names `outcome`'s sentence asks for, in order, without those filled from the children (initials, child)."""
    return tuple(name for name in _asked(_pattern(outcome, reader)) if name not in FROM_CHILDREN)


def sentence(outcome: str, reader: Reader, values: Mapping[str, str]) -> str:
    """The filled sentence. Raises SlotMissing."""
    pattern, given = _pattern(outcome, reader), dict(_table()[outcome].get("when_empty", {}))
    given |= {name: value.strip() for name, value in values.items() if value.strip()}
    missing = [name for name in _asked(pattern) if name not in given]
    if missing:
        raise SlotMissing(
            f"The {reader}'s letter ({outcome}) still needs: {', '.join(missing)}. Go back and fill it in."
        )
    return _ONE.sub(r"1 \1", pattern.format_map(given))


def also_sentence(outcome: str, reader: Reader, values: Mapping[str, str]) -> str:
    """What is said of an extra outcome: its sentence when all its slots are given, else its short one, else nothing."""
    if has_letter(outcome, reader) and all(values.get(name) for name in _asked(_pattern(outcome, reader))):
        return sentence(outcome, reader, values)
    return dict(_table()[outcome]["also"]).get(reader.value, "")
