"""The portal's programs and its servers, killed without warning and started again.

Start them from the main thread: the kernel ends a program when the thread that started it ends."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from bench.stage import Stage, wait_for_web
from portal.embedded import children, postgres, valkey
from portal.embedded.children import Child
from portal.settings import ROOT


class Program:
    """A program of ours; `told` is what its environment says beside the stage's settings."""

    def __init__(self, stage: Stage, name: str, arguments: list[str], **told: str) -> None:
        self.name, self._stage, self._told = name, stage, told
        self._command = [sys.executable, "-m", *arguments]
        self._sessions: list[int] = []
        self._child: Child

    def start(self) -> None:
        """Start it. What was left running of an earlier one stays."""
        environ = self._stage.environ | self._told
        self._child = children.start(self.name, self._command, home=self._stage.folder, environ=environ, cwd=ROOT)
        self._sessions.append(self._child.process.pid)

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._child.is_running

    def kill(self) -> None:
        """Kill it together with all that it started."""
        for pid in _of_session(self._child.process.pid):
            _kill(pid)
        self._child.process.wait()

    def kill_parent(self) -> None:
        """Kill it and leave what it started alone."""
        self._child.process.kill()
        self._child.process.wait()

    def kill_child(self, random: Random) -> None:
        """Kill one process that it started, if there is any."""
        if started := self._started():
            _kill(int(random.choice(started)))

    @property
    def has_children(self) -> bool:
        """Whether a process that it started is there."""
        return bool(self._started())

    def _started(self) -> list[str]:
        leader = self._child.process.pid
        with suppress(OSError):
            return Path(f"/proc/{leader}/task/{leader}/children").read_text().split()
        return []

    def stop(self) -> None:
        """End it in order, and whatever is left of those killed before."""
        self._child.stop()
        for session in self._sessions:
            for pid in _of_session(session):
                _kill(pid)


class Web(Program):
    """The web server: two processes, as in production."""

    def __init__(self, stage: Stage) -> None:
        self.port = children.free_port()
        gunicorn = ["gunicorn", "--config", "deploy/gunicorn.conf.py", "portal.wsgi:app"]
        self.stage = stage
        super().__init__(stage, "web", gunicorn, BIND=f"127.0.0.1:{self.port}", WEB_PROCESSES="2")

    def start(self) -> None:
        """Start it and wait until it answers."""
        super().start()
        wait_for_web(self.port)


def worker(stage: Stage) -> Program:
    """The queue's worker."""
    return Program(stage, "worker", ["portal.worker"])


def sweeper(stage: Stage) -> Program:
    """The sweeper."""
    return Program(stage, "sweeper", ["portal.sweeper"])


@contextmanager
def running(*programs: Program) -> Iterator[None]:
    """All of them started, and ended at the end."""
    begun: list[Program] = []
    try:
        for program in programs:
            begun.append(program)
            program.start()
        yield
    finally:
        for program in reversed(begun):
            program.stop()


class Queue:
    """A Valkey of the soak's own that keeps nothing: killed and started again it is empty, at the same address."""

    def __init__(self, folder: Path) -> None:
        self._home = folder / "queue"
        self._running = valkey.start(self._home, durable=False)
        self.url = f"{self._running.url}/0"

    def kill(self) -> None:
        """Kill it; all that was queued is gone."""
        self._running.child.process.kill()
        self._running.child.process.wait()

    def start(self) -> None:
        """Start it again, empty."""
        place = urlsplit(self.url)
        self._running = valkey.start(self._home, place.port, durable=False, password=place.password)

    def stop(self) -> None:
        """End it."""
        self._running.stop()


def restart_database(stage: Stage) -> None:
    """Kill the stage's PostgreSQL and start it again on the same data and port."""
    pid = int((stage.folder / "postgres.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    port = urlsplit(stage.settings.database_url).port
    for _ in range(20):  # until the last of its processes has noticed
        with suppress(postgres.PostgresDidNotStart):
            postgres.start(stage.folder, port, durable=True)
            return
        time.sleep(0.5)
    raise postgres.PostgresDidNotStart("not within 10 seconds of being killed")


def _of_session(session: int) -> list[int]:
    """The processes of a session, also those whose leader is dead (proc(5), field 6 of stat)."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(place.read_text().rpartition(")")[2].split()[3]) == session:
                found.append(int(place.parent.name))
    return found


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
