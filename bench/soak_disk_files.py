"""Words looked for in everything a browser wrote to its profile folder: as it stands there, and unpacked.

LevelDB keeps tables of blocks packed with Snappy (local storage, IndexedDB, service workers); a cache may hold gzip."""

import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_FOOTER, _MAGIC = 48, bytes.fromhex("57fb808b247547db")  # leveldb/doc/table_format.md
_BLOCK_END = 5  # a byte that says how it is packed, and a checksum
_GZIP = b"\x1f\x8b\x08"


def holding(folder: Path, words: Iterable[str]) -> dict[str, list[str]]:
    """word -> the files below `folder` that hold it. Words that are nowhere are left out."""
    wanted = {word: [word.encode(encoding) for encoding in _ENCODINGS] for word in words}
    found: dict[str, list[str]] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        contents = list(_readings(path))
        for word, spellings in wanted.items():
            if any(spelling in content for content in contents for spelling in spellings):
                found.setdefault(word, []).append(str(path.relative_to(folder)))
    return found


def _readings(path: Path) -> Iterator[bytes]:
    """A file's bytes, and those of what is packed in it."""
    with suppress(OSError):  # the browser may remove it meanwhile
        content = path.read_bytes()
        yield content
        yield from _unzipped(content)
        if path.suffix == ".log":
            yield _without_heads(content)
        if content[-8:] == _MAGIC:
            yield from _blocks(content)


def _unzipped(content: bytes) -> Iterator[bytes]:
    at = content.find(_GZIP)
    while at >= 0:
        with suppress(zlib.error):
            yield zlib.decompressobj(31).decompress(content[at:])
        at = content.find(_GZIP, at + 1)


def _without_heads(content: bytes) -> bytes:
    """A LevelDB log joined up: in each 32 KB, records with a head of seven bytes, the length in the fifth and sixth."""
    joined, at = bytearray(), 0
    while at + 7 <= len(content):
        if at % 32768 > 32768 - 7:
            at += 32768 - at % 32768
            continue
        length = int.from_bytes(content[at + 4 : at + 6], "little")
        joined += content[at + 7 : at + 7 + length]
        at += 7 + length
    return bytes(joined)


def _blocks(table: bytes) -> Iterator[bytes]:
    """Every block of a LevelDB table that its index names."""
    footer = table[-_FOOTER:]
    _, at = _handle(footer, 0)
    index, _ = _handle(footer, at)
    for place in _places(_unpacked(table, *index)):
        with suppress(ValueError, IndexError):
            yield _unpacked(table, *place)


def _places(index: bytes) -> Iterator[tuple[int, int]]:
    """(offset, size) of each block, from an index block: entries of shared, unshared, size, key, value."""
    end, at = len(index) - 4 - 4 * int.from_bytes(index[-4:], "little"), 0
    while at < end:
        _, at = _number(index, at)
        unshared, at = _number(index, at)
        size, at = _number(index, at)
        place, _ = _handle(index, at + unshared)
        yield place
        at += unshared + size


def _unpacked(table: bytes, offset: int, size: int) -> bytes:
    content, packed = table[offset : offset + size], table[offset + size]
    return unsnap(content) if packed == 1 else content


def unsnap(packed: bytes) -> bytes:
    """Snappy's raw format (github.com/google/snappy/format_description.txt). Raises IndexError or ValueError."""
    length, at = _number(packed, 0)
    out = bytearray()
    while at < len(packed):
        tag = packed[at]
        at += 1
        if tag & 3 == 0:
            size, at = _literal(packed, at, tag >> 2)
            out += packed[at : at + size]
            at += size
            continue
        size, back, at = _copy(packed, at, tag)
        for _ in range(size):
            out.append(out[-back])
    if len(out) != length:
        raise ValueError("not Snappy")
    return bytes(out)


def _literal(packed: bytes, at: int, size: int) -> tuple[int, int]:
    if size < 60:
        return size + 1, at
    extra = size - 59
    return int.from_bytes(packed[at : at + extra], "little") + 1, at + extra


def _copy(packed: bytes, at: int, tag: int) -> tuple[int, int, int]:
    """(size, how far back, where it goes on)."""
    if tag & 3 == 1:
        return (tag >> 2 & 7) + 4, (tag >> 5) << 8 | packed[at], at + 1
    extra = 2 if tag & 3 == 2 else 4
    return (tag >> 2) + 1, int.from_bytes(packed[at : at + extra], "little"), at + extra


def _handle(content: bytes, at: int) -> tuple[tuple[int, int], int]:
    offset, at = _number(content, at)
    size, at = _number(content, at)
    return (offset, size), at


def _number(content: bytes, at: int) -> tuple[int, int]:
    """A varint."""
    value = shift = 0
    while True:
        byte = content[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at
