"""What stops a wording that an officer of the council typed, by the box it was typed in, each with its fix."""

import unicodedata
from datetime import date

from notifications import core_sentences, example_letters, leaks, letter_check, letter_lines, never_words, reading
from notifications.folding import folded
from notifications.outgoing_check import council_says
from notifications.wordings import KeptSentence, OutcomeWording, Private, Reader
from portal import council

LONGEST = 400
_LEEWAY = 2.0  # grades that one sentence may be above the whole letter's limit
_ENDS = (".", "!", "?")


def is_wording(code: str, reader: Reader) -> bool:
    """Whether there is such an outcome's sentence, or such a line, for this reader."""
    if code in core_sentences.outcomes():
        return core_sentences.has_letter(code, reader)
    return code in letter_lines.names(reader)


def packaged(code: str, reader: Reader) -> KeptSentence:
    """The wording that comes with the portal: version 0."""
    is_line = code in letter_lines.names(reader)
    return letter_lines.packaged(code, reader) if is_line else core_sentences.packaged(code, reader)


def has_also(code: str) -> bool:
    """Whether a second, short sentence goes with it."""
    return code in core_sentences.outcomes()


def example(code: str, reader: Reader, said: KeptSentence, today: date) -> OutcomeWording:
    """An invented letter that says it: of the outcome, or of the first one that writes to this reader."""
    outcome = code if has_also(code) else next(each for each in core_sentences.outcomes()
                                               if core_sentences.has_letter(each, reader))  # fmt: skip
    return example_letters.wording(outcome, reader, council.current(), today, {code: said})


def problems(code: str, reader: Reader, said: KeptSentence, today: date) -> dict[str, str]:
    """Box ("sentence" or "also") -> what is wrong and the fix; empty when it can be used."""
    ours = packaged(code, reader)
    found = {"sentence": _wrong(said.sentence, ours.sentence, code, reader)}
    if has_also(code):
        found["also"] = _wrong(said.also, "", code, reader)
    if not any(found.values()):
        letter = letter_check.problems(example(code, reader, said, today), Private())
        found["sentence"] = " ".join(f"{each.wrong} {each.fix}" for each in letter)
    return {box: wrong for box, wrong in found.items() if wrong}


def _wrong(text: str, ours: str, code: str, reader: Reader) -> str:
    if not text:
        return "Enter the sentence"
    if len(text) > LONGEST:
        return f"The sentence must be {LONGEST} characters or fewer"
    if any(unicodedata.category(mark) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for mark in text):
        return "The sentence must be one line, without marks that cannot be seen. Type it again"
    return _wrong_slots(text, ours, code) or _wrong_words(text, reader)


def _wrong_slots(text: str, ours: str, code: str) -> str:
    """The same slots as the packaged sentence: advisors fill those, and no others."""
    may, given = core_sentences.asked(ours), core_sentences.asked(text)
    if unknown := [slot for slot in given if slot not in may]:
        return f"Nobody fills in {{{unknown[0]}}} here. Take it out" + (f", or use {_listed(may)}" if may else "")
    if any(mark in core_sentences.filled(text, dict.fromkeys(given, "")) for mark in "{}"):
        return "Write { and } only around the name of a fact, such as {date}"
    skippable = core_sentences.optional(code) if has_also(code) else frozenset()
    if missing := [slot for slot in may if slot not in given and slot not in skippable]:
        return f"Put {{{missing[0]}}} back in: advisors fill it in, and the reader needs it"
    return ""


def _listed(slots: tuple[str, ...]) -> str:
    return " ".join(f"{{{slot}}}" for slot in slots)


def _wrong_words(text: str, reader: Reader) -> str:
    if not text.endswith(_ENDS):
        return "End the sentence with a full stop"
    plain = core_sentences.filled(text, dict.fromkeys(core_sentences.asked(text), "X"))
    for word, fix in never_words.found_in(plain):
        return f"“{word}” is never said in a letter. {fix}"
    for leak, what in leaks.shapes_in(folded(plain), council_says()):
        return f"“{leak}” looks like {what}. {leaks.FIXES[what]}"
    grade, most = reading.grade(reading.sentences(plain)), reading.LIMITS[reader] + _LEEWAY
    if grade > most:
        return f"This reads at grade {grade:.1f}; the most is {most:.0f}. Use two short sentences and everyday words"
    return ""
