"""A real IMAP server for tests, with one mailbox; each test has a folder of its own."""

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import trustme

from notifications.bounce_mailbox import READ
from portal import settings

USER, PASSWORD = "bounces@council.example", 'quoted"word'


@dataclass
class Folder:
    """A folder, looked at from beside with a line of its own."""

    line: imaplib.IMAP4
    name: str

    def put(self, *mails: bytes) -> None:
        for mail in mails:
            self.line.append(self.name, "", None, mail)

    def flags(self) -> list[str]:
        """Of each mail that is still there."""
        self.line.select(self.name)
        numbers = self.line.search(None, "ALL")[1][0].split()
        return [str(self.line.fetch(number, "(FLAGS)")[1][0]) for number in numbers]

    def filed(self) -> int:
        """How many were moved to where read mail goes, by all tests so far."""
        typ, found = self.line.select(f'"{READ}"', readonly=True)
        return int(found[0]) if typ == "OK" else 0


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """The port of a server with TLS, whose certificate stands in `folder` as ca.pem."""
    made = trustme.CA()
    made.cert_pem.write_to_path(str(folder / "ca.pem"))
    made.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(str(folder / "server.pem"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("pymap")), "--host", "127.0.0.1", "--port", str(port)]
    command += ["--cert", str(folder / "server.pem")]
    command += ["dict", "--demo-user", USER, "--demo-password", PASSWORD]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            yield port
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    ends_at = time.monotonic() + 30
    while time.monotonic() < ends_at:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError


@contextmanager
def folder_at(port: int) -> Iterator[Folder]:
    """A new folder, to which the portal's settings point."""
    name = f"reports-{uuid4().hex[:8]}"
    line = imaplib.IMAP4("127.0.0.1", port, 10)
    line.login(USER, PASSWORD)
    line.create(name)
    where = f"imap+starttls://{quote(USER)}:{quote(PASSWORD)}@localhost:{port}/{name}"
    settings.use(replace(settings.current(), bounce_imap_url=where))
    yield Folder(line, name)
    line.logout()
