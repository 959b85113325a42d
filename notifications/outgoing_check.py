"""The last look at what goes out, whatever it was made from: no detail of a family in a letter's words, in what its PDF
says about itself, or in the mail around it (DOMAIN.md 3.2).

What people typed is checked before (`letter_check`). This finds what a template let through.
"""

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from notifications import leaks, renditions, sheets
from notifications.folding import folded, squeezed
from notifications.mime import Mail
from notifications.wordings import Private, Problem
from portal import council, settings
from portal.council import Council
from portal.settings import ROOT

_TAG = re.compile(r"<[^>]*>")
_OWN = re.compile(r"[^\W\d_][\w'’-]*")
_ADDRESSES = {"to", "from", "message-id", "date", "received", "return-path", "list-id", "reply-to", "content-type",
              "content-transfer-encoding", "mime-version"}  # fmt: skip
_SEAM = "\n|\n"  # no detail reaches over it
_TEMPLATES = ("letters/*.html", "emails/*", "notifications/letter*.html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a PDF says, by where it stands."""

    pages: tuple[str, ...]
    about: str  # its information and its XMP
    outline: tuple[str, ...]
    links: tuple[str, ...]
    files: tuple[str, ...]  # names of files inside it: there should be none

    def parts(self) -> Iterator[tuple[str, str]]:
        """Each text with where it stands."""
        yield from (("its pages", page) for page in self.pages)
        yield "what it says about itself", self.about
        yield from (("its outline", title) for title in self.outline)
        yield from (("its links", link) for link in self.links)
        yield from (("its files", name) for name in self.files)


def council_says() -> tuple[str, ...]:
    """The council's own numbers and addresses, which letters may say."""
    this = council.current()
    numbers = this.phones.model_dump().values()
    districts = [each for district in this.districts for each in (district.phone, district.email)]
    return (*numbers, this.email, *districts)


def words_of(content: dict[str, Any]) -> list[str]:
    """All that a letter says, as stored: its title, whom it is from, and its paragraphs in each of its languages."""
    bodies = (content["body"], (content.get("translation") or {}).get("body", ""))
    signed = (*(content.get("signature_words") or ()), content.get("signature_alt") or "")
    blocks = [block for body in bodies for block in sheets.text(body)]
    return [content["title"], *blocks, content["council"], *content["address"], *signed]


def in_letter(content: dict[str, Any], private: Private, allowed: Iterable[str], named: Iterable[str]) -> list[Problem]:
    """What stops a letter: each private detail in any of its forms, with the sentence to mend. `content`: what
    `sheets.frozen` gave. `allowed` and `named` as in `leaks.found_in`."""
    may, given = (*council_says(), *allowed), tuple(named)
    found: dict[str, Problem] = {}
    for part in (*words_of(content), *_other_forms(content)):
        for leak, what in _leaks(part, private, may, given):
            wrong = f"“{leak}” looks like {what}."
            found.setdefault(squeezed(leak), Problem(sentence=part, wrong=wrong, fix=leaks.FIXES[what]))
    return list(found.values())


def _other_forms(content: dict[str, Any]) -> Iterator[str]:
    """The paragraphs of the plain text and of what is read aloud."""
    yield from (" ".join(part.split()) for part in renditions.text(content).split("\n\n"))
    yield from (" ".join(_TAG.sub(" ", line).split()) for line in renditions.aloud(content).splitlines())


def in_pdf(said: Said, checked: Iterable[str], private: Private, dated: str = "") -> list[str]:
    """What a drawn letter says that its checked words do not: codes such as "a postcode in the outline", none when
    nothing leaks. `said`: what can be read out of it. `checked`: the letter's words, which were read before sending.
    `dated`: the letter's own day, which its PDF gives as that of its making."""
    found = _by_part(said.parts(), private, (*council_says(), dated))
    known = squeezed(" ".join(checked)) if found else ""  # rarely asked for, and long
    return [what for leak, what in found if not any(form in known for form in _as_read(leak))]


def _as_read(leak: str) -> tuple[str, str]:
    """Out of a line that is read from right to left, the groups of a number are taken in that order too."""
    return squeezed(leak), squeezed(" ".join(reversed(leak.split())))


def in_mail(email: Mail, private: Private) -> list[str]:
    """The same of a mail: its subject and other headers, both bodies, and the name of its file."""
    found = _by_part(_of_mail(email), private, (*council_says(), settings.current().mail_from))
    return [what for _, what in found]


def _by_part(parts: Iterable[tuple[str, str]], private: Private, may: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each detail, and what it is and where. All parts are looked through at once, for there is hardly ever any."""
    each = list(parts)
    if not any(True for _ in _leaks(_SEAM.join(text for _, text in each), private, may, ())):
        return []
    return [(leak, f"{what} in {where}") for where, text in each for leak, what in _leaks(text, private, may, ())]


def _of_mail(email: Mail) -> Iterator[tuple[str, str]]:
    yield from (("the mail's headers", value) for name, value in email.headers() if name.casefold() not in _ADDRESSES)
    if email.file_name:
        yield "the mail's file name", email.file_name
    yield from (("the mail's words", words) for words in (email.text, email.html))


def _leaks(text: str, private: Private, allowed: Iterable[str], named: Iterable[str]) -> Iterator[tuple[str, str]]:
    """A name of one word that our own templates or the council file use too is left to the check of what was typed:
    somebody may be called Call or Young."""
    yield from leaks.found_in(text, _without(private, _own_words()), allowed, named)


@lru_cache(maxsize=64)
def _without(private: Private, ours: frozenset[str]) -> Private:
    def kept(names: tuple[str, ...]) -> tuple[str, ...]:
        # A name of one letter says no more than its initial, and a reference read aloud is single letters.
        return tuple(name for name in names if len(name) > 1 and folded(name) not in ours)

    return replace(
        private,
        names=kept(private.names),
        first_names=kept(private.first_names),
        child_names=kept(private.child_names),
    )


_kept: list[tuple[Council, frozenset[str]]] = []  # of the council in use: one, read once


def _own_words() -> frozenset[str]:
    """Every word of our templates, of the packaged sentences and of the council file."""
    this = council.current()
    if not _kept or _kept[0][0] is not this:
        _kept[:] = [(this, _words_of(this))]
    return _kept[0][1]


def _words_of(this: Council) -> frozenset[str]:
    paths = [path for pattern in _TEMPLATES for path in sorted((ROOT / "templates").glob(pattern))]
    texts = [path.read_text("utf-8") for path in (*paths, *sorted((ROOT / "notifications").rglob("*.yaml")))]
    texts += [*calendar.month_name, *calendar.day_name, str(this.model_dump())]
    return frozenset(folded(word) for text in texts for word in _OWN.findall(text))
