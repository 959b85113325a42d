"""How hard a text is to read: the Flesch-Kincaid grade (DOMAIN.md 3.1)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from notifications.wordings import Reader

LIMITS = {Reader.REFERRER: 8.0, Reader.FAMILY: 6.0}
_SENTENCE = re.compile(r"(?<=[.!?])[\"')\u2019]*\s+(?=[\"'(\u2018\w])")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_INITIALS = re.compile(r"(?<!\w)(?:\w\.\s?){1,6}(?!\w)")
_ADDRESS = re.compile(r"(?<!\S)\S+@\S+|https?://\S+|\b[A-Z0-9]+(?:-[A-Z0-9]+)+\b")
_VOWELS = re.compile(r"[aeiouyàáâäæèéêëìíîïòóôöøùúûüý]+")
_SILENT = re.compile(r"(?:[^aeioulcgsxzhy]es|[^aeioutdy]ed|[^laeiouy]e|[aeiouy]le|[^aeiouy]ely)$")
_APART = re.compile(
    r"(?<![ctsg])ia(?!ge)|i[ou](?!u?s|n|u)|[aeiouy]ing|(?<![qg])u[ao]|eo(?!us|n|p)|(?:u|c)iet|(?<=..)eas?$|(?:sc|cl)ien"
    r"|crea|[^aeiou]ism$"
)


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence with its numbers of words and syllables."""

    text: str
    words: int
    syllables: int


def syllables(word: str) -> int:
    """How many beats a word has, worked out from its vowels; right for nine words in ten of ordinary English."""
    word = word.lower().replace("'", "").replace("\u2019", "")
    beats = len(_VOWELS.findall(word))
    if beats > 1 and _SILENT.search(word):
        beats -= 1
    return max(1, beats + len(_APART.findall(word)))


def sentences(block: str, names: Iterable[str] = ()) -> list[Sentence]:
    """The sentences of one paragraph or line. Names, initials, references and addresses count as one short word each:
    nobody can write them more simply."""
    plain = _INITIALS.sub("X ", _ADDRESS.sub("X", block))
    for name in sorted((name for name in names if name.strip()), key=len, reverse=True):
        plain = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "X", plain)
    found = []
    for text in _SENTENCE.split(plain.strip()):
        words = _WORD.findall(text)
        if words:
            found.append(Sentence(text=text, words=len(words), syllables=sum(map(syllables, words))))
    return found


def grade(all_sentences: list[Sentence]) -> float:
    """0.39 x words / sentences + 11.8 x syllables / words - 15.59; 0 for no words."""
    words = sum(each.words for each in all_sentences)
    if not words:
        return 0.0
    beats = sum(each.syllables for each in all_sentences)
    return 0.39 * words / len(all_sentences) + 11.8 * beats / words - 15.59
