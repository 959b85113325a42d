"""Words as they are compared, so that no accent, odd dash, digit of another script or invisible mark hides a detail."""

import re
import unicodedata

_APART, _NOT_ASCII = re.compile(r"[\W_]+"), re.compile(r"[^\x00-\x7f]")
_ALIKE = {
    "’": "'", "‘": "'", "ʼ": "'", "＇": "'", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe",
}  # fmt: skip
_HAS_ALIKE = re.compile(f"[{''.join(_ALIKE)}]")  # a fifth of the time of str.translate, which asks for every character


def folded(text: str) -> str:
    """`text` without accents and invisible marks, its quotes, dashes and digits plain. Case and spaces stay, but every
    kind of space is one."""
    if text.isascii():
        return text
    plain = _alike(text)
    if plain.isascii():
        return plain
    apart = _alike(unicodedata.normalize("NFKD", plain))
    return unicodedata.normalize("NFC", _NOT_ASCII.sub(_mark, apart))


def _alike(text: str) -> str:
    return _HAS_ALIKE.sub(lambda found: _ALIKE[found[0]], text)


def _mark(found: re.Match[str]) -> str:
    mark = found[0]
    kind = unicodedata.category(mark)
    if kind == "Nd":
        return str(unicodedata.decimal(mark))
    if kind == "Zs":
        return " "
    return "" if kind in {"Cf", "Mn"} else mark


def squeezed(text: str) -> str:
    """Letters and digits alone, small: how private strings are compared."""
    return _APART.sub("", folded(text).casefold())
