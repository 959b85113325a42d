"""The default run: everything the portal needs, started in order, watched, and ended in the opposite order."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

from portal.embedded import children, home, mail_catcher, postgres, valkey, welcome
from portal.embedded.children import Child
from portal.settings import ROOT

_DATABASE = "early_help"
_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PYTHON = [sys.executable, "-m"]
_PROGRAMS = {
    "web": [*_PYTHON, "gunicorn", "--config", "deploy/gunicorn.conf.py", "portal.wsgi:app"],
    "worker": [*_PYTHON, "portal.worker"],
    "sweeper": [*_PYTHON, "portal.sweeper"],
}


class RunFailed(Exception):
    """Something did not start or ended by itself; the message has the end of its log."""


class _Ended(Exception):
    """Ctrl-C, or the end of the terminal or of make."""


def run(environ: Mapping[str, str], say: Callable[[str], None], prepare: Callable[[], object]) -> None:
    """Run the portal until Ctrl-C. `environ` may name a database, a queue or a mail server to use instead of ours, and
    FRESH=1, PORT or PORTAL_HOME. `say` is given each line for the person; `prepare` makes the database ready that its
    process's environment names. Raises RunFailed and AlreadyRunning."""
    try:
        with _endings(), home.held(home.of(environ)), ExitStack() as running:
            _start(environ, home.of(environ), say, prepare, running)
    except _Ended:
        say("\nStopped. Your data are kept: make run goes on from here, make run FRESH=1 starts over.")


def _start(
    environ: Mapping[str, str],
    place: Path,
    say: Callable[[str], None],
    prepare: Callable[[], object],
    running: ExitStack,
) -> None:
    if environ.get("FRESH") == "1":
        home.empty(place)
    say("Starting the database, the queue and the mailbox")
    told = _told(environ, place) | _backing(environ, place, running)
    environ = {**environ, **told}
    _prepare(environ, prepare)
    say("Starting the portal")
    started = [_start_program(name, environ, place, running) for name in _PROGRAMS]
    _wait_for_web(environ["BIND"], started)
    home.remember(place, told)
    say(welcome.words(environ, place))
    _watch(started)


def _told(environ: Mapping[str, str], place: Path) -> dict[str, str]:
    """What the portal has to be told and `environ` does not say."""
    port = children.free_port(int(environ.get("PORT") or 8000))
    ours = {
        "SECRET_KEY": home.secret_key(place), "PUBLIC_URL": f"http://localhost:{port}", "BIND": f"127.0.0.1:{port}",
        "MAIL_FROM": "early-help@council.example",
    }  # fmt: skip
    return {name: value for name, value in ours.items() if not environ.get(name)}


def _backing(environ: Mapping[str, str], place: Path, running: ExitStack) -> dict[str, str]:
    """Start the database, queue and mail server that `environ` does not name; how to reach them. Invented people go
    into a database of ours only."""
    told: dict[str, str] = {}
    if not environ.get("DATABASE_URL"):
        database = postgres.start(place, durable=True)
        running.callback(database.stop)
        told |= {"DATABASE_URL": postgres.database(database, _DATABASE), "DEMO": "1"}
    if not environ.get("REDIS_URL"):
        queue = valkey.start(place, durable=True)
        running.callback(queue.stop)
        told["REDIS_URL"] = f"{queue.url}/0"
    if not environ.get("SMTP_URL"):
        mail = mail_catcher.start(place)
        running.callback(mail.stop)
        told |= {"SMTP_URL": mail.url, "MAILBOX_DIR": str(mail.folder)}
    return told


def _prepare(environ: Mapping[str, str], prepare: Callable[[], object]) -> None:
    """In a copy of this process: it has read all of our code, which a new one would read for seconds."""

    def ready() -> None:
        for each in _ENDINGS:
            signal.signal(each, signal.SIG_DFL)
        os.environ.update(environ)
        prepare()

    copy = multiprocessing.get_context("fork").Process(target=ready, daemon=True)
    copy.start()
    copy.join()
    if copy.exitcode:
        raise RunFailed("The database could not be made ready; the message is above.")


def _start_program(name: str, environ: Mapping[str, str], place: Path, running: ExitStack) -> Child:
    child = children.start(name, _PROGRAMS[name], home=place, environ=environ, cwd=ROOT)
    running.callback(child.stop)
    return child


def _wait_for_web(address: str, started: list[Child], seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        _refuse_ended(started)
        try:
            urlopen(f"http://{address}/health", timeout=5).close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RunFailed(f"The web server does not answer:\n{started[0].last_words()}")


def _watch(started: list[Child]) -> None:
    while True:
        _refuse_ended(started)
        time.sleep(0.5)


def _refuse_ended(started: list[Child]) -> None:
    for child in started:
        if not child.is_running:
            raise RunFailed(f"The {child.name} program ended by itself. {child.log} ends:\n\n{child.last_words()}")


@contextmanager
def _endings() -> Iterator[None]:
    """Turn the signals that end a program into _Ended, once: a second Ctrl-C must not cut the ending short."""

    def end(number: int, frame: FrameType | None) -> None:
        for each in _ENDINGS:
            signal.signal(each, lambda number, frame: None)
        raise _Ended

    for each in _ENDINGS:
        signal.signal(each, end)
    yield
