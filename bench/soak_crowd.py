"""Two to eight workers on one queue: no letter is drawn twice, none is sent twice (PROMISES.md R10)."""

import time
from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from flask import Flask

from bench.soak_findings import Finding, none
from bench.soak_mail import TroubledPost
from bench.soak_posted import Posted, mailbox
from bench.soak_programs import Queue, Web
from bench.soak_steps import workers
from notifications import dispatch, sweeping
from portal import clock

_PATIENCE = 60.0  # seconds in which none leaves and no fewer jobs wait
_TAKES = 0.15  # seconds that the mail server takes for each, so that others come meanwhile
_NUDGES = 3  # of each letter and each message, as jobs of their own


def crowded(web: Web, app: Flask, *, crowds: tuple[int, ...], letters: int) -> list[Finding]:
    """`letters` posted at once to so many workers, each handed over several times."""
    found: list[Finding] = []
    for number in crowds:
        post = TroubledPost(not_now=0, drops=0, hang=0, slow=_TAKES, is_steady=True, is_in_trouble=True)
        queue = Queue(web.stage.folder)
        with workers(web.stage, queue, post, number=number) as (posted, _):
            for _ in range(letters):
                posted.more(1)
                _nudge(posted)
            _wait(posted)
            found += _of(number, posted, post)
    return found


def _nudge(posted: Posted) -> None:
    """Hand the last one over again and again, under names that the queue takes for others: its jobs stand beside each
    other, so that several workers have one letter at the same instant."""
    now, newest = clock.now(), next(row for row in posted.rows() if row.id == posted.ids[-1])
    for number in range(_NUDGES):
        _hand_over(UUID(newest.id), UUID(newest.letter), now + timedelta(minutes=number + 1))


def _hand_over(message_id: UUID, letter_id: UUID, named: datetime) -> None:
    dispatch.nudge("draw", letter_id, named, on=dispatch.LETTERS)
    dispatch.nudge("draw_other", letter_id, named, on=dispatch.LETTERS)
    dispatch.nudge("deliver", message_id, named, on=dispatch.POST)


def _wait(posted: Posted) -> None:
    """Until all have left and the queues are empty, or neither grew less for a while; with a sweep now and then."""
    least, ends = _left(posted), time.monotonic() + _PATIENCE
    while any(left := _left(posted)) and time.monotonic() < ends:
        if any(now < before for now, before in zip(left, least, strict=True)):
            least, ends = tuple(map(min, left, least)), time.monotonic() + _PATIENCE
        posted.pauses_end()
        sweeping.sweep()
        time.sleep(0.5)


def _left(posted: Posted) -> tuple[int, ...]:
    return posted.waiting(), sum(dispatch.queue(name).count for name in dispatch.QUEUES)


def _of(number: int, posted: Posted, post: TroubledPost) -> list[Finding]:
    drew = Counter(note[1] for note in posted.notes() if note[0] == "drew")
    came, rows = mailbox(post), posted.rows()
    who = f"{number} workers"
    return [
        Finding("R10", f"{who}: letters handed over {_NUDGES + 1} times each", len(rows)),
        none("R8", f"{who}: not in the mailbox", sum(not came[row.id] for row in rows)),
        none("R10", f"{who}: drawn more than once in one layout", sum(times > 1 for times in drew.values())),
        none("R10", f"{who}: sent more than once", sum(len(mails) > 1 for mails in came.values())),
        none("R10", f"{who}: told as perhaps sent", sum(row.unsure for row in rows)),
    ]
