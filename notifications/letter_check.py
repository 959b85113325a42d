"""What stops a letter before it is sent (DOMAIN.md 3.1 and 3.2)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from notifications import core_sentences, leaks, never_words, reading, sheets, templating
from notifications.wordings import OutcomeWording, Private, Problem, Reader
from portal import council

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_MOST_TYPED = 6_000  # characters: a letter is one page, two at most


def problems(wording: OutcomeWording, private: Private) -> list[Problem]:
    """Every problem with this letter, each with its sentence and how to put it right. Raises SlotMissing."""
    body, names = sheets.of_outcome(wording).body, _names(wording)
    if found := [*_too_long(wording)]:
        return found  # nothing that long is read through: the search for leaks is made for a page
    kept_out = _widened(wording, private)
    for typed in _typed(wording):
        for line in templating.paragraphs(typed):
            found += _in_typed(line, names, kept_out)
    return found + _too_hard(body, wording, names)


def _names(wording: OutcomeWording) -> tuple[str, ...]:
    given = [name for child in wording.children for name in (child.first_name, child.initials)]
    return (*given, wording.advisor.name, *(line.name for line in wording.child_lines))


def _typed(wording: OutcomeWording) -> Iterator[str]:
    """All that a person typed: the rest is our own words and the council's."""
    asked = core_sentences.slots(wording.outcome, wording.reader)
    yield from (wording.slots.get(name, "") for name in asked)
    yield from (value for name, value in wording.slots.items() if name.partition(".")[0] in wording.also)
    yield from (*wording.reasons, wording.words, wording.strengths, wording.keep_doing)
    yield from (part for action in wording.actions for part in (action.what, action.owner))
    yield from (line.words for line in wording.child_lines)


def _too_long(wording: OutcomeWording) -> Iterator[Problem]:
    length = sum(map(len, _typed(wording)))
    if length > _MOST_TYPED:
        wrong = f"The letter has {length} characters of typed words; one page holds far fewer."
        fix = f"Shorten it by about {length - _MOST_TYPED} characters. Keep what the reader has to know or do."
        yield Problem(sentence="", wrong=wrong, fix=fix)


def _widened(wording: OutcomeWording, private: Private) -> Private:
    """A referrer's letter carries initials: there a child's first name is private too."""
    if wording.reader is Reader.FAMILY:
        return replace(private, first_names=())
    return replace(private, first_names=(*private.first_names, *(child.first_name for child in wording.children)))


def _in_typed(typed: str, names: tuple[str, ...], private: Private) -> list[Problem]:
    found = [
        Problem(sentence=typed, wrong=f"“{word}” is never said in a letter.", fix=fix)
        for word, fix in never_words.found_in(typed, names)
    ]
    for leak, what in leaks.found_in(typed, private, _allowed()):
        wrong = f"“{leak}” looks like {what}."
        found.append(Problem(sentence=_around(leak, typed), wrong=wrong, fix=leaks.FIXES[what]))
    return found


def _around(leak: str, typed: str) -> str:
    """The sentence it stands in; all that was typed when it runs over more than one."""
    return next((each for each in _SENTENCE_END.split(typed) if leak.casefold() in each.casefold()), typed)


def _allowed() -> tuple[str, ...]:
    this = council.current()
    numbers = this.phones.model_dump().values()
    districts = [each for district in this.districts for each in (district.phone, district.email)]
    return (*numbers, this.email, *districts)


def _too_hard(body: str, wording: OutcomeWording, names: tuple[str, ...]) -> list[Problem]:
    blocks = [block for block in sheets.text(body) if "Easy Read, audio" not in block]
    all_sentences = [each for block in blocks for each in reading.sentences(block, names)]
    grade, limit = reading.grade(all_sentences), reading.LIMITS[wording.reader]
    if grade <= limit:
        return []
    hardest = max(all_sentences, key=lambda each: reading.grade([each]))
    wrong = f"The letter reads at grade {grade:.1f}; the most for this reader is {limit:.0f}. This sentence is hardest."
    return [Problem(sentence=hardest.text, wrong=wrong, fix="Make it two short sentences, with everyday words.")]
