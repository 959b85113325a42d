"""Loading the shipped postcodes: every unit postcode of England, once, at the first run."""

import time

from bench.stage import Stage
from portal import clock, db, postcode_load


def measure(stage: Stage) -> dict[str, float]:
    """Seconds for 1,489,125 rows, from the packed file to the table in use."""
    started = time.perf_counter()
    with db.transaction():
        postcode_load.load_shipped(clock.now())
    return {"postcodes_load_s": time.perf_counter() - started}
