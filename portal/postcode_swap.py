"""A new table of postcodes, filled by COPY beside the one in use and then put in its place.

All in the caller's transaction: readers see the old rows or the new ones, never none, and a failure changes nothing.
"""

from collections.abc import Iterator
from itertools import islice

from psycopg import Connection, errors

from portal.postcode_archives import PostcodeFileWrong
from portal.postcode_files import Kept

_ONE_AT_A_TIME = 7_240_101  # any number that no other advisory lock of the portal has
_LINES_AT_ONCE = 20_000
_TRIES = 40
_KEY = "ALTER TABLE postcode_next ADD CONSTRAINT pk_postcode_next PRIMARY KEY (postcode)"
_FIRST_OF_EACH = """
    DELETE FROM postcode_next later USING postcode_next earlier
    WHERE later.postcode = earlier.postcode AND later.ctid > earlier.ctid
"""
_KEEP_DEMO_ROWS = """
    INSERT INTO postcode_next (postcode, district_code, ward_code, is_demo, easting, northing)
    SELECT postcode, district_code, ward_code, is_demo, easting, northing FROM postcode WHERE is_demo
    ON CONFLICT (postcode) DO UPDATE SET district_code = excluded.district_code, ward_code = NULL, is_demo = true,
        easting = excluded.easting, northing = excluded.northing
"""


def wait_for_turn(connection: Connection) -> None:
    """Have two loads at the same time go one after the other. The turn ends with the transaction."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


def fill(connection: Connection, rows: Iterator[Kept]) -> int:
    """Fill the new table. Returns how many rows were left out because their postcode had come before."""
    connection.execute("CREATE TABLE postcode_next (LIKE postcode INCLUDING DEFAULTS)")
    command = "COPY postcode_next (postcode, district_code, ward_code, easting, northing) FROM STDIN (FREEZE, NULL '')"
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        while lines := ["\t".join(row) for row in islice(rows, _LINES_AT_ONCE)]:
            copy.write("\n".join(lines) + "\n")
    repeated = _add_key(connection)
    connection.execute(_KEEP_DEMO_ROWS)
    connection.execute("ANALYZE postcode_next")
    return repeated


def _add_key(connection: Connection) -> int:
    try:
        with connection.transaction():
            connection.execute(_KEY)
        return 0
    except errors.UniqueViolation:
        repeated = connection.execute(_FIRST_OF_EACH).rowcount
        connection.execute(_KEY)
        return repeated


def districts(connection: Connection) -> set[str]:
    """The district codes in the new table."""
    rows = connection.execute("SELECT district_code FROM postcode_next GROUP BY district_code").fetchall()
    return {row[0] for row in rows}


def swap(connection: Connection) -> None:
    """Put the new table in place. Waits for readers a little at a time, so that it never holds up a queue of them
    behind itself. Raises PostcodeFileWrong when somebody holds the old table for minutes."""
    for _ in range(_TRIES):
        try:
            with connection.transaction():
                connection.execute("SET LOCAL lock_timeout = '2s'")
                connection.execute("DROP TABLE postcode")
            break
        except errors.LockNotAvailable:
            continue
    else:
        raise PostcodeFileWrong("The postcodes in use are held by another program. Stop it and load them again.")
    connection.execute("ALTER TABLE postcode_next RENAME TO postcode")
    connection.execute("ALTER TABLE postcode RENAME CONSTRAINT pk_postcode_next TO pk_postcode")
