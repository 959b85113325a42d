"""A line to another server is cut when a conversation takes too long as a whole: a time limit of each step does not
stop a server that sends a byte now and then."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from notifications.meanwhile import Meanwhile

_LOOK = 0.5
_lines = Meanwhile()


@contextmanager
def cut_after(seconds: float, wire: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Shut the socket that `wire` gives when what is done inside is not done in `seconds`. It gives None until there is
    one."""

    def cut() -> float:
        if (line := wire()) is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        return _LOOK  # again and again: a line just being opened cannot be cut yet

    with _lines.after(seconds, cut):
        yield
