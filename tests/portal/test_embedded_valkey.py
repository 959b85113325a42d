"""The default run's own queue."""

import os
import signal
from pathlib import Path

import pytest
import redis

from portal.embedded import valkey


def client(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, decode_responses=True)


def test_what_is_queued_outlives_a_killed_server(tmp_path: Path) -> None:
    first = valkey.start(tmp_path, durable=True)
    with client(first.url) as queue:
        queue.rpush("jobs", "one")
    os.kill(first.child.process.pid, signal.SIGKILL)
    first.stop()
    second = valkey.start(tmp_path, durable=True)
    with client(second.url) as queue:
        jobs = queue.lrange("jobs", 0, -1)
    second.stop()
    assert jobs == ["one"]


def test_other_people_on_the_machine_cannot_come_in_without_the_password(tmp_path: Path) -> None:
    running = valkey.start(tmp_path, durable=False)
    try:
        with client(f"redis://{running.url.rpartition('@')[2]}") as queue, pytest.raises(redis.AuthenticationError):
            queue.get("anything")
        command = Path(f"/proc/{running.child.process.pid}/cmdline").read_text()
        assert running.url.split(":")[2].split("@")[0] not in command
    finally:
        running.stop()
