"""Every letter in every form: each outcome, reader, size and language with hard names, and each hostile text alone."""

import json
import re
import time
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

from flask import Flask

from bench.soak_findings import Finding, none
from bench.soak_programs import Web
from notifications import core_sentences, languages, outgoing_check, pdf, pdf_words, renditions, sheets
from notifications.wordings import ChildName, Layout, OutcomeWording, Private, Reader
from portal.settings import ROOT
from tests.factories import letters
from tests.notifications import hostile_words, pdf_checks

_NAMES = ROOT / "tests" / "data" / "hard_names.json"
_SLOT = re.compile(r"\{\w+\}")  # a child may be called {{ 7*7 }}
_SECONDS = 10.0  # PROMISES.md S20


def every_form(web: Web, app: Flask, *, names: int) -> list[Finding]:
    """`names`: how many of the 60 hard names each letter in English is drawn with; in other languages one, in turn.
    Needs the council only, not the servers."""
    drawn = wrong = other_words = again = leaky = 0
    for wording in _wordings(names):
        content, _ = sheets.frozen(sheets.of_outcome(wording))
        page = sheets.page(content, wording.layout)
        made = pdf.draw(page, wording.layout)
        drawn += 1
        wrong += bool(pdf_checks.problems(made))
        again += drawn % 25 == 0 and pdf.draw(page, wording.layout) != made
        other_words += _misses(content)
        leaky += bool(_leaks(content, made))
    slowest, found = _hostile()
    return [
        Finding("item 2", "letters drawn: outcome, reader, size, language, hard name", drawn, least=1),
        none("S20", "letters that failed a check of PDF/UA-1", wrong),
        none("item 1", "letters in which the last look finds a leak", leaky),
        none("item 2", "letters whose plain text misses something", other_words),
        none("item 5", "letters whose bytes were not the same again", again),
        Finding("S20", "seconds for the slowest hostile text", slowest, most=_SECONDS),
        none("S20", "hostile texts that were more than words", found),
    ]


def _misses(content: dict[str, Any]) -> bool:
    """Whether a word of the letter is not in its plain text, or a slot was left open."""
    text = renditions.text(content)
    words = {word for block in sheets.text(content["body"]) for word in block.split()}
    return bool(_SLOT.search(text)) or not words <= set(text.split())


def _leaks(content: dict[str, Any], made: bytes) -> list[str]:
    """What the last look before sending finds, of a family about whom nothing else is known."""
    checked = (*outgoing_check.words_of(content), content["dated"])
    return outgoing_check.in_pdf(pdf_words.of(made), checked, Private())


def _wordings(names: int) -> Iterator[OutcomeWording]:
    hard = cycle(each["value"] for each in json.loads(_NAMES.read_text("utf-8")))
    for outcome in core_sentences.outcomes():
        for reader in Reader:
            for layout in Layout if core_sentences.has_letter(outcome, reader) else ():
                for language in ("", *languages.CODES):
                    for name in islice(hard, 1 if language else names):
                        child = ChildName(first_name=name, initials=f"{name[:1]}.")
                        yield letters.wording(
                            outcome=outcome, reader=reader, layout=layout, language=language, children=(child,)
                        )


def _hostile() -> tuple[float, int]:
    slowest, found = 0.0, 0
    for text in hostile_words.ALL:
        for words in (text, text * (5000 // len(text))):
            started = time.perf_counter()
            content, _ = sheets.frozen(sheets.of_outcome(letters.wording(words=words)))
            made = pdf.draw(sheets.page(content, Layout.STANDARD), Layout.STANDARD)
            slowest = max(slowest, time.perf_counter() - started)
            found += bool(pdf_checks.problems(made))
    return slowest, found
