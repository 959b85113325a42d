"""A letter's own sentences in another language. What the advisor typed stays in English, in a part marked as such,
until somebody has translated it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from notifications import core_sentences, languages, letter_lines, templating
from notifications.languages import Language
from notifications.outcome_facts import OutcomeFacts
from notifications.wordings import OutcomeWording, Reader

_ENGLISH = Markup('<span lang="en-GB" dir="ltr">{}</span>')
_NUMBER, _NAME = Markup('<bdi dir="ltr" class="keep">{}</bdi>'), Markup("<bdi>{}</bdi>")
_TERM = Markup('<bdi lang="en-GB">{}</bdi>')
_SLOT = re.compile(r"\{(\w+)\}")
_COMMAS = {"ltr": Markup(", "), "rtl": Markup("، ")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The first part of a letter in two languages. `is_whole`: nothing in it was left in English."""

    code: str
    name: str
    direction: str
    is_checked: bool
    is_whole: bool
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedFacts:
    """All that the template of a translated part sees. `say`: its lines, filled."""

    facts: OutcomeFacts
    say: Mapping[str, Markup]
    core: Markup
    also: tuple[Markup, ...]
    has_typed: bool


def of(wording: OutcomeWording, facts: OutcomeFacts, privacy_page: str) -> Translation | None:
    """The letter in the language its reader asked for; None for English, and where there are no sentences in it."""
    if wording.language not in languages.CODES:
        return None
    language = languages.of(wording.language)
    telling = _Telling(wording, facts, language, _values(wording, facts, language, privacy_page))
    told = telling.told()
    return Translation(
        code=language.code,
        name=language.name,
        direction=language.direction,
        is_checked=language.is_checked,
        is_whole=not told.has_typed
        and not any("en-GB" in said for said in (told.core, *told.also, *told.say.values())),
        body=templating.fill(f"translated_{wording.reader}.html", told),
    )


def _values(wording: OutcomeWording, facts: OutcomeFacts, language: Language, page: str) -> dict[str, Markup]:
    numbers, advisor = facts.numbers, wording.advisor
    plain = {"unsafe": numbers.unsafe, "edt": numbers.edt, "council_phone": numbers.phone, "text": numbers.text}
    plain |= {"email": numbers.email, "phone": advisor.phone, "reference": facts.reference, "privacy_page": page}
    is_family = wording.reader is Reader.FAMILY
    names = (child.first_name if is_family else child.initials for child in wording.children)
    children = _COMMAS[language.direction].join(_NAME.format(name) for name in names)
    said = {name: _NUMBER.format(number) for name, number in plain.items()}
    said |= dict.fromkeys(("children", "initials", "child"), children)
    return said | {"advisor": _NAME.format(advisor.name), "date": escape(language.day(wording.decided_on))}


def _filled(pattern: str, values: Mapping[str, Markup]) -> Markup:
    """The sentence escaped, with each slot's value in its place."""
    parts = _SLOT.split(pattern)
    return Markup("").join(values[part] if i % 2 else escape(part) for i, part in enumerate(parts))


@dataclass(frozen=True, slots=True)
class _Telling:
    wording: OutcomeWording
    facts: OutcomeFacts
    language: Language
    values: dict[str, Markup]

    def told(self) -> TranslatedFacts:
        given = self.facts
        has_typed = any(
            (given.strengths, given.words, given.reasons, given.actions, given.child_lines, given.keep_doing)
        )
        also = tuple(line for line in map(self._also, self.wording.also) if line)
        return TranslatedFacts(facts=given, say=self._lines(), core=self._core(), also=also, has_typed=has_typed)

    def _lines(self) -> dict[str, Markup]:
        """Each line filled. One that the council words its own way is left in its English: ours says something else."""
        wording, language = self.wording, self.language
        days = {"check_back": wording.check_back_on, "check_back_referrer": wording.check_back_on}
        days |= {"look_again": wording.look_again_by, "replaces": wording.replaces_on}
        said = {}
        for name, line in language.lines.items():
            day = days.get(name)
            said[name] = _filled(line, self.values | ({"date": escape(language.day(day))} if day else {}))
        own = (name for name in letter_lines.names(wording.reader) if name in wording.kept and name in said)
        return said | {name: _ENGLISH.format(self.facts.lines[name]) for name in own}

    def _core(self) -> Markup:
        wording = self.wording
        if wording.outcome in wording.kept:
            return _ENGLISH.format(self.facts.core)
        pattern = self.language.outcomes[wording.outcome][wording.reader.value]
        return _filled(pattern, self.values | self._slots(wording.outcome, ""))

    def _slots(self, outcome: str, prefix: str) -> dict[str, Markup]:
        """What an outcome's sentence asks for: days as the language writes them, all else as typed."""
        given, english = self.language.outcomes[outcome].get("when_empty", {}), core_sentences.when_empty(outcome)
        said = {name: escape(value) for name, value in given.items()}
        for name in core_sentences.slots(outcome, self.wording.reader):
            value = self.wording.slots.get(f"{prefix}{name}", "").strip()
            if value and not (name in given and value == english[name]):
                day = templating.day_in(value)
                said[name] = escape(self.language.day(day)) if day else _TERM.format(value)
        return said

    def _also(self, outcome: str) -> Markup:
        """An extra outcome as in English: its whole sentence when all it asks for is given, else its short one."""
        wording, given = self.wording, self.language.outcomes[outcome]
        if outcome in wording.kept:
            english = core_sentences.also_sentence(outcome, wording.reader, self._english(outcome), wording.kept)
            return _ENGLISH.format(english) if english else Markup()
        pattern = given.get(wording.reader.value)
        known = self.values | self._slots(outcome, f"{outcome}.") if pattern else {}
        asked = core_sentences.slots(outcome, wording.reader) if pattern else ()
        if pattern and all(wording.slots.get(f"{outcome}.{name}") for name in asked):
            return _filled(pattern, known)
        return escape(given["also"].get(wording.reader.value, ""))

    def _english(self, outcome: str) -> dict[str, str]:
        prefix, slots = f"{outcome}.", self.wording.slots.items()
        own = {name.removeprefix(prefix): value for name, value in slots if name.startswith(prefix)}
        return own | {"initials": self.facts.children, "child": self.facts.children}
