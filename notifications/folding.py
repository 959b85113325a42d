"""Words as they are compared, so that no accent, odd dash, digit of another script or invisible mark hides a detail."""

import re
import unicodedata

_APART = re.compile(r"[\W_]+")
_ALIKE = str.maketrans({
    "’": "'", "‘": "'", "ʼ": "'", "＇": "'", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe",
})  # fmt: skip


def folded(text: str) -> str:
    """`text` without accents and invisible marks, its quotes, dashes and digits plain. Case and spaces stay, but every
    kind of space is one."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.translate(_ALIKE)).translate(_ALIKE)
    return unicodedata.normalize("NFC", "".join(map(_mark, apart)))


def _mark(mark: str) -> str:
    kind = unicodedata.category(mark)
    if kind == "Nd":
        return str(unicodedata.decimal(mark))
    if kind == "Zs":
        return " "
    return "" if kind in {"Cf", "Mn"} else mark


def squeezed(text: str) -> str:
    """Letters and digits alone, small: how private strings are compared."""
    return _APART.sub("", folded(text).casefold())
