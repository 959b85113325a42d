"""The one place letters and e-mails are filled in: strict, escaped, and blind to all but the value they are given."""

import re
import time
from collections.abc import Iterable
from datetime import date

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from portal.settings import ROOT


def date_words(day: date) -> str:
    """17 September 2026, as letters write dates."""
    return f"{day.day} {day:%B %Y}"


def day_in(words: str) -> date | None:
    """The day that `date_words` wrote; None when it is none."""
    try:
        return date(*time.strptime(words, "%d %B %Y")[:3])
    except ValueError:
        return None


def paragraphs(typed: str) -> list[str]:
    """Typed text as paragraphs: each non-empty line is one."""
    return [line.strip() for line in typed.splitlines() if line.strip()]


def lower_first(words: str) -> str:
    """A label in the middle of a sentence."""
    return words[:1].lower() + words[1:]


_BDI, _KEEP = Markup("<bdi>{}</bdi>"), Markup('<span class="keep">{}</span>')


def isolate(text: str, names: Iterable[str], kept: Iterable[str] = ()) -> Markup:
    """`text` escaped, each of `names` in <bdi>, so that a name written right to left disturbs nothing beside it, and
    each of `kept`, numbers, marked as not to be broken over two lines."""
    frames = dict.fromkeys(kept, _KEEP) | dict.fromkeys(names, _BDI)
    known = sorted((each for each in frames if each), key=lambda each: (-len(each), each))
    if not known:
        return escape(text)
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, known)) + r")(?!\w)")
    parts = pattern.split(text)
    return Markup("").join(frames[part].format(part) if i % 2 else escape(part) for i, part in enumerate(parts))


def _environment(autoescape: bool) -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([ROOT / "templates" / "letters", ROOT / "templates" / "emails"]),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.clear()
    made.filters.update(isolate=isolate, lower_first=lower_first, paragraphs=paragraphs)
    return made


_HTML, _PLAIN = _environment(autoescape=True), _environment(autoescape=False)


_NO_SIGN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TURNS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def _printable(text: str) -> str:
    """What has no shape becomes the sign for that, and what turns the words around it about is left out: a letter is
    read as it was typed, from left to right or right to left by its own letters."""
    return _TURNS.sub("", _NO_SIGN.sub("\N{REPLACEMENT CHARACTER}", text))


def fill(template: str, value: object) -> str:
    """Fill an HTML template, which sees `value` as `it` and nothing else. Raises jinja2.UndefinedError when it asks for
    a name that `value` does not have, and SecurityError when it reaches for anything private."""
    return _printable(_HTML.get_template(template).render(it=value))


def fill_plain(template: str, value: object) -> str:
    """The same for plain text, which is never shown as HTML without being escaped."""
    return _printable(_PLAIN.get_template(template).render(it=value))
