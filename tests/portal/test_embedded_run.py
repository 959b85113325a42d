"""The whole default run, as `make run` starts it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from portal.embedded import postgres
from portal.settings import ROOT

NOT_GIVEN = ("DATABASE_URL", "REDIS_URL", "SMTP_URL", "PUBLIC_URL", "SECRET_KEY", "BIND", "FRESH", "PORT")


class Run:
    """One `portal run` in a folder of its own, and the lines it prints."""

    def __init__(self, home: Path) -> None:
        environ = {name: value for name, value in os.environ.items() if name not in NOT_GIVEN}
        self.home, self.printed = home, ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "portal.cli", "run"], cwd=ROOT, env={**environ, "PORTAL_HOME": str(home)},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def wait(self, words: str = "Ctrl-C stops it.") -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.printed += line
            if words in line:
                return
        pytest.fail(f"it ended early:\n{self.printed}")

    @property
    def settings(self) -> dict[str, str]:
        return dict(json.loads((self.home / "environment").read_text()))

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        self.printed += self.process.communicate(timeout=60)[0]
        return self.process.returncode

    def processes(self) -> list[str]:
        """The programs that run with this folder, by the notes it keeps of them."""
        notes = {note.stem: Path("/proc") / note.read_text().split()[0] for note in self.home.glob("*.pid")}
        return sorted(name for name, process in notes.items() if process.exists())

    def are_gone(self, seconds: float = 30) -> bool:
        """Whether none of them is left, soon after the end."""
        ends = time.monotonic() + seconds
        while self.processes() and time.monotonic() < ends:
            time.sleep(0.05)
        return not self.processes()


def healthy(url: str) -> bool:
    try:
        with urlopen(f"{url}/health", timeout=10) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    postgres.erase(tmp_path)


def test_a_killed_run_stops_nothing_and_ctrl_c_ends_everything(home: Path) -> None:
    first = Run(home)
    first.wait()
    told = first.settings
    assert healthy(told["PUBLIC_URL"])
    assert f"{told['PUBLIC_URL']}/mailbox" in first.printed
    first.end(signal.SIGKILL)

    second = Run(home)
    second.wait()
    assert "Postcode Directory" in second.printed.partition("Starting the portal")[0]
    assert "Rows read" not in second.printed, "the second run loaded the postcodes again"
    assert second.settings["SECRET_KEY"] == told["SECRET_KEY"]
    assert healthy(second.settings["PUBLIC_URL"])
    assert second.processes() == ["mail", "postgres", "sweeper", "valkey", "web", "worker"]
    assert second.end(signal.SIGINT) == 0
    assert "Your data are kept" in second.printed
    assert second.are_gone()
