"""Everything typed is cleaned once, here, where it comes in (PROMISES.md F23, S17)."""

import unicodedata

_KEPT_CONTROLS = {"\t", "\n"}
_DROPPED = {"\ufffe", "\uffff"}


class BadText(ValueError):
    """Text that no Unicode program can store: half of a surrogate pair."""


def clean(text: str) -> str:
    """`text` in Unicode's composed form (NFC), lines ended by LF, without control characters but TAB and LF.

    Nothing else is changed: spaces, direction marks and emoji stay as typed. Raises BadText for a lone surrogate.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadText("This text has a broken character in it. Type it again.") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = "".join(character for character in text if _is_kept(character))
    return unicodedata.normalize("NFC", text)


def has_unseen(text: str) -> bool:
    """Whether `clean` leaves something out of `text`."""
    return not text.isprintable() and not all(_is_kept(character) for character in text if character != "\r")


def _is_kept(character: str) -> bool:
    if character in _KEPT_CONTROLS:
        return True
    return unicodedata.category(character) != "Cc" and character not in _DROPPED


def shorten(text: str, most: int) -> str:
    """The first `most` characters of `text`, cleaned; for what a browser says of itself."""
    return clean(text)[:most]
