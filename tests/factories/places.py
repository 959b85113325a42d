"""Postcodes and council files for tests."""

import csv
import gzip
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from portal import clock, council, db, postcode_load, settings

HEADERS = Path(__file__).parents[1] / "data" / "postcode_directory_headers.json"
SAMPLE_2025 = Path(__file__).parents[1] / "data" / "onspd_2025_shape_sample.csv.gz"
SAMPLE_2026 = Path(__file__).parents[1] / "data" / "onspd_2026_shape_sample.csv.gz"
NOTTINGHAMSHIRE = settings.ROOT / "portal" / "councils" / "nottinghamshire.yaml"
WRENVALE = Path(__file__).parents[1] / "councils" / "wrenvale.yaml"


def gazetteer() -> None:
    """Have the invented postcodes of the demo loaded."""
    with db.transaction():
        postcode_load.load_demo_gazetteer()


def loaded(path: Path, codes: frozenset[str] = frozenset()) -> postcode_load.Loaded:
    """Have the edition in `path` in use."""
    with db.transaction():
        return postcode_load.load_file(path, codes, clock.now())


def edition(path: Path, header: list[str], rows: Iterable[Mapping[str, str]]) -> Path:
    """Write a CSV edition with these columns; what a row does not give stays blank. Packed when `path` ends in .gz."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    content = text.getvalue().encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def wrenvale() -> council.Council:
    """Serve the made-up council for the rest of the test."""
    other = council.load(WRENVALE)
    council.use(other)
    return other
