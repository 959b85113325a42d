"""A question's component: drawn by the design system's macros once for each way it can look, then filled in each time.

The macros take a hundred times as long as filling in. They are given marks that nobody can guess, never what somebody
typed: that is escaped here, put where the marks stand, and not looked through again.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from markupsafe import Markup
from wtforms import Form

from forms import dates
from forms.answers import Value
from forms.fields import field_for, parts_for, text_of
from forms.questions import Kind, Need, Option, Question, Source

_KEY = secrets.token_hex(8)
_SLOT = re.compile(rf"{_KEY}_([a-z]+[0-9]*)_")
_GAPS = re.compile(r"\n\s*")  # only the macros' own layout: what is typed comes later
_ITEMS = {
    Kind.RADIO: '<div class="govuk-radios__item">',
    Kind.CHECKBOXES: '<div class="govuk-checkboxes__item">',
    Kind.CHECKBOX: '<div class="govuk-checkboxes__item">',
    Kind.SELECT: "<option",
}
_ABOUT = Markup('{}<span class="govuk-visually-hidden">: {}</span>')

Words = tuple[str, ...]  # by turns HTML and the name of a slot
Pieces = tuple[Words, ...]  # what comes first, then one for each item


@dataclass(frozen=True)
class Look:
    """All that decides how a question looks but what was typed. about: for a question asked once for each ticked
    option, that option's words; size: s, m, l or inside (an option); opens: places of options with questions inside."""

    question: Question
    name: str
    options: tuple[Option, ...]
    about: str
    size: str
    is_heading: bool
    opens: tuple[int, ...]


def draw(look: Look, value: Value, inside: Mapping[int, str], error: str = "") -> str:
    """The component as HTML, holding `value`. inside: the HTML of the questions that an option opens, by its place."""
    filled = {f"in{place}": html for place, html in inside.items()} | _typed(look.question, value)
    chosen = [False, *_chosen(look, value)]
    if look.question.source is Source.PEOPLE:  # what people are called is typed as well
        look, names = _unnamed(look)
        filled |= names
    off, on = _made(look, error) if error else _kept(look)
    return "".join(_fill(on[place] if is_on else off[place], filled) for place, is_on in enumerate(chosen))


def by_macros(look: Look, value: Value, inside: Mapping[int, str], error: str = "", is_all: bool = False) -> str:
    """The component as the macros draw it; is_all: with every box or button chosen."""
    one = type("One", (Form,), {look.name: field_for(look.question, look.options)})
    field = one(data={look.name: value})[look.name]
    field.errors = [error] if error else []
    words = label(look.question)
    parts = parts_for(look.question, look.options, words, look.size, look.is_heading)
    if look.about:
        parts["label"]["html"] = _ABOUT.format(words, look.about)
    for place, html in inside.items():
        parts["items"][place]["conditional"] = {"html": html}
    for item in parts.get("items", ()) if is_all else ():
        item["checked"] = True
    return str(field(params=parts))


def label(question: Question) -> str:
    """The words that ask it."""
    is_optional = question.need is Need.NEVER and question.type is not Kind.CHECKBOX
    return f"{question.text} (optional)" if is_optional else question.text


def _typed(question: Question, value: Value) -> dict[str, str]:
    if question.type in _ITEMS:
        return {}
    if question.type is not Kind.DATE:
        return {"text": text_of(value)}
    day, month, year = dates.split(value if isinstance(value, str) else "")
    return {"day": text_of(day), "month": text_of(month), "year": text_of(year)}


def _chosen(look: Look, value: Value) -> Iterable[bool]:
    match look.question.type:
        case Kind.CHECKBOX:
            return (bool(value),)
        case Kind.CHECKBOXES:
            ticked = value if isinstance(value, list) else []
            return (option.value in ticked for option in look.options)
        case Kind.RADIO:
            return (option.value == value for option in look.options)
        case Kind.SELECT:
            return (one == value for one in ("", *(option.value for option in look.options)))
        case _:
            return ()


def _unnamed(look: Look) -> tuple[Look, dict[str, str]]:
    """The look with marks for its options' words, and those words."""
    marks, words = list[Option](), dict[str, str]()
    for place, option in enumerate(look.options):
        marks.append(Option(_mark(f"id{place}"), _mark(f"name{place}")))
        words |= {f"id{place}": text_of(option.value), f"name{place}": text_of(option.label)}
    return replace(look, options=tuple(marks)), words


@lru_cache(maxsize=4096)
def _kept(look: Look) -> tuple[Pieces, Pieces]:
    return _made(look, "")


def _made(look: Look, error: str) -> tuple[Pieces, Pieces]:
    """The component in pieces: with no item chosen, and with each."""
    marks = _mark("text")
    if look.question.type is Kind.DATE:
        marks = "-".join(map(_mark, ("year", "month", "day")))
    held = None if look.question.type in _ITEMS else marks
    inside = {place: _mark(f"in{place}") for place in look.opens}
    off, on = (_pieces(look.question, by_macros(look, held, inside, error, is_all)) for is_all in (False, True))
    if look.question.type is Kind.SELECT:  # its macro takes no item as chosen but by the value
        on = [re.sub('">', '" selected>', piece, count=1) for piece in off]
    return tuple(map(_words, off)), tuple(map(_words, on))


def _pieces(question: Question, html: str) -> list[str]:
    html = _GAPS.sub("\n", html.strip())
    if question.type is Kind.RADIO:
        # The design system's script says aria-expanded of a radio that opens a question, which ARIA does not allow
        # there; our reveal.js opens it instead.
        html = html.replace(" data-aria-controls=", " data-opens=")
    if question.type not in _ITEMS:
        return [html]
    first, *items = html.split(_ITEMS[question.type])
    return [first, *(_ITEMS[question.type] + item for item in items)]


def _mark(slot: str) -> str:
    return f"{_KEY}_{slot}_"


def _words(piece: str) -> Words:
    return tuple(_SLOT.split(piece))


def _fill(words: Words, filled: Mapping[str, str]) -> str:
    if len(words) == 1:
        return words[0]
    return "".join(filled[one] if place % 2 else one for place, one in enumerate(words))
