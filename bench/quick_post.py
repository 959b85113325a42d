"""A mail server that takes every e-mail at once and costs next to nothing, so that what is measured is ours."""

import asyncio
import threading

from portal.embedded import children

_END = b"\r\n.\r\n"


class _Talk(asyncio.Protocol):
    """One conversation (RFC 5321), as far as our side speaks it."""

    def __init__(self, post: "QuickPost") -> None:
        self._post, self._held, self._in_data = post, bytearray(), False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._wire = transport
        self._wire.write(b"220 quick\r\n")

    def data_received(self, data: bytes) -> None:
        self._held += data
        while (at := self._held.find(end := _END if self._in_data else b"\r\n")) >= 0:
            line = bytes(self._held[:4]).upper()
            del self._held[: at + len(end)]
            self._wire.write(self._answer(line))
            if line == b"QUIT":
                self._wire.close()

    def _answer(self, line: bytes) -> bytes:
        if self._in_data:
            self._in_data = False
            self._post.taken += 1
            return b"250 taken\r\n"
        self._in_data = line == b"DATA"
        return b"354 go on\r\n" if self._in_data else b"221 bye\r\n" if line == b"QUIT" else b"250 fine\r\n"


class QuickPost:
    """`taken`: how many e-mails it has said that it has."""

    def __init__(self) -> None:
        self.taken, self.port = 0, children.free_port()
        self.url = f"smtp://127.0.0.1:{self.port}"
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def start(self) -> None:
        """Take calls."""
        self._thread.start()
        opening = self._loop.create_server(lambda: _Talk(self), "127.0.0.1", self.port)
        asyncio.run_coroutine_threadsafe(opening, self._loop).result()

    def stop(self) -> None:
        """Take none."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
