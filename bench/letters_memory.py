"""What one worker keeps of the letters it drew: its memory after 1,000 beside that after 10."""

import multiprocessing
from itertools import cycle, islice
from multiprocessing.connection import Connection
from pathlib import Path

from bench.stage import Stage
from notifications import core_sentences, pdf, sheets, warming
from notifications.wordings import Layout, OutcomeWording, Reader
from tests.factories import letters

_FEW, _MANY = 10, 1000


def measure(stage: Stage) -> dict[str, float]:
    """The most memory of a process forked as a worker forks its jobs, which draws letter after letter; a real job draws
    a few dozen."""
    warming.warm()
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    drawer = context.Process(target=_draw, args=(theirs,))
    drawer.start()
    few, many = ours.recv(), ours.recv()
    drawer.join()
    return {"worker_memory_growth": many / few, "worker_memory_mb": many / 1024}


def _draw(told: Connection) -> None:
    for number, wording in enumerate(islice(cycle(_wordings()), _MANY), 1):
        content, _ = sheets.frozen(sheets.of_outcome(wording))
        pdf.draw(sheets.page(content, wording.layout), wording.layout)
        if number in {_FEW, _MANY}:
            told.send(_most_memory())


def _wordings() -> list[OutcomeWording]:
    """Each outcome, reader and size, each with other words."""
    kinds = [(outcome, reader) for outcome in core_sentences.outcomes() for reader in Reader]
    given = [pair for pair in kinds if core_sentences.has_letter(*pair)]
    return [
        letters.wording(
            outcome=outcome, reader=reader, layout=layout, words=f"Please ring us. {place} of {len(given)}."
        )
        for place, (outcome, reader) in enumerate(given)
        for layout in Layout
    ]


def _most_memory() -> int:
    """The most this process held so far, in kB (proc(5), VmHWM)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
