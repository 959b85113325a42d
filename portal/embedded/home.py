"""The folder where the default run keeps all it has: data, secret, mails, logs. Only its owner can look into it."""

import fcntl
import json
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from portal.embedded import children, postgres
from portal.settings import ROOT


class AlreadyRunning(Exception):
    """The message says what to do."""


def of(environ: Mapping[str, str]) -> Path:
    """The folder: var in the project, unless PORTAL_HOME names another."""
    return Path(environ.get("PORTAL_HOME") or ROOT / "var").resolve()


@contextmanager
def held(home: Path) -> Iterator[None]:
    """Keep every other run out of `home`, and end what a killed one left there. Raises AlreadyRunning."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            at = environment(home).get("PUBLIC_URL", "an address it will print")
            raise AlreadyRunning(f"The portal already runs from this folder, at {at}. Stop that one first.") from error
        for note in sorted(home.glob("*.pid")):
            children.end_leftover(note.stem, home)
        yield


def empty(home: Path) -> None:
    """Forget everything; the lock stays."""
    postgres.erase(home)
    for path in home.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "lock":
            path.unlink()


def secret_key(home: Path) -> str:
    """The key that signs cookies, tokens and codes: made once, so that a restart signs nobody out."""
    kept = home / "secret-key"
    if not kept.exists():
        _write_private(kept, secrets.token_urlsafe(48))
    return kept.read_text()


def remember(home: Path, environ: Mapping[str, str]) -> None:
    """Note the settings of the run that goes on, so that `portal` commands typed beside it find it."""
    _write_private(home / "environment", json.dumps(environ))


def environment(home: Path) -> dict[str, str]:
    """The settings of the run that goes on; empty when none does."""
    noted = home / "environment"
    return dict(json.loads(noted.read_text())) if noted.exists() and _is_held(home) else {}


def _is_held(home: Path) -> bool:
    with (home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _write_private(path: Path, text: str) -> None:
    half = path.with_name(f"{path.name}.half")
    half.unlink(missing_ok=True)
    half.touch(mode=0o600)
    half.write_text(text)
    half.rename(path)
