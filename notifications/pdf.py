"""The one renderer: from HTML we wrote to a tagged PDF/UA-1 file, reading nothing but our own packaged files.

Only workers import this: WeasyPrint takes a second and 60 MB to load (docs/decisions/letters.md).
"""

import logging
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from notifications.wordings import Layout
from portal.settings import ROOT

MOST_CHARACTERS = 150_000  # of HTML: about 40 pages; above it nothing is drawn
_MEMORY = 1_500_000_000  # bytes a drawing may add to the address space
_TYPES = {".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png", ".css": "text/css"}
_SHEETS = ROOT / "templates" / "letters"
_STATIC = ROOT / "static"

for name in ("weasyprint", "fontTools"):
    logging.getLogger(name).setLevel(logging.CRITICAL)  # their warnings quote what they draw


class TooLong(ValueError):
    """More than a letter can hold."""


class Refused(ValueError):
    """The drawing asked for a file or address that is not ours."""


class PackagedFiles(URLFetcher):
    """Serves fonts and logos of static/ as `packaged:...`; every other address, network or file, is refused."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        path = (_STATIC / name).resolve()
        inside = any(path.is_relative_to(_STATIC / folder) for folder in ("vendor/fonts", "brand"))
        if scheme != "packaged" or not inside or path.suffix not in _TYPES:
            raise Refused(f"a letter may not load {scheme} addresses")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _TYPES[path.suffix]})


_FILES = PackagedFiles(allowed_protocols=())
_FONTS = FontConfiguration()


def _sheet(name: str) -> CSS:
    return CSS(filename=_SHEETS / name, font_config=_FONTS, url_fetcher=_FILES)


_STANDARD = _sheet("letter.css")
_STYLES = {Layout.STANDARD: [_STANDARD], Layout.LARGE_PRINT: [_STANDARD, _sheet("large_print.css")]}


@contextmanager
def _bounded() -> Iterator[None]:
    """Let the drawing use a fixed amount of memory more than now, so that a hostile text fails alone."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    wanted = used + _MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def draw(html: str, layout: Layout) -> bytes:
    """The PDF of one whole page of HTML. The same HTML gives the same bytes. Raises TooLong, or MemoryError when a text
    is too hard to set."""
    if len(html) > MOST_CHARACTERS:
        raise TooLong(f"{len(html)} characters of HTML; the most is {MOST_CHARACTERS}")
    with _bounded():
        page = HTML(string=html, base_url="packaged:", url_fetcher=_FILES)
        pdf: bytes = page.write_pdf(stylesheets=_STYLES[layout], font_config=_FONTS, pdf_variant="pdf/ua-1")
    return pdf
