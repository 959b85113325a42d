"""The whole path of letters, decided to taken by a mail server, by two workers; beside two processes that only draw."""

import multiprocessing
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from statistics import median
from typing import Any

from sqlalchemy import func, select

from bench.quick_post import QuickPost
from bench.stage import Stage
from notifications import dispatch, pdf, sheets, warming
from notifications.models.messages import Message, MessageState
from notifications.wordings import Layout
from portal import db, settings
from portal.settings import ROOT
from tests.factories import letters, people

_WORKERS, _LETTERS, _ROUNDS = 2, 150, 9
_LONGEST = 300  # seconds


def measure(stage: Stage) -> dict[str, float]:
    """Letters a second each way, in rounds that take turns: the middle one of their ratios."""
    post = QuickPost()
    post.start()
    settings.use(replace(stage.settings, smtp_url=post.url))
    whole, drawn = [], []
    try:
        with _workers(stage.environ | {"SMTP_URL": post.url}, post):
            for _ in range(_ROUNDS):
                whole.append(_whole(post))
                drawn.append(_drawing_alone())
    finally:
        post.stop()
    return {
        "letters_path_vs_drawing": median(one / other for one, other in zip(whole, drawn, strict=True)),
        "letters_path_a_second": median(whole),
        "letters_drawn_a_second": median(drawn),
    }


@contextmanager
def _workers(environ: dict[str, str], post: QuickPost) -> Iterator[None]:
    """Two workers that are warm: each has sent a first mail."""
    started = [
        subprocess.Popen([sys.executable, "-m", "portal.worker"], cwd=ROOT, env=environ) for _ in range(_WORKERS)
    ]
    try:
        for _ in range(3):
            _whole(post, _WORKERS * 4)
        yield
    finally:
        for worker in started:
            worker.terminate()
        for worker in started:
            with suppress(subprocess.TimeoutExpired):
                worker.wait(60)


def _whole(post: QuickPost, number: int = _LETTERS) -> float:
    """Decided in one commit, so that the clock begins with the first nudge; it ends when the mail server has taken the
    last one, and every row must say so then."""
    person = people.at("office@school.example")
    for _ in range(number):
        letters.outcome_message(person.email, for_person=person.id, commits=False)
    started, taken = time.perf_counter(), post.taken + number
    db.commit()
    while post.taken < taken:
        time.sleep(0.01)
        assert time.perf_counter() - started < _LONGEST, "letters wait"
    took = time.perf_counter() - started
    _let_rest()
    assert not _waiting() and post.taken == taken, "each once"
    return number / took


def _waiting() -> int:
    waiting = select(func.count()).where(Message.state == MessageState.WAITING)
    with db.engine().connect() as connection:
        return int(connection.scalar(waiting) or 0)


def _let_rest() -> None:
    """The other layout is drawn when nothing else waits, which would be during the next round."""
    dispatch.queue(dispatch.OTHERS).empty()  # type: ignore[no-untyped-call]  # RQ leaves this method untyped
    time.sleep(1)


def _drawing_alone() -> float:
    """Two warm processes, forked as a worker forks its jobs, that draw and do nothing else."""
    content, _ = sheets.frozen(sheets.of_outcome(letters.wording()))
    warming.warm()
    context = multiprocessing.get_context("fork")
    drawers = [context.Process(target=_draw, args=(content, _LETTERS // _WORKERS)) for _ in range(_WORKERS)]
    started = time.perf_counter()
    for drawer in drawers:
        drawer.start()
    for drawer in drawers:
        drawer.join()
    return _LETTERS / (time.perf_counter() - started)


def _draw(content: dict[str, Any], number: int) -> None:
    for _ in range(number):
        pdf.draw(sheets.page(content, Layout.STANDARD), Layout.STANDARD)
