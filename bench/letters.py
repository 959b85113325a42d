"""Drawing a letter in a warm worker beside a plain WeasyPrint call on the same HTML, styles and fonts."""

import time
from collections.abc import Callable

from weasyprint import CSS, HTML

from bench.rounds import side_by_side
from bench.stage import Stage
from notifications import pdf, sheets
from notifications.wordings import Layout
from portal.settings import ROOT
from tests.factories import letters

_LETTERS = 5
_VARIANT = {"pdf_variant": "pdf/ua-1"}
_STYLE = ROOT / "templates" / "letters" / "letter.css"


def measure(stage: Stage) -> dict[str, float]:
    """CPU seconds a letter, median of rounds, and the size of one."""
    content, _ = sheets.frozen(sheets.of_outcome(letters.wording()))
    html = sheets.page(content, Layout.STANDARD)
    plain_html = html.replace("packaged:", (ROOT / "static").as_uri() + "/")
    plain_style = _STYLE.read_text().replace("packaged:", (ROOT / "static").as_uri() + "/")

    def ours() -> float:
        return _cpu(lambda: pdf.draw(sheets.page(content, Layout.STANDARD), Layout.STANDARD))

    def plain() -> float:
        return _cpu(
            lambda: HTML(string=plain_html).write_pdf(stylesheets=[CSS(string=plain_style)], pdf_variant="pdf/ua-1")
        )

    ours(), plain()
    warm, floor = side_by_side(ours, plain, 9)
    size = len(pdf.draw(html, Layout.STANDARD))
    return {
        "letter_vs_weasyprint": warm / floor,
        "letter_ms": warm * 1000,
        "letter_plain_ms": floor * 1000,
        "letter_pdf_kb": size / 1024,
    }


def _cpu(draw: Callable[[], object]) -> float:
    started = time.process_time()
    for _ in range(_LETTERS):
        draw()
    return (time.process_time() - started) / _LETTERS
