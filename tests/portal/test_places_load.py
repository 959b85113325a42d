"""Editions of the postcode directory come into use whole, while the portal runs."""

import json
import threading
import time
import tracemalloc
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from portal import db, places, postcode_load
from portal.db import Base
from portal.postcode_files import Counts, Refusal, read
from tests.factories.places import HEADERS, SAMPLE_2025, SAMPLE_2026, edition, gazetteer, loaded

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ALL_HEADERS: dict[str, list[str]] = json.loads(HEADERS.read_text())["headers"]
KNOWN = [name for name in ALL_HEADERS if name != "codepoint_open"]  # its files have no header row
SHORT = ["pcds", "doterm", "lad25cd", "wd25cd"]


def _row(postcode: str, district: str, **more: str) -> dict[str, str]:
    return {"pcds": postcode, "lad25cd": district, **more}


@pytest.mark.parametrize("name", KNOWN)
def test_every_known_form_of_the_directory_is_read(tmp_path: Path, name: str) -> None:
    header = ALL_HEADERS[name]
    district = next(title for title in header if title in {"oslaua", "laua", "ladcd"} or title.startswith("lad2"))
    ward = next((title for title in header if title in {"osward", "ward"} or title.startswith("wd2")), None)
    points = {"oseast1m": "0470600", "east1m": "470600", "osnrth1m": "0381000", "north1m": "0381000"}
    point = {title: metres for title, metres in points.items() if title in header}
    row = {"pcds": "DN22 7AA", district: "E07000171", "dointr": "198001"} | point
    row |= {ward: "E05006395"} if ward else {}
    ended = row | {"pcds": "DN22 7AB", "doterm": "199212"}
    counts = Counts()
    rows = list(read(edition(tmp_path / "ONSPD.csv", header, [row, ended]), counts))
    place = ("470600", "381000") if point else ("", "")
    assert rows == [("DN227AA", "E07000171", "E05006395" if ward else "", *place)]
    assert counts.refused == {Refusal.ENDED: 1}


def test_rows_are_counted_by_what_became_of_them(tmp_path: Path) -> None:
    rows = [
        _row("S1 1AA", "E08000019"),
        _row("S1 1AB", "E08000039", doterm="202501"),
        _row("EH1 1AA", "S12000036"),
        _row("GY1 1AA", "L99999999"),
        _row("S1 1AC", "E99999999"),
        _row("S1 1AD", ""),
        _row("S1", "E08000039"),
    ]
    path = edition(tmp_path / "a.csv.gz", SHORT, rows)
    counts = Counts()
    assert list(read(path, counts)) == [("S11AA", "E08000039", "", "", "")]  # a district coded anew: the new code
    assert (counts.read, counts.kept) == (7, 1)
    refused = {Refusal.ENDED: 1, Refusal.ABROAD: 2, Refusal.NO_DISTRICT: 2, Refusal.NOT_FULL: 1}
    assert counts.refused == refused


def test_a_row_cut_short_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("pcds,x,lad25cd\nDN22 7AA\n\nDN22 7AB,,E07000171\n")
    counts = Counts()
    assert len(list(read(path, counts))) == 1
    assert counts.refused == {Refusal.CUT_SHORT: 2}


@pytest.mark.parametrize("sample", [SAMPLE_2025, SAMPLE_2026])
def test_a_genuine_header_with_wards_comes_into_use(schema: Engine, sample: Path) -> None:
    done = loaded(sample, frozenset({"E07000171", "E06000018"}))
    assert (done.counts.read, done.counts.kept) == (2000, 1534)
    assert done.counts.refused == Counter({Refusal.ENDED: 466})
    place, current = places.look_up("ng1 1ah"), places.edition()
    assert place and place.ward_code == "E05012287"
    assert current and (current.name, current.rows) == (sample.name.split(".")[0], 1534)


