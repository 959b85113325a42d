"""Lines that stand in every letter to a reader, whatever the outcome, and that councils word differently
(letter_lines.yaml)."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from notifications import core_sentences
from notifications.wordings import KeptSentence, Reader

_FILE = Path(__file__).with_name("letter_lines.yaml")


@cache
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return table


def names(reader: Reader) -> tuple[str, ...]:
    """The lines of this reader's letters, in their order."""
    return tuple(name for name, line in _table().items() if reader.value in line)


def about(name: str) -> str:
    """Where a line stands."""
    return _table()[name]["about"]


def packaged(name: str, reader: Reader) -> KeptSentence:
    """The line that comes with the portal."""
    return KeptSentence(version=0, sentence=_table()[name][reader.value])


def filled(reader: Reader, values: Mapping[str, str], kept: Mapping[str, KeptSentence]) -> dict[str, str]:
    """All lines of this reader's letters, by name: the council's own where it keeps one."""
    in_use = {name: kept.get(name) or packaged(name, reader) for name in names(reader)}
    return {name: core_sentences.filled(line.sentence, values) for name, line in in_use.items()}
