"""All that can be read out of a drawn letter: the words of its pages, what it says about itself, and where its links
lead."""

import ctypes
import re
import zlib
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from notifications.outgoing_check import Said

_XMP = re.compile(rb"/Subtype\s*/XML[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class NoPdf(ValueError):
    """These bytes are not a PDF that can be opened."""


def of(made: bytes) -> Said:
    """What can be read out of `made`. Raises NoPdf."""
    try:
        opened = pdfium.PdfDocument(made)
    except pdfium.PdfiumError as error:
        raise NoPdf(str(error)) from None
    try:
        pages: list[str] = []
        links: list[str] = []
        for page in opened:
            pages.append(_text(page))
            links += _links(opened, page)
            page.close()
        about = " ".join([*opened.get_metadata_dict().values(), *_xmp(made)])
        outline = tuple(mark.get_title() for mark in opened.get_toc())
        files = tuple(opened.get_attachment(each).get_name() for each in range(opened.count_attachments()))
        return Said(pages=tuple(pages), about=about, outline=outline, links=tuple(links), files=files)
    finally:
        opened.close()


def _text(page: pdfium.PdfPage) -> str:
    words = page.get_textpage()
    text = words.get_text_bounded()
    words.close()
    return " ".join(text.split())


def _xmp(made: bytes) -> list[str]:
    return [_TAG.sub(" ", _unpacked(found).decode("utf-8", "replace")) for found in _XMP.findall(made)]


def _unpacked(held: bytes) -> bytes:
    try:
        return zlib.decompress(held)
    except zlib.error:
        return held


def _links(opened: pdfium.PdfDocument, page: pdfium.PdfPage) -> Iterator[str]:
    """Where the links of a page lead, by what their actions hold."""
    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, ctypes.byref(place), ctypes.byref(link)):
        action = raw.FPDFLink_GetAction(link)
        size = raw.FPDFAction_GetURIPath(opened.raw, action, None, 0) if action else 0
        if size:
            held = ctypes.create_string_buffer(size)
            raw.FPDFAction_GetURIPath(opened.raw, action, held, size)
            yield held.value.decode("utf-8", "replace")
