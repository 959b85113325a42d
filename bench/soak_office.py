"""All that stands between a decision and the referrer's mailbox, each part to be killed and started again."""

import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from random import Random

from bench.soak_browser import Browser
from bench.soak_mail import TroubledPost
from bench.soak_presses import BASE
from bench.soak_programs import Program, Queue, Web, running, sweeper, worker
from bench.stage import Stage
from portal import settings

_TICK = re.compile(r'name="read" value="([^"]+)"')  # of a letter whose pages are there
_AWAY = 1.5  # seconds a killed server stays away
_BUSY = 8.0  # seconds to wait for the worker to have a job under way
_ROUND = ["job", "queue", "worker", "post", "job", "orphan", "web", "job", "worker", "sweeper", "job"]


@dataclass
class Office:
    """`kills` counts how often each part was killed or taken away."""

    web: Web
    worker: Program
    sweeper: Program
    queue: Queue
    post: TroubledPost
    is_queue_away: bool = False
    kills: Counter[str] = field(default_factory=Counter)
    random: Random = field(default_factory=lambda: Random(3))

    def trouble(self, number: int) -> None:
        """The faults in turn, the commonest more often."""
        what = _ROUND[number % len(_ROUND)]
        if what in {"job", "worker", "orphan"}:
            self._wait_for_job()
        getattr(self, f"_{what}")()
        self.kills[what] += 1

    def worker_kills(self) -> int:
        """How many kills may have cut a conversation with the mail server."""
        return self.kills["worker"] + self.kills["orphan"] + self.kills["job"]

    def _wait_for_job(self) -> None:
        until = time.monotonic() + _BUSY
        while not self.worker.has_children and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(self.random.uniform(0, 0.4))

    def _job(self) -> None:
        self.worker.kill_child(self.random)

    def _worker(self) -> None:
        self.worker.kill()
        self.worker.start()

    def _orphan(self) -> None:
        self.worker.kill_parent()
        self.worker.start()

    def _queue(self) -> None:
        self.is_queue_away = True
        self.queue.kill()
        time.sleep(_AWAY)
        self.queue.start()
        self.is_queue_away = False

    def _web(self) -> None:
        self.web.kill()
        self.web.start()

    def _sweeper(self) -> None:
        self.sweeper.kill()
        self.sweeper.start()

    def _post(self) -> None:
        self.post.stop()
        time.sleep(_AWAY)
        self.post.start()

    def mend(self) -> None:
        """End all trouble: what a fault killed was started again already, only a worker that lost its queue may have
        ended by itself."""
        self.post.is_in_trouble = False
        if not self.worker.is_running:
            self.worker.start()


@contextmanager
def opened(stage: Stage) -> Iterator[Office]:
    """An office with everything started, on a queue and a mail server of its own."""
    queue, post = Queue(stage.folder), TroubledPost()
    given = replace(stage.settings, redis_url=queue.url, smtp_url=post.url)
    settings.use(given)
    told = replace(stage, settings=given)
    office = Office(Web(told), worker(told), sweeper(told), queue, post)
    try:
        post.start()
        with running(office.worker, office.sweeper, office.web):
            yield office
    finally:
        post.stop()
        queue.stop()
        settings.use(stage.settings)


class Decider(threading.Thread):
    """An advisor who sends one written decision after the other, pressing again when no answer comes."""

    def __init__(self, browser: Browser, waiting: list[str], pause: float, office: Office) -> None:
        super().__init__(daemon=True)
        self._browser, self._waiting, self._pause, self._office = browser, waiting, pause, office
        self.faults = self.with_queue_away = 0

    def run(self) -> None:
        for reference in self._waiting:
            while not self._is_decided(reference):
                time.sleep(0.2)
            time.sleep(self._pause)
        self._browser.close()

    def _is_decided(self, reference: str) -> bool:
        was_away = self._office.is_queue_away
        page = self._browser.get(f"/queue/{reference}/decide/read")
        read = _TICK.findall(page.body)
        if not read:
            return page.status == 409  # an earlier press counted; else its pages are being drawn
        answer = self._browser.post(f"/queue/{reference}/decide/send", read=read, base=BASE)
        self.faults += answer.is_fault
        self.with_queue_away += was_away and self._office.is_queue_away and answer.status == 302
        return answer.status in {302, 409}  # 409: an earlier press counted and its answer was lost
