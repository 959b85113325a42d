"""What a PDF does not need of the fonts inside it: tables for programs that set text, names and versions. The glyphs
are chosen and placed already; ISO 32000-1 (9.9) lists the tables that drawing them takes."""

import struct
from typing import Any

from weasyprint.pdf import pydyf

_DRAWS = {b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep"}
_NEEDED = {b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"}
_TRUE_TYPE = b"\0\1\0\0"
_HEADER, _TABLE = struct.Struct(">4sHHHH"), struct.Struct(">4sLLL")


def lighten(file: Any) -> None:
    """Before a file is written: take out of its TrueType fonts what nobody reads there."""
    for each in file.objects:
        if isinstance(each, pydyf.Stream) and "Length1" in each.extra:
            each.stream = [drawing_tables(b"".join(each.stream))]
            each.extra["Length1"] = len(each.stream[0])


def drawing_tables(font: bytes) -> bytes:
    """The same font with the tables that draw its glyphs, as they are and in their order; `font` itself when it is of
    another kind. The same font gives the same bytes."""
    tables = dict(_tables(font)) if font.startswith(_TRUE_TYPE) else {}
    if not tables.keys() >= _NEEDED:
        return font
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = _HEADER.pack(_TRUE_TYPE, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    place, listed, data = len(head) + count * _TABLE.size, b"", b""
    for tag, (checksum, table) in tables.items():
        listed += _TABLE.pack(tag, checksum, place + len(data), len(table))
        data += table + bytes(-len(table) % 4)
    return head + listed + data


def _tables(font: bytes) -> list[tuple[bytes, tuple[int, bytes]]]:
    """Each table that draws: its checksum and its bytes."""
    _, count, *_ = _HEADER.unpack_from(font)
    rows = (_TABLE.unpack_from(font, _HEADER.size + number * _TABLE.size) for number in range(count))
    return [(tag, (checksum, font[at : at + length])) for tag, checksum, at, length in rows if tag in _DRAWS]
