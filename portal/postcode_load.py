"""Loading postcodes: the edition that comes with the portal, a newer one from a file, and the demo's invented ones."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from psycopg import Connection
from sqlalchemy.dialects.postgresql import insert

from portal import council_names, db, places, postcode_swap
from portal.places import Postcode, PostcodeEdition
from portal.postcode_archives import PostcodeFileWrong
from portal.postcode_files import Counts, Refusal, read

SHIPPED = council_names.DATA / "postcodes_england_live.csv.xz"
SHIPPED_NAME = "ONS Postcode Directory, November 2025"
_SHIPPED_SOURCE = "shipped"
_GAZETTEER = council_names.DATA / "demo_gazetteer.json"


@dataclass(frozen=True)
class Loaded:
    """An edition that came into use, what became of its rows, and how many postcodes were in use before it."""

    name: str
    counts: Counts
    rows_before: int


def load_shipped(now: datetime, *, again: bool = False) -> Loaded | None:
    """Load the postcodes that come with the portal. None: they or an imported edition are in use already, and it was
    not asked to load them again."""
    postcode_swap.wait_for_turn(_connection())
    current = places.edition()
    if current and not again and (current.source != _SHIPPED_SOURCE or current.name == SHIPPED_NAME):
        return None
    edition = PostcodeEdition(name=SHIPPED_NAME, source=_SHIPPED_SOURCE, loaded_at=now, rows=0)
    return _load(SHIPPED, edition, frozenset())


def load_file(path: Path, council_codes: frozenset[str], now: datetime) -> Loaded:
    """Load an ONSPD or NSPL edition (.csv, .csv.gz, .csv.xz, .zip). It must have postcodes in every district of
    `council_codes`. Raises PostcodeFileWrong; the edition in use then stays."""
    postcode_swap.wait_for_turn(_connection())
    edition = PostcodeEdition(name=path.name.split(".")[0], source=path.name, loaded_at=now, rows=0)
    return _load(path, edition, council_codes)


def load_demo_gazetteer() -> None:
    """Add the invented postcodes of the demo and the tests beside the real ones. Where an invented one happens to be
    real (S80 9ZY), the invented row stands."""
    rows = json.loads(_GAZETTEER.read_text(encoding="utf-8"))["rows"]
    values = [
        {
            "postcode": row["postcode"].replace(" ", ""),
            "district_code": row["district_code"],
            "is_demo": True,
            "easting": row["easting"],
            "northing": row["northing"],
        }
        for row in rows
    ]
    statement = insert(Postcode)
    given = statement.excluded
    invented = {name: given[name] for name in ("district_code", "is_demo", "easting", "northing")} | {"ward_code": None}
    db.session.execute(statement.on_conflict_do_update(index_elements=["postcode"], set_=invented), values)


def _load(path: Path, edition: PostcodeEdition, council_codes: frozenset[str]) -> Loaded:
    connection, counts, before = _connection(), Counts(), places.count()
    repeated = postcode_swap.fill(connection, read(path, counts))
    if repeated:
        counts.refused[Refusal.REPEATED] = repeated
        counts.kept -= repeated
    if missing := sorted(council_codes - postcode_swap.districts(connection)):
        names = ", ".join(f"{council_names.district(code) or 'district'} ({code})" for code in missing)
        raise PostcodeFileWrong(
            f"{path} has no postcode in {names}. Give the edition of the whole country; if the district has a new code,"
            " put that in the council file first."
        )
    postcode_swap.swap(connection)
    edition.rows = counts.kept
    db.session.add(edition)
    return Loaded(edition.name, counts, before)


def _connection() -> Connection:
    """The session's own connection, so that all of a load is in the caller's transaction."""
    driver = db.session.connection().connection.driver_connection
    assert isinstance(driver, Connection)
    return driver
