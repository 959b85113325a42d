"""Loading the schools and GP practices that come with the portal. Loading again updates them and keeps their ids."""

import csv
import gzip
import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from psycopg import Connection
from sqlalchemy import select
from uuid_utils.compat import uuid7

from portal import council_names, db, nice_case, organisations
from portal.council_names import DATA
from portal.organisations import OrganisationEdition, sought

_SCHOOLS, _PRACTICES = DATA / "schools_england.csv.gz", DATA / "gp_practices_england.csv.gz"
_COLUMNS = "id, kind, code, name, town, postcode, district_code, district_name, sought"
_GIVEN = "kind, code, name, town, postcode, district_code, district_name, sought"
_NEXT = "CREATE TEMPORARY TABLE organisation_next (LIKE organisation) ON COMMIT DROP"
_CHANGED = ", ".join(f"{name} = excluded.{name}" for name in _GIVEN.split(", "))
_MERGE = f"""
    INSERT INTO organisation ({_COLUMNS}) SELECT {_COLUMNS} FROM organisation_next
    ON CONFLICT (code) DO UPDATE SET {_CHANGED}
    WHERE (organisation.name, organisation.town, organisation.postcode, organisation.district_code, organisation.sought)
        IS DISTINCT FROM (excluded.name, excluded.town, excluded.postcode, excluded.district_code, excluded.sought)
"""  # noqa: S608 only the constants above


def load(now: datetime, *, again: bool = False) -> int | None:
    """Load the shipped lists in the caller's transaction. Returns how many organisations are new or changed; None when
    these very lists are in use already and it was not asked to load them again."""
    digest = _digest()
    newest = select(OrganisationEdition.digest).order_by(OrganisationEdition.loaded_at.desc()).limit(1)
    if not again and db.session.scalar(newest) == digest:
        return None
    changed = _merge()
    db.session.add(OrganisationEdition(digest=digest, loaded_at=now))
    return changed


def _digest() -> str:
    """Of the lists and of the code that reads them: a new version may read them otherwise."""
    code = [Path(module.__file__) for module in (nice_case, organisations) if module.__file__]
    whole = hashlib.sha256()
    for path in (_SCHOOLS, _PRACTICES, council_names.FILE, Path(__file__), *code):
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _merge() -> int:
    driver = db.session.connection().connection.driver_connection
    assert isinstance(driver, Connection)
    with driver.cursor() as cursor:
        cursor.execute(_NEXT)
        with cursor.copy(f"COPY organisation_next ({_COLUMNS}) FROM STDIN") as copy:
            for row in _rows():
                copy.write_row((str(uuid7()), *row, sought(*row[:5], row[6])))
        changed = cursor.execute(_MERGE).rowcount
        cursor.execute("ANALYZE organisation")
        return changed


def _rows() -> Iterator[tuple[str, str, str, str, str, str, str]]:
    for school in _read(_SCHOOLS):
        code, town = school["lad25cd"], school["Town"] or school["Locality"]
        name, postcode = school["EstablishmentName"], school["Postcode"]
        yield "school", school["URN"], name, town, postcode, code, council_names.district(code)
    for practice in _read(_PRACTICES):
        code, town = practice["lad25cd"], nice_case.nice_case(practice["town"])
        name, postcode = nice_case.nice_case(practice["name"]), practice["postcode"]
        yield "gp", practice["ods_code"], name, town, postcode, code, council_names.district(code)


def _read(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {key: " ".join(value.split()) for key, value in row.items()}
