"""Whether two names may be one person's: accents, short forms, small misspellings, first and last swapped."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from portal import council_names
from portal.organisations import folded

_FILE = council_names.DATA / "nicknames.txt"
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_SOUNDS = (
    ("ph", "f"), ("sch", "sh"), ("tch", "ch"), ("ck", "k"), ("gh", ""), ("kn", "n"), ("wr", "r"), ("x", "ks"),
    ("q", "k"), ("ce", "s"), ("ci", "s"), ("cy", "s"), ("c", "k"), ("z", "s"), ("v", "f"), ("ge", "j"), ("gi", "j"),
)  # fmt: skip
_SILENT = set("aeiouyhw")


class Like(IntEnum):
    """How far one name may stand for the other: the higher the surer."""

    NOT = 0
    NEAR = 1  # spelt nearly the same
    PART = 2  # one of two names joined by a hyphen or a space
    SHORT = 3  # a usual short form
    SAME = 4  # but for accents, capitals and punctuation


@dataclass(frozen=True)
class Name:
    """A person's name as compared. `first`: each first name they may be called by; `last`: empty when not known."""

    first: tuple[str, ...]
    last: str


def name_of(first: str, last: str, known_as: str = "") -> Name:
    """The name ready to compare."""
    called = dict.fromkeys(plain(each) for each in (first, known_as))
    return Name(tuple(each for each in called if each), plain(last))


@cache
def plain(name: str) -> str:
    """Small letters without accents or punctuation: "O’Neill-Łuk" gives "oneill luk"."""
    return folded(name.casefold().translate(_LETTERS))


def like_first(one: Name, other: Name) -> Like:
    """How alike the first names are, by whatever the two are called."""
    return max((like(mine, theirs) for mine in one.first for theirs in other.first), default=Like.NOT)


def like(one: str, other: str) -> Like:
    """How alike two plain names are."""
    if not one or not other:
        return Like.NOT
    if one == other:
        return Like.SAME
    if full_forms(one) & full_forms(other):
        return Like.SHORT
    mine, theirs = set(one.split()), set(other.split())
    if (mine <= theirs or theirs <= mine) and max(len(word) for word in mine & theirs) > 2:
        return Like.PART
    return Like.NEAR if _is_near(one, other) else Like.NOT


def _is_near(one: str, other: str) -> bool:
    """One slip of the pen, two in a long name, or the same consonants in the same order."""
    shorter = min(len(one), len(other))
    if shorter < 3 or abs(len(one) - len(other)) > 2:
        return False
    slips = 0 if shorter < 4 else 1 if shorter < 7 else 2
    return (len(sound(one)) > 2 and sound(one) == sound(other)) or _slips(one, other) <= slips


def _slips(one: str, other: str) -> int:
    """How many letters to add, drop, change or swap with a neighbour (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, other_letter in enumerate(other, 1):
            changed = last[column - 1] + (letter != other_letter)
            best = min(last[column] + 1, now[column - 1] + 1, changed)
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == other_letter:
                best = min(best, before[column - 2] + 1)
            now.append(best)
        before, last = last, now
    return last[-1]


@cache
def sound(word: str) -> str:
    """The consonants one hears, in order; a vowel at the beginning counts as "a". Names of other scripts stay whole."""
    if not word.isascii():
        return word
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    first = "a" if word[:1] in set("aeiou") else word[:1]
    heard = first + "".join(letter for letter in word[1:] if letter not in _SILENT)
    return "".join(letter for letter, before in zip(heard, f" {heard}", strict=False) if letter != before)


@cache
def full_forms(name: str) -> frozenset[str]:
    """The names `name` may be short for, itself among them when it is one."""
    return _forms().get(name, frozenset())


@cache
def _forms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        full, _, short = line.partition(":")
        if short and not line.startswith("#"):
            for name in (full, *short.split(",")):
                found.setdefault(plain(name), set()).add(plain(full))
    return {name: frozenset(forms) for name, forms in found.items()}
