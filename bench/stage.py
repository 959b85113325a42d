"""Servers and people for the benchmarks: the same PostgreSQL, synced to disk, for ours and for its floor."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from portal import council, db, settings
from portal.embedded import children, postgres, valkey
from portal.settings import ROOT, Settings
from tests import servers


@dataclass(frozen=True)
class Stage:
    """What stands ready: the settings of the portal and the folder for logs."""

    settings: Settings
    folder: Path

    @property
    def environ(self) -> dict[str, str]:
        """What a process of ours has to be told."""
        given = self.settings
        return os.environ | {
            "DATABASE_URL": given.database_url,
            "FLOOR_DATABASE": given.database_url.replace("+psycopg", ""),
            "REDIS_URL": given.redis_url,
            "SMTP_URL": given.smtp_url,
            "PUBLIC_URL": given.public_url,
            "SECRET_KEY": given.secret_key,
        }


@contextmanager
def ready() -> Iterator[Stage]:
    """A database with every table, a queue, and nobody in them; all removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="portal-bench-"))
    database = postgres.start(folder, durable=True)
    queue = valkey.start(folder, durable=False)
    try:
        url = postgres.database(database, "bench").replace("postgresql://", "postgresql+psycopg://")
        given = Settings(
            database_url=url, redis_url=f"{queue.url}/0", smtp_url="smtp://127.0.0.1:1", public_url="http://localhost",
            secret_key=secrets.token_hex(), council_file=ROOT / "portal" / "councils" / "nottinghamshire.yaml",
            mail_from="early-help@council.example",
        )  # fmt: skip
        settings.use(given)
        council.use(council.load(given.council_file))
        servers.make_schema(db.connect(url))
        yield Stage(given, folder)
        db.engine().dispose()
    except Exception:
        for log in sorted(folder.rglob("*.log")):
            print(f"{log.name} ends:\n{log.read_text(errors='replace')[-3000:]}")
        raise
    finally:
        for name in ("valkey", "postgres"):  # by their notes: a fault run may have started them again
            children.end_leftover(name, folder)
        postgres.erase(folder)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def web(stage: Stage, program: str) -> Iterator[int]:
    """Serve a WSGI program under gunicorn as in production; yields its port."""
    port = children.free_port(None)
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", program]
    with (stage.folder / "web.log").open("ab") as log:
        environ = stage.environ | {"BIND": f"127.0.0.1:{port}", "WEB_PROCESSES": "2"}
        server = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)
        try:
            wait_for_web(port)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_for_web(port: int) -> None:
    """Wait until the portal answers. Raises RuntimeError after half a minute."""
    for _ in range(300):
        with suppress(URLError, OSError):
            urlopen(f"http://127.0.0.1:{port}/health", timeout=5).close()
            return
        time.sleep(0.1)
    raise RuntimeError("the web server does not answer")
