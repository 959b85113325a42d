"""One letter in its other forms: web page, plain text, and a page for listening. All have the same stored words."""

import textwrap
from typing import Any

from markupsafe import Markup

from notifications import rendition_blocks, spoken
from notifications.rendition_blocks import Block

_WIDTH = 72
_LINES = {"h1": "=", "h2": "-", "h3": ""}
_ENGLISH = "en-GB"
_WHOLE: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}


def web(content: dict[str, Any]) -> Markup:
    """The letter for a web page."""
    # The stored words are our own templates' HTML, every word in it escaped.
    return Markup(content["body"])  # noqa: S704


def text(content: dict[str, Any]) -> str:
    """The letter as plain text: the council's name and address, headings underlined, lists with dashes, short lines."""
    head = "\n".join((content["council"], *content["address"]))
    return "\n\n".join((head, *map(_lines, rendition_blocks.of(content["body"])))) + "\n"


def _lines(block: Block) -> str:
    if block.kind == "li":
        return textwrap.fill(block.text, _WIDTH, initial_indent="- ", subsequent_indent="  ", **_WHOLE)
    lines = textwrap.fill(block.text, _WIDTH, **_WHOLE)
    under = _LINES.get(block.kind, "")
    return f"{lines}\n{under * max(map(len, lines.splitlines()))}" if under else lines


def aloud(content: dict[str, Any]) -> Markup:
    """The letter for listening: the same headings, paragraphs and lists, said as a person would say them. What is in
    another language stays as it is written, marked as being in it."""
    parts: list[Markup] = []
    is_in_list = False
    for block in rendition_blocks.of(content["body"]):
        if (block.kind == "li") != is_in_list:
            is_in_list = not is_in_list
            parts.append(Markup("<ul>") if is_in_list else Markup("</ul>"))
        parts.append(_spoken(block))
    return Markup("\n").join([*parts, Markup("</ul>")] if is_in_list else parts)


def _spoken(block: Block) -> Markup:
    is_english = block.lang in {"", _ENGLISH}
    words = spoken.said(block.text) if is_english else block.text
    named = {"lang": "" if is_english else block.lang, "dir": block.dir}
    marks = Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in named.items() if value)
    return Markup("<{}{}>{}</{}>").format(block.kind, marks, words, block.kind)