def test_the_zip_of_an_edition_is_read_as_it_is_published(schema: Engine, tmp_path: Path) -> None:
    path = edition(tmp_path / "a.csv", SHORT, [_row("DN22 7AA", "E07000171")])
    with zipfile.ZipFile(tmp_path / "ONSPD_FEB_2026.zip", "w") as archive:
        archive.writestr("Documents/LA_UA names and codes UK as at 04_25.csv", "LAD25CD,LAD25NM\n")
        archive.writestr("Data/multi_csv/ONSPD_FEB_2026_UK_DN.csv", "wrong")
        archive.write(path, "Data/ONSPD_FEB_2026_UK.csv")
    assert loaded(tmp_path / "ONSPD_FEB_2026.zip").name == "ONSPD_FEB_2026"
    assert places.look_up("DN22 7AA")


def test_a_zip_by_postcode_areas_is_read_whole(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for area in ("DN", "NG"):
            path = edition(tmp_path / "a.csv", SHORT, [_row(f"{area}22 7AA", "E07000171")])
            archive.write(path, f"Data/multi_csv/ONSPD_FEB_2026_UK_{area}.csv")
    assert [row[0] for row in read(tmp_path / "a.zip", Counts())] == ["DN227AA", "NG227AA"]


def test_a_postcode_given_twice_is_kept_once(schema: Engine, tmp_path: Path) -> None:
    rows = [_row("DN22 7AA", "E07000171"), _row("DN22 7AB", "E07000171"), _row("DN22 7AA", "E07000175")]
    done = loaded(edition(tmp_path / "a.csv", SHORT, rows))
    assert (done.counts.kept, done.counts.refused) == (2, {Refusal.REPEATED: 1})
    place = places.look_up("DN22 7AA")
    assert place and place.district_code == "E07000171"


def test_a_big_file_is_never_held_in_memory(tmp_path: Path) -> None:
    rows = (_row(f"S{number % 90 + 1} {number % 10}AA", "E08000039") for number in range(60_000))
    path = edition(tmp_path / "a.csv.gz", ALL_HEADERS["onspd_2025"], ({"lat": "5" * 20} | row for row in rows))
    tracemalloc.start()
    counts = Counts()
    for _ in read(path, counts):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert counts.kept == 60_000
    assert peak < 1_000_000


def test_the_invented_postcodes_outlast_a_new_edition(schema: Engine) -> None:
    gazetteer()
    loaded(SAMPLE_2025)
    assert places.look_up("DN22 9ZZ") and places.look_up("S80 9ZY")


def test_after_a_swap_the_database_is_still_what_the_models_say(schema: Engine) -> None:
    loaded(SAMPLE_2025)
    loaded(SAMPLE_2026)
    with schema.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert [step for step in compare_metadata(context, Base.metadata) if "postcode" in str(step)] == []
        assert inspect(connection).get_pk_constraint("postcode")["name"] == "pk_postcode"
        assert not inspect(connection).has_table("postcode_next")


def test_readers_never_find_the_table_empty_or_gone(schema: Engine) -> None:
    loaded(SAMPLE_2025)
    stop, misses, reads = threading.Event(), [], [0]

    def look() -> None:
        with schema.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            while not stop.is_set():
                row = connection.execute(text("SELECT 1 FROM postcode WHERE postcode = 'NG11AH'")).first()
                reads[0] += 1
                if row is None:
                    misses.append(time.monotonic())

    reader = threading.Thread(target=look)
    reader.start()
    for sample in (SAMPLE_2026, SAMPLE_2025, SAMPLE_2026):
        loaded(sample)
    stop.set()
    reader.join()
    assert reads[0] > 20
    assert misses == []


def test_the_shipped_postcodes_load_whole_and_the_second_time_nothing_is_done(schema: Engine) -> None:
    with db.transaction():
        done = postcode_load.load_shipped(NOW, again=True)
    assert done and done.counts.kept == 1_489_125
    place = places.look_up("S80 4DY")  # its post town is Worksop in Nottinghamshire
    assert place and places.council_name(place.district_code) == "Derbyshire"
    with db.transaction():
        assert postcode_load.load_shipped(NOW) is None


def test_the_shipped_postcodes_do_not_replace_an_imported_edition(schema: Engine) -> None:
    loaded(SAMPLE_2026)
    with db.transaction():
        assert postcode_load.load_shipped(NOW) is None
    current = places.edition()
    assert current and current.source == SAMPLE_2026.name
