"""Conditions of the question set: when a question is shown, when it is needed, who is shown its answer.

A rule is data. In a question set it reads `{field: agree_not_told, is: "yes"}`; here it is one of the classes below.
"""

from dataclasses import dataclass
from typing import Any

Plain = str | int | bool


class RuleWrong(ValueError):
    """A rule that cannot be read; the message says what is wrong and how to write it."""


@dataclass(frozen=True)
class Field:
    """About one answer. test: is, not, in, not_in, includes or empty; against: what it is compared with."""

    field: str
    test: str
    against: Plain | tuple[Plain, ...]


@dataclass(frozen=True)
class Count:
    """At least `least` things: people of a repeat, or ticks of a question."""

    of: str
    least: int


@dataclass(frozen=True)
class Age:
    """A child's age in whole years, from `least` up to but not reaching `below`."""

    least: int = 0
    below: int = 200


@dataclass(frozen=True)
class AnyOf:
    rules: tuple["Rule", ...]


@dataclass(frozen=True)
class AllOf:
    rules: tuple["Rule", ...]


Rule = Field | Count | Age | AnyOf | AllOf

_TESTS = ("is", "not", "in", "not_in", "includes", "empty")
_HOW = "Fix: write {field: name, is: value}, {any: [..]}, {all: [..]}, {count: name, min: 2} or {age: 5+}."


def read(data: Any) -> Rule:
    """The rule that `data` (of a YAML or JSON file) says. Raises RuleWrong."""
    match data:
        case {"any": [_, *_] as parts, **rest} if not rest:
            return AnyOf(tuple(read(part) for part in parts))
        case {"all": [_, *_] as parts, **rest} if not rest:
            return AllOf(tuple(read(part) for part in parts))
        case {"count": str(of), "min": int(least), **rest} if not rest:
            return Count(of, least)
        case {"age": str(words), **rest} if not rest:
            return _age(words)
        case {"field": str(field), **tests} if len(tests) == 1:
            ((test, against),) = tests.items()
            return _field(field, str(test), against)
    raise RuleWrong(f"this condition cannot be read. {_HOW}")


def _field(field: str, test: str, against: Any) -> Field:
    if test not in _TESTS:
        raise RuleWrong(f"“{test}” is no test. Fix: use one of {', '.join(_TESTS)}.")
    is_list = isinstance(against, list)
    if is_list != (test in {"in", "not_in"}):
        wanted = "one value" if is_list else "a list in square brackets"
        raise RuleWrong(f"“{test}” compares with another kind of value. Fix: give it {wanted}.")
    return Field(field, test, tuple(against) if is_list else against)


def _age(words: str) -> Age:
    first, _, last = words.partition(" ")
    if first == "under" and last.isdecimal():
        return Age(below=int(last))
    if words.endswith("+") and words[:-1].isdecimal():
        return Age(least=int(words[:-1]))
    raise RuleWrong(f"“{words}” is no age. Fix: write 5+ for five and over, or under 5.")


def as_data(rule: Rule) -> dict[str, Any]:
    """The rule as plain data, as `read` takes it and as a page's script can follow it."""
    match rule:
        case AnyOf(rules):
            return {"any": [as_data(part) for part in rules]}
        case AllOf(rules):
            return {"all": [as_data(part) for part in rules]}
        case Count(of, least):
            return {"count": of, "min": least}
        case Age(least, below):
            return {"age": f"{least}+" if least else f"under {below}"}
        case Field(field, test, against):
            return {"field": field, test: list(against) if isinstance(against, tuple) else against}


def fields(rule: Rule) -> frozenset[str]:
    """The question ids a rule asks about (not what a count counts)."""
    match rule:
        case AnyOf(rules) | AllOf(rules):
            return frozenset().union(*(fields(part) for part in rules))
        case Field(field):
            return frozenset({field})
        case _:
            return frozenset()
