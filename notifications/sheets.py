"""What is kept of a letter: all its page needs, as plain JSON, so that it never changes with the council file."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

from markupsafe import Markup

from notifications import by_people, outcome_facts, templating, translated
from notifications.translated import Translation
from notifications.wordings import CopyGroup, Layout, OutcomeWording
from portal import council, settings

_HEADING = re.compile(r"(</?h)([1-3])\b")

_SIGNED = '<p class="signed">'  # parts.html; what people type is escaped and never holds it


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One letter as it goes on paper: `body` is HTML that our own templates wrote, names and typed words escaped."""

    title: str  # neutral: the reference, never a name
    layout: str
    dated: str  # day of the decision, ISO
    council: str
    address: tuple[str, ...]
    colour: str
    logo: str
    body: str
    versions: Mapping[str, int] = field(default_factory=dict)  # of the council's wordings: 0 is the packaged one
    translation: Translation | None = None  # stands before `body`, which is the whole letter in English
    signature: str = ""  # a picture, of static/brand
    by_people: tuple[str, ...] = ()  # what people have to make of it, by code (by_people.py)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyFacts:
    """All that the copy of a request may say."""

    reference: str
    sent: str
    due: str
    groups: tuple[CopyGroup, ...]


def of_outcome(wording: OutcomeWording) -> Sheet:
    """The outcome letter for one reader. Raises SlotMissing."""
    facts = outcome_facts.gather(wording, council.current(), settings.current().public_url)
    body = templating.fill(f"outcome_{wording.reader}.html", facts)
    sheet = _sheet(f"Outcome letter {wording.request_reference}", body, wording.decided_on, wording.layout)
    translation = translated.of(wording, facts, f"{settings.current().public_url}/privacy")
    left = by_people.wanted(wording, translation)
    return replace(sheet, versions=outcome_facts.versions(wording), translation=translation, by_people=left)


def of_copy(reference: str, sent_on: date, due_on: date, groups: tuple[CopyGroup, ...]) -> Sheet:
    """The referrer's copy of their request."""
    words = templating.date_words
    facts = CopyFacts(reference=reference, sent=words(sent_on), due=words(due_on), groups=groups)
    return _sheet(f"Copy of request {reference}", templating.fill("request_copy.html", facts), sent_on, Layout.STANDARD)


def _sheet(title: str, body: str, dated: date, layout: Layout) -> Sheet:
    this = council.current()
    return Sheet(
        title=title,
        layout=layout.value,
        dated=dated.isoformat(),
        council=this.name,
        address=tuple(line for line in this.address_block if line != this.name),
        colour=this.brand.colour_dark,
        logo=this.brand.logo,
        signature=this.brand.signature or "",
        body=body,
    )


def frozen(sheet: Sheet) -> tuple[dict[str, Any], str]:
    """The sheet as JSON and the SHA-256 of it, hex: the same words give the same digest."""
    content: dict[str, Any] = json.loads(json.dumps(asdict(sheet)))
    return content, digest(content)


def digest(content: dict[str, Any]) -> str:
    """The SHA-256 of a sheet as JSON, hex."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def ours(body: str) -> Markup:
    """The body of a letter as it was stored, to stand in a page as it is: our own templates wrote it, and escaped every
    word in it. Nothing that came from anywhere else may be given."""
    return Markup(body)  # noqa: S704 - escaped by our templates before it was stored


def lowered(body: Markup, by: int) -> Markup:
    """A letter's HTML with its headings `by` levels lower, to stand inside a page or beside another letter."""
    return ours(_HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) + by}", body))


def page(content: dict[str, Any], layout: Layout) -> str:
    """The whole page to draw in `layout`, from what `frozen` gave."""
    told: dict[str, Any] = {"body": ours(_with_signature(content)), "layout": layout.value}
    told["address"] = tuple(content["address"])
    if given := content.get("translation"):
        told["translation"] = Translation(**(given | {"body": ours(given["body"])}))
    sheet = Sheet(**(content | told))
    return templating.fill("sheet.html", sheet)


def _with_signature(content: dict[str, Any]) -> str:
    """The body with the picture of the signature above who signs; on screen the words stand alone."""
    body = str(content["body"])
    if not content.get("signature"):
        return body
    picture = f'<img class="signature" src="packaged:brand/{content["signature"]}" alt="">'
    return body.replace(_SIGNED, _SIGNED + picture, 1)


class _Blocks(HTMLParser):
    _BREAKS = {"h1", "h2", "h3", "p", "li", "br"}

    def __init__(self) -> None:
        super().__init__()
        self.blocks = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._BREAKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        self.blocks[-1] += data


def text(body: str) -> list[str]:
    """The letter as plain text, one string a paragraph, heading or list item."""
    parser = _Blocks()
    parser.feed(body)
    parser.close()
    folded = (" ".join(block.split()) for block in parser.blocks)
    return [block for block in folded if block]
