"""A line to another server is cut when a conversation takes too long as a whole: a time limit of each step does not
stop a server that sends a byte now and then."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

_LOOK = 0.5


@contextmanager
def cut_after(seconds: float, wire: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Shut the socket that `wire` gives when what is done inside is not done in `seconds`. It gives None until there is
    one."""
    over = threading.Event()
    threading.Thread(target=_watch, args=(seconds, wire, over), daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _watch(seconds: float, wire: Callable[[], socket.socket | None], over: threading.Event) -> None:
    is_over = over.wait(seconds)
    while not is_over:  # again and again: a line just being opened cannot be cut yet
        if (line := wire()) is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        is_over = over.wait(_LOOK)
