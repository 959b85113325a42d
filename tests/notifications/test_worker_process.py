"""The worker as it runs: its own process, killed without warning, and another that takes over."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from redis import Redis
from sqlalchemy import update

from notifications import sweeping
from notifications.models.messages import Message, MessageState
from portal import clock, db, settings
from tests.factories.letters import outcome_message


@contextmanager
def worker() -> Iterator[None]:
    given = settings.current()
    env = os.environ | {
        "DATABASE_URL": given.database_url,
        "REDIS_URL": given.redis_url,
        "SMTP_URL": given.smtp_url,
        "PUBLIC_URL": given.public_url,
        "SECRET_KEY": given.secret_key,
    }
    process = subprocess.Popen([sys.executable, "-m", "portal.worker"], cwd=settings.ROOT, env=env)
    try:
        yield
    finally:
        forked = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        process.kill()
        process.wait()
        for pid in forked:
            os.kill(int(pid), signal.SIGKILL)


def wait_for(what: Callable[[], bool], seconds: int = 120) -> None:
    ends = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends, "waited too long"
        time.sleep(0.1)


def state(message: Message) -> MessageState:
    db.session.remove()
    found = db.session.get(Message, message.id)
    assert found is not None
    return found.state


def lease_over(message: Message) -> None:
    with db.transaction():
        gone = clock.now() - timedelta(seconds=1)
        db.session.execute(update(Message).where(Message.id == message.id).values(lease_until=gone))


def test_a_worker_killed_while_sending_is_followed_by_one_that_sends_the_same_mail(mail_server):
    mail_server.hangs = 1
    message = outcome_message()
    with worker():
        wait_for(lambda: len(mail_server.received) == 1)
    assert state(message) is MessageState.WAITING
    lease_over(message)
    Redis.from_url(settings.current().redis_url).flushdb()  # the queue dies with it
    sweeping.sweep()
    with worker():
        wait_for(lambda: state(message) is MessageState.SENT)
    first, second = mail_server.mails()
    assert first["Message-ID"] == second["Message-ID"]
    assert next(first.iter_attachments()).get_content() == next(second.iter_attachments()).get_content()
