"""The one renderer: from HTML we wrote to a tagged PDF/UA-1 file, reading nothing but our own packaged files.

Only workers import this: WeasyPrint takes a second and 60 MB to load (docs/decisions/letters.md).
"""

import logging
import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from notifications import pdf_fonts, pdf_runs, pdf_tags
from notifications.wordings import Layout
from portal.settings import ROOT

MOST_CHARACTERS = 150_000  # of HTML: about 40 pages; above it nothing is drawn
_MEMORY = 1_500_000_000  # bytes a drawing may add to the address space
SECONDS = 60.0  # of processor time a drawing may take; an ordinary letter takes a tenth of one
_AGAIN = 0.5  # seconds more each time the error is raised where nobody hears it, such as in a destructor
_GRACE = 20  # seconds more before the kernel ends a process that is stuck inside a library
_TYPES = {".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png", ".css": "text/css"}
_SHEETS = ROOT / "templates" / "letters"
_STATIC = ROOT / "static"

for name in ("weasyprint", "fontTools"):
    logging.getLogger(name).setLevel(logging.CRITICAL)  # their warnings quote what they draw


class TooLong(ValueError):
    """More than a letter can hold."""


class TooSlow(RuntimeError):
    """More processor time than a letter may take."""


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
pdf_tags.set_up()


def _sheet(name: str) -> CSS:
    return CSS(filename=_SHEETS / name, font_config=_FONTS, url_fetcher=_FILES)


_STANDARD = _sheet("letter.css")
_STYLES = {Layout.STANDARD: [_STANDARD], Layout.LARGE_PRINT: [_STANDARD, _sheet("large_print.css")]}


@contextmanager
def _at_most(kind: int, wanted: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(kind, (soft, hard))


def _stop(signum: int, frame: FrameType | None) -> None:
    raise TooSlow(f"more than {SECONDS:.0f} seconds of processor time")


@contextmanager
def _timed() -> Iterator[None]:
    """Stop what takes more than SECONDS of processor time: by an error here, by the kernel if that is not heard."""
    if threading.current_thread() is not threading.main_thread():  # only the main thread hears signals
        yield
        return
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS, _AGAIN)
    used = resource.getrusage(resource.RUSAGE_SELF)
    try:
        with _at_most(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + SECONDS) + _GRACE):
            yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _bounded() -> Iterator[None]:
    """Let the drawing use a fixed amount of memory and time more than now, so that a hostile text fails alone."""
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    with _timed(), _at_most(resource.RLIMIT_AS, used + _MEMORY):
        yield


def draw(html: str, layout: Layout) -> bytes:
    """The PDF of one whole page of HTML. The same HTML gives the same bytes. Raises TooLong, TooSlow, or MemoryError
    when a text is too hard to set."""
    return draw_counted(html, layout)[0]


def draw_counted(html: str, layout: Layout) -> tuple[bytes, int]:
    """The same, with the number of its pages."""
    if len(html) > MOST_CHARACTERS:
        raise TooLong(f"{len(html)} characters of HTML; the most is {MOST_CHARACTERS}")
    with _bounded():
        page = HTML(string=html, base_url="packaged:", url_fetcher=_FILES)
        variant = {"pdf_variant": "pdf/ua-1"}
        document = page.render(_FONTS, stylesheets=_STYLES[layout], **variant)
        pdf: bytes = document.write_pdf(finisher=_finish, **variant)
        return pdf, len(document.pages)


def _finish(document: Any, file: Any) -> None:
    pdf_tags.finish(document, file)
    pdf_runs.mend(file)
    pdf_fonts.lighten(file)
