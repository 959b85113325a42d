"""A small mailbox that speaks IMAP over TLS, holds one mail and moves none; or says nothing but a byte now and then."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import trustme


@dataclass
class OddImap:
    """`heard`: the commands that came. `is_stuck`: whether it only trickles."""

    port: int
    mail: bytes
    is_stuck: bool = False
    heard: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def talk(self, line: socket.socket) -> None:
        """One conversation."""
        with suppress(OSError), line, line.makefile("rb") as words:
            while self.is_stuck and not self.over.wait(0.05):
                line.sendall(b"*")
            line.sendall(b"* OK hello\r\n")
            while heard := words.readline().decode().split(" ", 1):
                if len(heard) < 2:
                    return
                self.heard.append(heard[1].strip())
                line.sendall(self._says(heard[1]) + f"{heard[0]} OK done\r\n".encode())

    def _says(self, heard: str) -> bytes:
        if heard.startswith("CAPABILITY"):
            return b"* CAPABILITY IMAP4rev1\r\n"
        if heard.startswith("UID SEARCH"):
            return b"* SEARCH 7\r\n"
        if heard.startswith("UID FETCH"):
            return b"* 1 FETCH (UID 7 BODY[]<0> {%d}\r\n%b)\r\n" % (len(self.mail), self.mail)
        return b"* 1 EXISTS\r\n" if heard.startswith("SELECT") else b""


@contextmanager
def odd_imap(authority: trustme.CA, mail: bytes = b"", *, is_stuck: bool = False) -> Iterator[OddImap]:
    """One at localhost, with a certificate of `authority`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    listening = socket.create_server(("127.0.0.1", 0))
    server = OddImap(listening.getsockname()[1], mail, is_stuck)
    threading.Thread(target=_listen, args=(server, listening, context), daemon=True).start()
    try:
        yield server
    finally:
        server.over.set()
        listening.close()


def _listen(server: OddImap, listening: socket.socket, context: ssl.SSLContext) -> None:
    while True:
        try:
            plain, _ = listening.accept()
        except OSError:
            return
        with suppress(OSError):
            line = context.wrap_socket(plain, server_side=True)
            threading.Thread(target=server.talk, args=(line,), daemon=True).start()
