"""Empty strings among the numbers that place glyphs (ISO 32000-1, 9.4.3). WeasyPrint writes them around marks that are
moved up or down, and PDFium, which draws in Chrome and Edge, then forgets the last number of the row: in Urdu, words
were drawn over the telephone number beside them."""

from typing import Any

from weasyprint.pdf import pydyf

_PLACES, _EMPTY = b"] TJ", b"<>"


def mend(file: Any) -> None:
    """Before a file is written: leave them out. Everywhere else its pages look as before."""
    for each in file.objects:
        if isinstance(each, pydyf.Stream):
            each.stream[:] = [_mended(part) for part in each.stream]


def _mended(part: Any) -> Any:
    is_row = isinstance(part, bytes) and part.endswith(_PLACES) and _EMPTY in part
    return part.replace(_EMPTY, b" ") if is_row else part
