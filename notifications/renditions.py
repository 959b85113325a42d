"""One letter in its other forms: web page, plain text, and a page for listening. All have the same stored words."""

import textwrap
from typing import Any

from markupsafe import Markup

from notifications import rendition_blocks, sheets, spoken
from notifications.rendition_blocks import Block

_WIDTH = 72
_LINES = {"h1": "=", "h2": "-", "h3": ""}
_ENGLISH, _TIED = "en-GB", "\N{NO-BREAK SPACE}"  # a number is not broken over two lines
_WHOLE: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}


def web(content: dict[str, Any]) -> Markup:
    """The letter for a web page."""
    english = sheets.ours(content["body"])
    if not (given := content.get("translation")):
        return english
    words, english = sheets.ours(given["body"]), sheets.lowered(english, 1)  # one first heading: its reader's own
    pair = Markup('<div lang="{}" dir="{}">{}</div>\n<div class="letter__second" lang="en-GB" dir="ltr">{}</div>')
    return pair.format(given["code"], given["direction"], words, english)


def text(content: dict[str, Any]) -> str:
    """The letter as plain text: the council's name and address, headings underlined, lists with dashes, short lines."""
    head = "\n".join((content["council"], *content["address"]))
    return "\n\n".join((head, *map(_lines, rendition_blocks.of(web(content))))) + "\n"


def _lines(block: Block) -> str:
    words = spoken.PHONE.sub(lambda found: found[0].replace(" ", _TIED), _turned(block, block.text))
    if block.kind == "li":
        return textwrap.fill(words, _WIDTH, initial_indent="- ", subsequent_indent="  ", **_WHOLE).replace(_TIED, " ")
    lines = textwrap.fill(words, _WIDTH, **_WHOLE).replace(_TIED, " ")
    under = _LINES.get(block.kind, "")
    return f"{lines}\n{under * max(map(len, lines.splitlines()))}" if under else lines


def _turned(block: Block, words: str) -> str:
    """Numbers in a line from right to left, marked as going from left to right: else their groups change places."""
    return spoken.PHONE.sub(lambda found: f"\u2066{found[0]}\u2069", words) if block.dir == "rtl" else words


def aloud(content: dict[str, Any]) -> Markup:
    """The letter for listening: the same headings, paragraphs and lists, said as a person would say them. What is in
    another language stays as it is written, marked as being in it."""
    parts: list[Markup] = []
    is_in_list = False
    for block in rendition_blocks.of(web(content)):
        if (block.kind == "li") != is_in_list:
            is_in_list = not is_in_list
            parts.append(Markup("<ul>") if is_in_list else Markup("</ul>"))
        parts.append(_spoken(block))
    return Markup("\n").join([*parts, Markup("</ul>")] if is_in_list else parts)


def _spoken(block: Block) -> Markup:
    is_english = block.lang in {"", _ENGLISH}
    words = spoken.said(block.text) if is_english else _turned(block, block.text)
    named = {"lang": "" if is_english else block.lang, "dir": block.dir}
    marks = Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in named.items() if value)
    return Markup("<{}{}>{}</{}>").format(block.kind, marks, words, block.kind)
