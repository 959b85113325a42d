"""What stops a letter before it is sent (DOMAIN.md 3.1 and 3.2)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from notifications import core_sentences, leaks, never_words, outgoing_check, reading, sheets, templating
from notifications.folding import squeezed
from notifications.wordings import OutcomeWording, Private, Problem, Reader

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_FOR_FAMILY = {"a first name from the request": "an adult’s first name"}
_MOST_TYPED = 6_000  # characters: a letter is one page, two at most


def problems(wording: OutcomeWording, private: Private) -> list[Problem]:
    """Every problem with this letter, each with its sentence and how to put it right. Raises SlotMissing."""
    sheet, names = sheets.of_outcome(wording), _names(wording)
    if found := [*_too_long(wording)]:
        return found  # nothing that long is read through: the search for leaks is made for a page
    kept_out = _kept_out(wording, private)
    for typed in _typed(wording):
        for line in templating.paragraphs(typed):
            found += _in_typed(line, names, kept_out, wording)
    if not found:  # what was typed is named first: the rest would only say it again
        found += outgoing_check.in_letter(sheets.frozen(sheet)[0], kept_out, _allowed(wording), _may_be_named(wording))
    return found + _too_hard(sheet.body, wording, names)


def _names(wording: OutcomeWording) -> tuple[str, ...]:
    given = [name for child in wording.children for name in (child.first_name, child.initials)]
    return (*given, wording.advisor.name, *(line.name for line in wording.child_lines), *wording.people)


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


def _kept_out(wording: OutcomeWording, private: Private) -> Private:
    """What this reader's letter may not say. The referrer's carries initials: there a child's first name is private."""
    hidden = () if wording.reader is Reader.FAMILY else _children(wording, private)
    return replace(private, child_names=hidden)


def _may_be_named(wording: OutcomeWording) -> tuple[str, ...]:
    """This letter's own list of people; everybody else known to the request is refused."""
    children = [child.first_name for child in wording.children] if wording.reader is Reader.FAMILY else []
    return tuple(name for name in (wording.advisor.name, *wording.people, *children) if name.strip())


def _children(wording: OutcomeWording, private: Private) -> tuple[str, ...]:
    given = (*private.child_names, *(child.first_name for child in wording.children))
    return tuple(dict.fromkeys(name for name in given if name))


def _in_typed(typed: str, names: tuple[str, ...], private: Private, wording: OutcomeWording) -> list[Problem]:
    found = [
        Problem(sentence=typed, wrong=f"“{word}” is never said in a letter.", fix=fix)
        for word, fix in never_words.found_in(typed, names)
    ]
    leaked = leaks.found_in(typed, private, _allowed(wording), _may_be_named(wording))
    for sentence, leak, known in _told_once([(_around(leak, typed), leak, known) for leak, known in leaked]):
        what = _FOR_FAMILY.get(known, known) if wording.reader is Reader.FAMILY else known
        found.append(Problem(sentence=sentence, wrong=f"“{leak}” looks like {what}.", fix=leaks.FIXES[what]))
    return found


def _told_once(leaked: list[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Without what only says again what stands in the same sentence: the surname within a whole name, a phone number
    that the request holds too."""
    tight = [(sentence, squeezed(leak)) for sentence, leak, _ in leaked]
    for place, (sentence, mine) in enumerate(tight):
        others = (other for at, (where, other) in enumerate(tight) if where == sentence and at != place)
        if (sentence, mine) not in tight[:place] and not any(mine != other and mine in other for other in others):
            yield leaked[place]


def _around(leak: str, typed: str) -> str:
    """The sentence it stands in; all that was typed when it runs over more than one."""
    sought = squeezed(leak)
    return next((each for each in _SENTENCE_END.split(typed) if sought in squeezed(each)), typed)


def _allowed(wording: OutcomeWording) -> tuple[str, ...]:
    return (*outgoing_check.council_says(), wording.advisor.phone, wording.advisor.email)


def _too_hard(body: str, wording: OutcomeWording, names: tuple[str, ...]) -> list[Problem]:
    blocks = [block for block in sheets.text(body) if "Easy Read, audio" not in block]
    all_sentences = [each for block in blocks for each in reading.sentences(block, names)]
    grade, limit = reading.grade(all_sentences), reading.LIMITS[wording.reader]
    if grade <= limit:
        return []
    hardest = max(all_sentences, key=lambda each: reading.grade([each]))
    wrong = f"The letter reads at grade {grade:.1f}; the most for this reader is {limit:.0f}. This sentence is hardest."
    return [Problem(sentence=hardest.text, wrong=wrong, fix="Make it two short sentences, with everyday words.")]
