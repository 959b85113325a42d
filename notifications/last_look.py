"""Look through a letter and its mail before they leave, and stop them when a template let a family's detail through.

Only workers import this module: it reads PDFs.
"""

from collections.abc import Callable, Iterator
from typing import Any

from notifications import outgoing_check, pdf_words
from notifications.mail import Refused
from notifications.mime import Mail
from notifications.wordings import Private

CODE = "leak"
_ask: list[Callable[[str], Private]] = []


def kept_out_by(ask: Callable[[str], Private]) -> None:
    """Have `ask` say what must be in none of the letters of the request with that reference."""
    _ask[:] = [ask]


def at_letter(content: dict[str, Any], made: bytes, kept_out: Private) -> None:
    """Raises mail.Refused when the drawn letter says anything private that its checked words do not. `content`: what it
    was drawn from."""
    try:
        said = pdf_words.of(made)
    except pdf_words.NoPdf:
        raise Refused("its letter cannot be opened", CODE) from None
    _stop(outgoing_check.in_pdf(said, _checked(content), kept_out, str(content["dated"])))


def _checked(content: dict[str, Any]) -> Iterator[str]:
    """Gathered only when they are asked for."""
    yield from outgoing_check.words_of(content)


def at_mail(email: Mail, kept_out: Private) -> None:
    """Raises mail.Refused when the mail itself says anything private."""
    _stop(outgoing_check.in_mail(email, kept_out))


def kept_out(reference: str) -> Private:
    """What is known of the family; nothing while nobody was asked to say it, and then shapes alone are looked for."""
    if not _ask or not reference:
        return Private()
    return _ask[0](reference)


def _stop(found: list[str]) -> None:
    if found:
        raise Refused(f"it would say {found[0]}", CODE)
