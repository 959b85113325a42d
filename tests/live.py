"""The portal under gunicorn, as in production, on this test's own database."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.settings import ROOT, Settings


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def environment(given: Settings, port: int) -> dict[str, str]:
    """The environment that makes a process of ours run with `given` settings on `port`."""
    return os.environ | {
        "DATABASE_URL": given.database_url,
        "REDIS_URL": given.redis_url,
        "SMTP_URL": given.smtp_url,
        "PUBLIC_URL": f"http://localhost:{port}",
        "SECRET_KEY": given.secret_key,
        "COUNCIL_FILE": str(given.council_file),
        "MAIL_FROM": given.mail_from,
    }


@contextmanager
def portal(given: Settings, log: Path, port: int | None = None) -> Iterator[str]:
    """Serve; yields the address. Raises RuntimeError with the end of the log when it does not start."""
    port = port or free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread",
               "--threads", "8", "--log-level", "warning", "portal.wsgi:app"]  # fmt: skip
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=environment(given, port), stdout=out, stderr=out)
        try:
            _wait(server, f"http://localhost:{port}", log)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    for _ in range(150):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{address}/health", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(log.read_text()[-3000:])
