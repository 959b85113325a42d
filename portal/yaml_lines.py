"""YAML that remembers its lines, so that a mistake in a file people edit is reported where it stands.

Only true, false, null and whole numbers are read as such; every other word stays text. YAML 1.1 would make `no` a
false, `17:00` the number 1020 and `2026-09-01` a date, none of which an officer typing a council file means.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Where = tuple[str | int, ...]
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_ALIAS = "a word after * stands for another entry. Fix: write the entry out, or put the word in quotation marks."
_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")


@dataclass(frozen=True)
class Problem:
    """One mistake: the line it stands on (1 is the first) and what is wrong, with the fix."""

    line: int
    text: str


class YamlWrong(Exception):
    """The file is no readable YAML, or repeats a key. `problems` has them all, in the order of their lines."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: problem.line)
        super().__init__("\n".join(f"{path}:{problem.line}: {problem.text}" for problem in self.problems))


@dataclass(frozen=True)
class Lined:
    """What a file holds (`data`: dicts, lists, text, numbers), and the line each path of keys and places starts on."""

    data: Any
    lines: Mapping[Where, int]

    def line(self, path: Where) -> int:
        """The line `path` starts on, or the line of the nearest thing around it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(path: Path) -> Lined:
    """Read a YAML file. Raises YamlWrong for what is not UTF-8, not YAML or has a key twice; OSError if not there."""
    try:
        text = path.read_text(encoding="utf-8")
        events = yaml.parse(text, Loader=yaml.CSafeLoader)
        if alias := next((event for event in events if isinstance(event, yaml.AliasEvent)), None):
            raise YamlWrong(path, [_at(alias.start_mark, _ALIAS)])  # it could even stand for itself
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except UnicodeDecodeError:
        raise YamlWrong(path, [Problem(1, "the file is not UTF-8 text. Fix: save it as UTF-8.")]) from None
    except yaml.YAMLError as error:
        raise YamlWrong(path, [_syntax(error)]) from error
    lines: dict[Where, int] = {(): 1}
    problems: list[Problem] = []
    data = _built(root, (), lines, problems) if root is not None else {}
    if problems:
        raise YamlWrong(path, problems)
    return Lined(data, lines)


def _syntax(error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "the text is not YAML"
    fix = "Fix: check the spaces at the start of the line, the colons, and that quotation marks come in pairs."
    return _at(mark, f"{what}. {fix}")


def _at(mark: Any, text: str) -> Problem:
    return Problem(mark.line + 1 if mark else 1, text)


def _built(node: Node, at: Where, lines: dict[Where, int], problems: list[Problem]) -> Any:
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        return dict(_pairs(node, at, lines, problems))
    if isinstance(node, SequenceNode):
        return [_built(item, (*at, place), lines, problems) for place, item in enumerate(node.value)]
    return _scalar(node.value, is_quoted=isinstance(node, ScalarNode) and node.style in {"'", '"', "|", ">"})


def _pairs(node: MappingNode, at: Where, lines: dict[Where, int], problems: list[Problem]) -> Iterator[tuple[str, Any]]:
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in seen:
            problems.append(Problem(line, f"“{key}” is here a second time (first on line {seen[key]}). Fix: keep one."))
        seen[key] = line
        lines[(*at, key)] = line
        yield key, _built(value_node, (*at, key), lines, problems)


def _scalar(text: str, *, is_quoted: bool) -> Any:
    if is_quoted:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else text
