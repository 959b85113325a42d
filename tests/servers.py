"""PostgreSQL and Valkey for the tests: the ones named in the environment, else our embedded ones, started once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine

from portal.cli_database import alembic_config
from portal.embedded import postgres, valkey
from portal.settings import ROOT

_HOMES = ROOT / "var" / "tests"  # one folder a run, named by its process, so that runs side by side do not meet
_running: list[Any] = []


def start_once(config: pytest.Config) -> None:
    """In the controlling process only; its workers inherit the environment."""
    if hasattr(config, "workerinput"):
        return
    subprocess.run([sys.executable, ROOT / "deploy" / "setup.py", "build"], check=True)  # scripts as they are now
    if not os.environ.get("TEST_DATABASE_SERVER"):
        _running.append(server := postgres.start(_home(), durable=False))
        os.environ["TEST_DATABASE_SERVER"] = server.url
    if not os.environ.get("TEST_REDIS"):
        _running.append(queue := valkey.start(_home(), durable=False))
        os.environ["TEST_REDIS"] = queue.url


def _home() -> Path:
    """This run's folder, after removing what killed runs left."""
    home = _HOMES / str(os.getpid())
    for left in _HOMES.glob("*"):
        if left != home and not Path(f"/proc/{left.name}").exists():
            postgres.erase(left)
            shutil.rmtree(left, ignore_errors=True)
    return home


def stop_all(config: pytest.Config) -> None:
    """Stop what `start_once` started."""
    while _running:
        _running.pop().stop()
    shutil.rmtree(_HOMES / str(os.getpid()), ignore_errors=True)


def make_schema(engine: Engine) -> None:
    """Make every table by the numbered migrations, as an installation does."""
    command.upgrade(alembic_config(engine.url.render_as_string(hide_password=False)), "head")
