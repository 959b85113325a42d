"""Do something now and then while something else takes its time: renew a lease, cut a line that goes on for too long.

A thread for each would cost a letter a twentieth of its sending; one for all of a kind is asleep most of the time.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

_AGAIN = 1.0  # seconds after what went wrong
_log = structlog.get_logger()


class _Act:
    """What is to be done, and when next by the monotonic clock."""

    def __init__(self, due: float, do: Callable[[], float]) -> None:
        self.due, self.do = due, do


class Meanwhile:
    """One thread, begun when it is first needed, that does what its callers wait with."""

    def __init__(self) -> None:
        self._begin()
        os.register_at_fork(after_in_child=self._begin)  # threads stay behind in the parent

    def _begin(self) -> None:
        self._acts, self._changed = list[_Act](), threading.Condition()
        self._thread: threading.Thread | None = None
        self._now: _Act | None = None
        self._sleeps_until = 0.0

    @contextmanager
    def after(self, seconds: float, do: Callable[[], float]) -> Iterator[None]:
        """Call `do` in `seconds` unless the block has ended by then, and again after as many seconds as it gives. What
        it has begun is done before the block ends."""
        act = _Act(time.monotonic() + seconds, do)
        with self._changed:
            self._acts.append(act)
            self._wake(act)
        try:
            yield
        finally:
            with self._changed:
                self._acts.remove(act)
                self._changed.wait_for(lambda: self._now is not act)

    def _wake(self, act: _Act) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, daemon=True)
            self._thread.start()
        elif act.due < self._sleeps_until:
            self._changed.notify_all()

    def _work(self) -> None:
        while True:
            act = self._next()
            pause = _done(act)
            with self._changed:
                act.due, self._now = time.monotonic() + pause, None
                self._changed.notify_all()

    def _next(self) -> _Act:
        """Sleeps until something is due."""
        with self._changed:
            while True:
                first = min(self._acts, key=lambda act: act.due, default=None)
                now = time.monotonic()
                if first is not None and first.due <= now:
                    self._now = first
                    return first
                self._sleeps_until = first.due if first is not None else float("inf")
                self._changed.wait(None if first is None else first.due - now)


def _done(act: _Act) -> float:
    """Others wait for this thread: what one of them raises must not end it."""
    try:
        return act.do()
    except Exception as error:
        _log.warning("what was to be done meanwhile went wrong", error=type(error).__name__)
        return _AGAIN
