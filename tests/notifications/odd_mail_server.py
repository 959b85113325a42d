"""A mail server that says one thing wrong at one step, or nothing at all."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from portal import settings

YES = {"greeting": "220 hello", "EHLO": "250 hello", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on",
       "dot": "250 taken", "RSET": "250 ok", "NOOP": "250 ok", "QUIT": "221 bye"}  # fmt: skip
STALL, DROP, TRICKLE = "(stall)", "(drop)", "(trickle)"


class OddServer:
    """`says`: what it says instead, by step, to the first conversations; afterwards it is in order."""

    def __init__(self, *talks: dict[str, str]) -> None:
        self.talks = list(talks)
        self.taken: list[bytes] = []
        self.heard: list[str] = []
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.over = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._socket.accept()
                self.calls += 1
                says = YES | (self.talks.pop(0) if self.talks else {})
                threading.Thread(target=self._talk, args=(line, says), daemon=True).start()

    def _talk(self, line: socket.socket, says: dict[str, str]) -> None:
        with suppress(OSError), line, line.makefile("rb") as words:
            is_going = self._say(line, says["greeting"])
            while is_going and (heard := words.readline()):
                self.heard.append(heard.decode("latin-1"))
                step = heard.split()[0].decode().upper()
                is_going = self._say(line, says[step])
                if step == "DATA" and is_going and says["DATA"].startswith("354"):
                    self._take(words)
                    is_going = self._say(line, says["dot"])

    def _take(self, words: object) -> None:
        lines = []
        while (heard := words.readline()) not in {b".\r\n", b""}:
            lines.append(heard)
        if heard:
            self.taken.append(b"".join(lines))

    def _say(self, line: socket.socket, what: str) -> bool:
        if what == STALL:
            self.over.wait(30)
        if what == TRICKLE:
            while not self.over.wait(0.05):
                line.sendall(b"2")
        if what in {STALL, DROP, TRICKLE}:
            return False
        line.sendall(f"{what}\r\n".encode())
        return not what.startswith(("421", "221"))

    def stop(self) -> None:
        self.over.set()
        self._socket.close()


@contextmanager
def odd_server(*talks: dict[str, str]) -> Iterator[OddServer]:
    """One that the portal's settings point to."""
    server = OddServer(*talks)
    settings.use(replace(settings.current(), smtp_url=f"smtp://127.0.0.1:{server.port}"))
    try:
        yield server
    finally:
        server.stop()
