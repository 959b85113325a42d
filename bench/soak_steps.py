"""Workers killed at each step of a letter's way, with the servers around it in trouble (PROMISES.md R8-R10)."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from flask import Flask

from bench import soak_worker
from bench.soak_arrived import MENDED_SECONDS, arrived, repeated
from bench.soak_findings import Finding, none
from bench.soak_mail import TroubledPost
from bench.soak_posted import Posted
from bench.soak_programs import Program, Queue, Web, restart_database, running, sweeper
from bench.stage import Stage
from portal import clock, settings

_PATIENCE = 30.0  # seconds for a worker to come to a step
_NEW_EACH = 3.0  # seconds between letters that are posted so that one comes to it, should all others be in a pause
_AWAY = 1.5  # seconds a server is away
_MOST_WAITING = 60  # letters: what waits would leave when all is well again
_OTHERS = ("queue", "post", "database")


@dataclass
class Round:
    """What stands on the way, and what was done to it."""

    web: Web
    posted: Posted
    workers: Program
    queue: Queue
    post: TroubledPost
    is_helped: bool
    done: Counter[str] = field(default_factory=Counter)

    def until(self, seconds: float, step: Path | None = None) -> bool:
        """Wait until a worker came to `step`, or until nothing waits. False when that took too long."""
        ends, posts_at = time.monotonic() + seconds, time.monotonic() + _NEW_EACH
        while step.exists() if step else self.posted.waiting():
            if time.monotonic() > ends:
                return False
            if self.is_helped:
                self.posted.two_minutes_pass()
            if step and (time.monotonic() > posts_at or not self.posted.waiting()):
                self.posted.more(2)
                posts_at = time.monotonic() + _NEW_EACH
            time.sleep(0.1 if self.is_helped else 0.3)
        return True

    def die(self, step: str, how: str) -> None:
        """Have the next worker that comes to `step` end there."""
        written = self.posted.folder / "next"
        written.write_text(how)
        trap = written.rename(self.posted.folder / step)
        is_met = self.until(_PATIENCE, trap)
        trap.unlink(missing_ok=True)
        self.done[step] += is_met

    def away(self, what: str) -> None:
        """Take one of the servers away and bring it back; the queue comes back empty."""
        if what == "database":
            restart_database(self.web.stage)
        else:
            server = self.queue if what == "queue" else self.post
            server.kill() if isinstance(server, Queue) else server.stop()
            time.sleep(_AWAY)
            server.start()
        self.done[what] += 1


def letters_at_each_step(
    web: Web, app: Flask, *, letters: int, times: int, is_helped: bool = False, without: tuple[str, ...] = ()
) -> list[Finding]:
    """`letters` posted while workers die at each step `times`, and for each 40 deaths each server not in `without`
    goes away. `is_helped`: leases and pauses end at once."""
    with _begun(web, is_helped) as going:
        plan, now_and_then = _plan(times, without), 0
        for number, (what, how) in enumerate(plan):
            wanted = letters * (number + 1) // len(plan)
            going.posted.more(max(0, wanted - len(going.posted.ids)))
            going.die(what, how) if how else going.away(what)
            while going.posted.waiting() > _MOST_WAITING and now_and_then < _PATIENCE * len(plan):
                time.sleep(1)
                now_and_then += 1
        going.post.is_in_trouble, mended = False, clock.now()
        going.until(MENDED_SECONDS * 1.5)
        late = [(row.sent_at - mended).total_seconds() for row in going.posted.rows() if row.sent_at]
        going.posted.send_failed_again()
        going.until(MENDED_SECONDS)
        came = arrived(going.posted, going.post, max(0.0, *late))
        return [*_told(going), *came, *repeated(going.posted, going.post)]


def _plan(times: int, without: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each step `times`, dying alone, with its worker, or as an orphan in turn; and servers going away between."""
    deaths = [
        (step, soak_worker.HOW[(turn + place) % len(soak_worker.HOW)])
        for turn in range(times)
        for place, step in enumerate(soak_worker.STEPS)
    ]
    Random(5).shuffle(deaths)
    each = max(1, len(deaths) // 40)
    away = [(what, "") for what in _OTHERS if what not in without] * each
    for number, fault in enumerate(away):
        deaths.insert((number + 1) * len(deaths) // (len(away) + 1), fault)
    return deaths


@contextmanager
def _begun(web: Web, is_helped: bool) -> Iterator[Round]:
    """Two workers from one warm process, a mail server in every trouble, and the sweeper."""
    queue = Queue(web.stage.folder)
    post = TroubledPost(
        not_now=0.1, drops=0.06, hang=0.01, garbles=0.03, rejects=0.02, drops_later=0.1, slow=0.05, is_in_trouble=True
    )
    with workers(web.stage, queue, post, number=2) as (posted, program):
        told = replace(web.stage, settings=settings.current())
        with running(*([] if is_helped else [sweeper(told)])):
            yield Round(web, posted, program, queue, post, is_helped)


@contextmanager
def workers(stage: Stage, queue: Queue, post: TroubledPost, *, number: int) -> Iterator[tuple[Posted, Program]]:
    """So many workers on `queue`, and letters for them to be posted."""
    folder = stage.folder / "steps"
    folder.mkdir(exist_ok=True)
    for left in folder.iterdir():
        left.unlink()
    given = replace(stage.settings, redis_url=queue.url, smtp_url=post.url)
    settings.use(given)
    told = {"SOAK_STEPS": str(folder), "SOAK_WORKERS": str(number)}
    program = Program(replace(stage, settings=given), "workers", ["bench.soak_worker"], **told)
    try:
        post.start()
        with running(program):
            yield Posted(folder), program
    finally:
        post.stop()
        queue.stop()
        settings.use(stage.settings)


def _told(going: Round) -> list[Finding]:
    died = sum(going.done[step] for step in soak_worker.STEPS)
    never = sum(not going.done[step] for step in soak_worker.STEPS)
    told = ", ".join(f"{number} {name}" for name, number in sorted(going.post.told.items()))
    return [
        Finding("R8", "letters posted", len(going.posted.ids)),
        Finding("R8", f"workers killed at one of {len(soak_worker.STEPS)} steps", died, least=1),
        none("R8", "steps at which none was", never),
        Finding("R8", f"mail server in trouble: {told}", going.post.told.total()),
        *(Finding("R8", f"times the {what} was away", going.done[what]) for what in _OTHERS),
    ]
