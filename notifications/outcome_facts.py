"""From a wording and the council file to the one value an outcome letter's template sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from notifications import core_sentences, letter_lines, never_words
from notifications.templating import date_words, lower_first
from notifications.wordings import Advisor, ChildLine, OutcomeWording, Reader
from portal.council import Council


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionWords:
    what: str
    owner: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLine:
    code: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Whom to ring, from the council file."""

    unsafe: str  # when a child may not be safe: the MASH for professionals, the public line for families
    edt: str
    phone: str
    text: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFacts:
    """All that an outcome letter may say, dates written out. Nothing else can be asked for."""

    reference: str
    date: str
    children: str
    names: tuple[str, ...]
    outcome: str
    core: str
    also: tuple[str, ...]
    words: str
    strengths: str
    first_wish: str
    areas: str
    reasons: tuple[str, ...]
    actions: tuple[ActionWords, ...]
    child_lines: tuple[ChildLine, ...]
    keep_doing: str
    check_back: str
    look_again: str
    replaces: str  # the day of the letter whose place this one takes
    is_interim: bool
    advisor: Advisor
    numbers: Numbers
    languages: tuple[LanguageLine, ...]
    link: str
    lines: Mapping[str, str]  # those of letter_lines.yaml, filled
    signed: tuple[str, ...]  # who signs for the council
    kept_together: tuple[str, ...]  # numbers that are not broken over two lines


def gather(wording: OutcomeWording, council: Council, public_url: str) -> OutcomeFacts:
    """The facts of one letter. Raises SlotMissing when the outcome's sentence lacks something."""
    names, numbers = _names(wording), _numbers(wording, council)
    return OutcomeFacts(
        reference=wording.request_reference,
        date=date_words(wording.decided_on),
        children=listed(names),
        names=(*names, *(line.name for line in wording.child_lines), wording.advisor.name),
        outcome=wording.outcome,
        core=core_sentences.sentence(wording.outcome, wording.reader, _slots(wording, names), wording.kept),
        also=_also(wording, names),
        words=wording.words,
        strengths=wording.strengths,
        first_wish=_sayable(wording.first_wish),
        areas="; ".join(lower_first(area) for area in wording.areas if _sayable(area)),
        reasons=tuple(_as_sentence(reason) for reason in wording.reasons if reason.strip()),
        actions=_actions(wording),
        child_lines=wording.child_lines,
        keep_doing=_as_sentence(wording.keep_doing),
        check_back=_day(wording.check_back_on),
        look_again=_day(wording.look_again_by),
        replaces=_day(wording.replaces_on),
        is_interim=wording.is_interim,
        advisor=wording.advisor,
        numbers=numbers,
        languages=_languages(council),
        link=f"{public_url}/r/{wording.request_reference}",
        lines=letter_lines.filled(wording.reader, _in_lines(wording, names, numbers, public_url), wording.kept),
        signed=council.brand.signed,
        kept_together=(wording.advisor.phone, numbers.phone),
    )


def _day(day: date | None) -> str:
    return date_words(day) if day else ""


def versions(wording: OutcomeWording) -> dict[str, int]:
    """Which version of each sentence this letter is made with; 0 is the packaged one."""
    used = (wording.outcome, *wording.also, *letter_lines.names(wording.reader))
    return {name: wording.kept[name].version if name in wording.kept else 0 for name in used}


def listed(words: list[str] | tuple[str, ...]) -> str:
    """a, b and c"""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def _names(wording: OutcomeWording) -> tuple[str, ...]:
    if wording.reader is Reader.REFERRER:
        return tuple(child.initials for child in wording.children)
    return tuple(child.first_name for child in wording.children)


def _actions(wording: OutcomeWording) -> tuple[ActionWords, ...]:
    return tuple(
        ActionWords(what=_as_sentence(line.what), owner=line.owner.strip(), by=date_words(line.by))
        for line in wording.actions
        if line.what.strip()
    )


def _numbers(wording: OutcomeWording, council: Council) -> Numbers:
    phones = council.phones
    return Numbers(
        unsafe=phones.mash_professionals if wording.reader is Reader.REFERRER else phones.public,
        edt=phones.edt,
        phone=council.district(wording.district).phone,
        text=phones.text,
        email=council.email,
    )


def _slots(wording: OutcomeWording, names: tuple[str, ...]) -> dict[str, str]:
    joined = listed(names)
    return {**wording.slots, "initials": joined, "child": joined}


def _in_lines(wording: OutcomeWording, names: tuple[str, ...], numbers: Numbers, public_url: str) -> dict[str, str]:
    return {
        "whom": f"{listed(names)} and the family" if names else "this family",
        "advisor": wording.advisor.name,
        "phone": wording.advisor.phone,
        "council_phone": numbers.phone,
        "privacy_page": f"{public_url}/privacy",
    }


def _also(wording: OutcomeWording, names: tuple[str, ...]) -> tuple[str, ...]:
    lines = []
    for outcome in wording.also:
        own = {key.partition(".")[2]: value for key, value in wording.slots.items() if key.startswith(f"{outcome}.")}
        filled = {**own, "initials": listed(names), "child": listed(names)}
        lines.append(core_sentences.also_sentence(outcome, wording.reader, filled, wording.kept))
    return tuple(line for line in lines if line)


def _languages(council: Council) -> tuple[LanguageLine, ...]:
    phone = council.phones.early_help_unit
    return tuple(LanguageLine(code=each.code, line=each.line.replace("{phone}", phone)) for each in council.languages)


def _sayable(label: str) -> str:
    """A need area's label, or nothing when the label itself holds a word no letter may say (DOMAIN.md 3.2)."""
    return "" if never_words.found_in(label) else label


def _as_sentence(words: str) -> str:
    words = words.strip()
    return words if not words or words[-1] in ".!?" else f"{words}."
