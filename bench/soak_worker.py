"""Workers of the queue, forked from one warm process, that end by SIGKILL at a step named by a file.

`python -m bench.soak_worker`, with SOAK_STEPS a folder: a file there called after a step ends whoever passes that step
next, and says how (`HOW`). What was drawn and who died is written to `passed` in the same folder.
"""

import os
import signal
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any

from notifications import claims, delivering, drawing, pdf, prints, smtp_line, warming
from portal import ready, worker
from portal.web import logs

JOB, WORKER, PARENT = HOW = ("job", "worker", "parent")  # the job; it and its worker; the worker alone
STEPS = (
    "before it is taken", "taken", "before drawing", "drawn", "stored", "looked through", "before connecting",
    "connected", "half of the data", "all of the data", "answered", "marked", "told",
)  # fmt: skip
MAY_REPEAT = STEPS[9:11]  # the e-mail was gone, and nothing said so
_folder = Path()
_now = {"message": "", "letter": ""}  # what this job has in hand
_worker_pid = 0


def main() -> None:
    """Keep SOAK_WORKERS of them going until told to end."""
    logs.set_up()
    ready.for_work(os.environ)
    worker.tell_triage()
    warming.warm()
    set_traps(Path(os.environ["SOAK_STEPS"]))
    going = {_forked() for _ in range(int(os.environ["SOAK_WORKERS"]))}
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    while True:
        ended, _ = os.wait()
        if ended in going:
            going = going - {ended} | {_forked()}


def _forked() -> int:
    global _worker_pid
    pid = os.fork()
    if not pid:
        _worker_pid = os.getpid()
        worker.work()
        os._exit(0)
    return pid


def set_traps(folder: Path) -> None:
    """Have each step of the way looked at."""
    global _folder
    _folder = folder
    _at(claims, "take", "before it is taken", None, before=lambda message_id, now: _has(message=str(message_id)))
    _at(delivering, "_send", "taken", None)
    _at(drawing, "_draw", "before drawing", None, before=_drawing)
    _at(pdf, "draw_counted", None, "drawn")
    _at(prints, "keep", None, "stored")
    _at(delivering.last_look, "at_letter", None, "looked through")
    _at(smtp_line, "opened", "before connecting", "connected")
    _at(claims, "mark_sent", "answered", "marked")
    _at(delivering, "say_sent", None, "told", before=lambda ids: _has(message="", letter=""))  # nothing in hand then
    # A method of a class in use is replaced on purpose: this program is the worker with traps set on its way.
    smtp_line.Line.send = _sent_in_halves(smtp_line.Line.send)  # type: ignore[method-assign]  # on purpose, see above


def _at(
    where: ModuleType, name: str, first: str | None, last: str | None, before: Callable[..., None] | None = None
) -> None:
    """Pass step `first` before and `last` after each call of that function."""
    act = getattr(where, name)

    @wraps(act)
    def passing(*given: Any, **named: Any) -> Any:
        if before:
            before(*given)
        _pass(first)
        result = act(*given, **named)
        _pass(last)
        return result

    setattr(where, name, passing)


def _has(**what: str) -> None:
    _now.update(what)


def _drawing(letter_id: Any, taken: Any, now: object) -> None:
    _has(letter=f"{letter_id}:{taken.layout}")
    _note("drew", _now["letter"])


def _sent_in_halves(send: Callable[..., None]) -> Callable[..., None]:
    def halves(line: smtp_line.Line, data: bytes | str) -> None:
        if not isinstance(data, bytes) or not data.endswith(b"\r\n.\r\n"):
            send(line, data)
            return
        middle = len(data) // 2
        send(line, data[:middle])
        _pass("half of the data")
        send(line, data[middle:])
        _pass("all of the data")

    return halves


def _pass(step: str | None) -> None:
    if step is None:
        return
    try:
        how = (_folder / step).read_text()
        (_folder / step).unlink()  # of two that pass at once, one dies
    except FileNotFoundError:
        return
    _note("orphaned" if how == PARENT else "died", step, _now["message"], _now["letter"])
    if how != JOB and os.getppid() == _worker_pid:  # else it died before
        os.kill(_worker_pid, signal.SIGKILL)
    if how != PARENT:
        os.kill(os.getpid(), signal.SIGKILL)


def _note(*words: str) -> None:
    """One line, written at once, so that lines of several processes do not mix."""
    place = os.open(_folder / "passed", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(place, ("\t".join(words) + "\n").encode())
    os.close(place)


if __name__ == "__main__":
    main()
