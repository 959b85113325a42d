"""The pages of a drawn letter as pictures, made from the very bytes that are stored (docs/decisions/preview.md)."""

import io
import threading
from collections import OrderedDict

import pypdfium2 as pdfium

from notifications.models.letters import LetterPrint

_DPI = 110
_COLOURS, _OCTREE = (
    32,
    2,
)  # a letter is black, white and the council's colour: a third of the bytes, in a third of the time
_MOST = 48  # pictures kept at hand: about 2 MB
_kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
_one_at_a_time = threading.Lock()  # PDFium is not made for threads


def of(drawn: LetterPrint, number: int) -> bytes | None:
    """Page `number`, from 1, as PNG; None where there is no such page. The same bytes give the same picture."""
    if drawn.pdf is None or drawn.pdf_sha256 is None or not 1 <= number <= drawn.pages:
        return None
    key = (drawn.pdf_sha256, number)
    with _one_at_a_time:
        if key not in _kept:
            _kept[key] = _picture(drawn.pdf, number)
        _kept.move_to_end(key)
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
        return _kept[key]


def _picture(made: bytes, number: int) -> bytes:
    opened = pdfium.PdfDocument(made)
    try:
        page = opened[number - 1]
        picture = page.render(scale=_DPI / 72).to_pil().convert("RGB").quantize(_COLOURS, _OCTREE)
        page.close()
        file = io.BytesIO()
        picture.save(file, "PNG")
        return file.getvalue()
    finally:
        opened.close()
