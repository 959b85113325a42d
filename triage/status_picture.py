"""The steps table as a picture for docs/pictures: a column for each status, a row for each step, dots where it may
start and an arrow to where it leads. Drawn from the table alone, so nothing in it is placed by hand."""

from collections.abc import Iterator
from html import escape

from triage.statuses import OPEN, STEPS, WAITING, Status, Step

_LEFT, _TOP, _COLUMN, _ROW = 200, 132, 74, 34
_WIDTH = _LEFT + _COLUMN * len(Status) + 16
_HEIGHT = _TOP + _ROW * len(STEPS) + 56
_INK, _BLUE, _PALE = "#0b0c0c", "#1d4f91", "#f3f2f1"
_TITLE = "The life of a request"
_DESCRIPTION = "Each row is a step: dots mark the statuses it may start at, an arrow leads to the status it ends at."


def render() -> str:
    """The whole SVG. Every step is named in a title of its own, so that it can be read aloud."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-labelledby="title desc" font-family="Helvetica, Arial, sans-serif">\n'
        f'<title id="title">{_TITLE}</title>\n<desc id="desc">{_DESCRIPTION}</desc>\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>\n'
    )
    rows = (_row(number, line) for number, line in enumerate(STEPS.values()))
    return head + "".join([*_stripes(), *_columns(), *rows, _key()]) + "</svg>\n"


def _x(status: Status) -> int:
    return _LEFT + _COLUMN * list(Status).index(status) + _COLUMN // 2


def _stripes() -> Iterator[str]:
    """Every other row, under all else."""
    for y in range(_TOP + _ROW, _TOP + _ROW * len(STEPS), 2 * _ROW):
        yield f'<rect x="8" y="{y}" width="{_WIDTH - 16}" height="{_ROW}" fill="{_PALE}"/>\n'


def _columns() -> Iterator[str]:
    bottom = _TOP + _ROW * len(STEPS)
    for status in Status:
        x, fill = _x(status), "#ffffff"
        if status in OPEN:
            fill = "#fff7bf" if status in WAITING else "#d6e4f2"
        yield (
            f'<rect x="{x - 32}" y="60" width="64" height="60" rx="6" fill="{fill}" stroke="{_INK}"/>\n'
            f'<line x1="{x}" y1="120" x2="{x}" y2="{bottom}" stroke="#b1b4b6"/>\n'
        )
        lines = str(status).split("_")
        top = 94 - 7 * (len(lines) - 1)
        for number, word in enumerate(lines):
            place = f'x="{x}" y="{top + 14 * number}" font-size="11" text-anchor="middle"'
            yield f'<text {place} fill="{_INK}">{word}</text>\n'


def _row(number: int, line: Step) -> str:
    y = _TOP + _ROW * number + _ROW // 2
    starts, end = sorted(_x(status) for status in line.sources), _x(line.target)
    said = ", ".join(str(status) for status in Status if status in line.sources)
    return (
        f"<g>\n<title>{escape(line.name)}: from {said} to {line.target}</title>\n"
        f'<text x="16" y="{y - 1}" font-size="13" font-weight="bold" fill="{_INK}">{escape(line.name)}</text>\n'
        f'<text x="16" y="{y + 12}" font-size="10" fill="#505a5f">{escape(line.button or "with another act")}</text>\n'
        f'<path d="M{min(*starts, end)} {y} H{max(*starts, end)}" stroke="{_BLUE}" stroke-width="2"/>\n'
        + "".join(f'<circle cx="{x}" cy="{y}" r="5" fill="{_BLUE}"/>\n' for x in starts)
        + _heads(starts, end, y)
        + "</g>\n"
    )


def _heads(starts: list[int], end: int, y: int) -> str:
    """An arrow head from each side on which a start lies."""
    sides = {1 if start > end else -1 for start in starts}
    return "".join(f'<path d="M{end} {y} l{side * 12} -7 v14 z" fill="{_BLUE}"/>\n' for side in sorted(sides))


def _key() -> str:
    y = _HEIGHT - 24
    parts = [
        f'<text x="16" y="34" font-size="20" font-weight="bold" fill="{_INK}">{_TITLE}</text>\n',
        f'<circle cx="{_LEFT}" cy="{y}" r="5" fill="{_BLUE}"/>\n',
        f'<text x="{_LEFT + 12}" y="{y + 4}" font-size="12" fill="{_INK}">may start here</text>\n',
        f'<path d="M{_LEFT + 130} {y} l-12 -7 v14 z" fill="{_BLUE}"/>\n',
        f'<text x="{_LEFT + 138}" y="{y + 4}" font-size="12" fill="{_INK}">leads here</text>\n',
    ]
    x = _LEFT + 240
    for fill, words in (("#d6e4f2", "in the queue"), ("#fff7bf", "in the queue, waiting"), ("#ffffff", "not in it")):
        parts.append(f'<rect x="{x}" y="{y - 9}" width="22" height="16" rx="3" fill="{fill}" stroke="{_INK}"/>\n')
        parts.append(f'<text x="{x + 30}" y="{y + 4}" font-size="12" fill="{_INK}">{words}</text>\n')
        x += 190
    return "".join(parts)
