"""Starting and ending the programs of the default run, so that none outlives the one who started it."""

import os
import pwd
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 15.0  # seconds a program gets to end by itself


@dataclass(frozen=True)
class Account:
    """A system account that a program runs under."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Child:
    """A running program. `note` is where its process id and start time stand, for the next run to read."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    note: Path
    end_signal: signal.Signals

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def stop(self) -> None:
        """End the program: politely, and after 15 seconds by force together with what it started."""
        if self.is_running:
            self.process.send_signal(self.end_signal)
            try:
                self.process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        self.note.unlink(missing_ok=True)

    def last_words(self, lines: int = 15) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def unprivileged() -> Account | None:
    """`nobody` when this process is root, for programs that refuse to run as root; else None: run as ourselves."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def as_account(account: Account | None) -> list[str]:
    """The words before a command that run it under `account`."""
    if account is None:
        return []
    return [f"--reuid={account.uid}", f"--regid={account.gid}", "--clear-groups"]


def start(
    name: str,
    command: Sequence[str | Path],
    *,
    home: Path,
    environ: Mapping[str, str],
    account: Account | None = None,
    end_signal: signal.Signals = signal.SIGTERM,
    cwd: Path | None = None,
    typed: str = "",
) -> Child:
    """Start `command`; `typed` is its standard input, its output goes to `home`/log/`name`.log.

    The kernel sends it `end_signal` when this thread ends, even by kill -9: call it from the main thread.
    It gets a session of its own, so Ctrl-C reaches only us and we end the programs in order.
    """
    log = home / "log" / f"{name}.log"
    log.parent.mkdir(exist_ok=True)
    tied = ["setpriv", "--pdeathsig", end_signal.name.removeprefix("SIG"), *as_account(account), "--"]
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - the command is ours
            [*tied, *command], stdin=subprocess.PIPE, stdout=output, stderr=output,
            env=dict(environ), cwd=cwd, start_new_session=True,
        )  # fmt: skip
    note = home / f"{name}.pid"
    note.write_text(f"{process.pid} {_started(process.pid)}")
    assert process.stdin is not None
    process.stdin.write(typed.encode())
    process.stdin.close()
    return Child(name, process, log, note, end_signal)


def end_leftover(name: str, home: Path) -> None:
    """End the `name` of an earlier run that was killed, should it still be there."""
    note = home / f"{name}.pid"
    if not note.exists():
        return
    pid, started = [*note.read_text().split(), "0", "0"][:2]
    for sign in (signal.SIGINT, signal.SIGKILL):
        until = time.monotonic() + _PATIENCE
        if _started(int(pid)) == started != "0":
            os.killpg(int(pid), sign)
        while _started(int(pid)) == started != "0" and time.monotonic() < until:
            time.sleep(0.05)
    note.unlink(missing_ok=True)


def free_port(wanted: int | None = None) -> int:
    """`wanted` when nobody listens there on this machine, else any free port of the loopback address."""
    for port in (wanted, 0) if wanted else (0,):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            found: int = probe.getsockname()[1]
            return found
    raise OSError("no free port on 127.0.0.1")


def _started(pid: int) -> str:
    """When process `pid` started, in the kernel's clock ticks: with the id, the name of one process for ever.

    "0" when there is none, or only a dead one nobody waited for (proc(5), fields 3 and 22 of stat).
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "0"
    return "0" if fields[0] == "Z" else fields[19]
