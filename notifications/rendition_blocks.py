"""The stored words of a letter as headings, paragraphs and list items, each with the language it is in."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

_KINDS = {"h1", "h2", "h3", "p", "li"}
_ENDS = frozenset({"h1", "h2", "h3", "p", "li", "ul", "div", "blockquote"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """kind: h1, h2, h3, p or li. `lang` and `dir` as the letter marks them, empty where it is like all else."""

    kind: str
    text: str
    lang: str = ""
    dir: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Block] = []
        self._kind, self._text = "p", ""
        self._frames: list[tuple[str, str, str]] = [("", "", "")]  # open tags that say a language: (tag, lang, dir)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._text += " "
            return
        if tag in _KINDS:
            self._close()
            self._kind = tag
        if tag in _ENDS:
            said, (_, lang, towards) = dict(attrs), self._frames[-1]
            self._frames.append((tag, said.get("lang") or lang, said.get("dir") or towards))

    def handle_endtag(self, tag: str) -> None:
        if tag in _ENDS:
            self._close()
            if len(self._frames) > 1:
                self._frames.pop()

    def handle_data(self, data: str) -> None:
        self._text += data

    def close(self) -> None:
        super().close()
        self._close()

    def _close(self) -> None:
        if text := " ".join(self._text.split()):
            _, lang, towards = self._frames[-1]
            self.found.append(Block(kind=self._kind, text=text, lang=lang, dir=towards))
        self._kind, self._text = "p", ""


def of(body: str) -> Iterator[Block]:
    """The blocks of a letter's body, in their order."""
    reader = _Reader()
    reader.feed(str(body))  # not Markup: beside a mark it would escape once more what was read before
    reader.close()
    yield from reader.found
