"""The worker when the queue goes away under it."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bench.soak_mail import TroubledPost
from bench.soak_programs import Queue, running, worker
from bench.stage import Stage
from notifications.models.messages import Message, MessageState
from portal import db, settings
from tests.factories.letters import outcome_message


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    queue = Queue(tmp_path)
    yield queue
    queue.stop()


@pytest.fixture
def slow_post() -> Iterator[TroubledPost]:
    """A mail server that takes two seconds for each e-mail."""
    post = TroubledPost(not_now=0, drops=0, hang=0, slow=2, is_in_trouble=True, is_steady=True)
    post.start()
    yield post
    post.stop()


def wait_for(what: Callable[[], bool], seconds: int = 60) -> None:
    ends = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends, "waited too long"
        time.sleep(0.05)


def is_sent(message: Message) -> bool:
    db.session.remove()
    return db.session.get_one(Message, message.id).state is MessageState.SENT


def test_a_worker_whose_queue_went_away_during_a_job_goes_on_when_it_is_back(
    schema: Engine, tmp_path: Path, queue: Queue, slow_post: TroubledPost
) -> None:
    settings.use(replace(settings.current(), redis_url=queue.url, smtp_url=slow_post.url))
    ours = worker(Stage(settings.current(), tmp_path))
    with running(ours):
        first = outcome_message()
        wait_for(lambda: len(slow_post.received) == 1)
        queue.kill()
        wait_for(lambda: is_sent(first))
        queue.start()
        second = outcome_message()
        wait_for(lambda: is_sent(second))
        assert ours.is_running and len(slow_post.received) == 2
