"""Two browsers on overlapping answers of one draft, in any order: nothing typed is gone, both pages end alike (R4).

Each answer of a round is one interleaving: who types what in it and when, and what is cut off meanwhile, is random."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from flask import Flask
from playwright.sync_api import Playwright

from bench.soak_chromium import driver, program, seed_of_run
from bench.soak_drafts import filled_draft
from bench.soak_findings import Finding, none
from bench.soak_kept import Kept
from bench.soak_merge_side import Side
from bench.soak_programs import Web
from tests.browser.conftest import FLAGS
from tests.factories import sharing

_PATHS = ("ref_name", "ref_job", "ref_org", "ref_lead", "ref_away")
_PAIRS = ("two devices", "two colleagues")
_STEPS = (2, 4)  # bursts of typing in one answer
_LONGEST = 90  # characters; then the next one writes it all anew
_OFFLINE = 0.3  # part of the rounds in which one of them is cut off for a while
_SETTLED = 30.0  # seconds
_LOOKS = 2.0  # seconds between two looks at a tab: each has it ask for news
_TELL = 10


@dataclass
class Tally:
    """What was met; each list by round and answer, never by their words."""

    answers: int = 0
    clashes: int = 0
    lost: list[str] = field(default_factory=list)
    unlike: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


def merged(
    web: Web, app: Flask, *, times: int, pairs: Sequence[str] = _PAIRS, seed: int | None = None,
    playwright: Playwright | None = None,
) -> list[Finding]:  # fmt: skip
    """`times` interleavings, shared out between the pairs: two devices of the owner, and owner and colleague."""
    seed = seed_of_run(seed)
    rounds = max(1, times // len(_PATHS) // len(pairs))
    print(f"merge: SOAK_SEED={seed}, {len(pairs)} x {rounds} rounds of {len(_PATHS)} answers", flush=True)
    tally = Tally()
    for pair in pairs:
        with _both(web, app, playwright, is_colleague=pair == "two colleagues") as (kept, sides):
            table = Table(kept, sides, tally)
            for number in range(1, rounds + 1):
                table.round(Random(f"{seed}:{pair}:{number}"), f"{pair}, round {number}")
                if number % _TELL == 0:
                    print(f"  {pair}, round {number}: {tally.clashes} clashes, {len(tally.lost)} lost", flush=True)
            tally.faults += [fault for side in sides for fault in side.faults]
    return _found(tally)


@contextmanager
def _both(
    web: Web, app: Flask, playwright: Playwright | None, *, is_colleague: bool
) -> Iterator[tuple[Kept, tuple[Side, Side]]]:
    owner, colleague = (sharing.person(name) for name in ("Ama Boateng", "Rhys Calloway"))
    draft = filled_draft(owner)
    sharing.hand(draft, colleague)
    kept, address = Kept(draft.id), f"http://localhost:{web.port}/requests/{draft.id}/ref-details"
    with driver(playwright) as used:
        browser = used.chromium.launch(executable_path=program(), args=FLAGS)
        try:
            both = (owner, colleague if is_colleague else owner)
            one, other = (Side(browser, app, person, address) for person in both)
            yield kept, (one, other)
        finally:
            browser.close()


class Table:
    """Both sides, and what their draft holds."""

    def __init__(self, kept: Kept, sides: tuple[Side, Side], tally: Tally) -> None:
        self._kept, self._sides, self._tally = kept, sides, tally
        self._begun = kept.texts()

    def round(self, random: Random, name: str) -> None:
        """Type here and there in the same answers, then let it settle and look for every text."""
        steps = [(path, side) for path in _PATHS for side in self._turns(random)]
        random.shuffle(steps)
        is_cut = random.random() < _OFFLINE
        cut, back = sorted(random.sample(range(len(steps)), 2))
        for number, (path, side) in enumerate(steps):
            if is_cut and number in (cut, back):
                self._sides[0].context.set_offline(number == cut)
            is_long = len(side.texts()[path]) > _LONGEST
            side.type(path, f" {random.randrange(1000, 10_000)}", over=is_long or random.random() < 0.1)
            if random.random() < 0.3:
                side.page.wait_for_timeout(random.uniform(0, 900))
        self._tally.answers += len(_PATHS)
        self._settle(random, name)

    def _turns(self, random: Random) -> list[Side]:
        """Both of them, and then whoever."""
        return [*self._sides, *random.choices(self._sides, k=random.randint(*_STEPS) - 2)]

    def _settle(self, random: Random, name: str) -> None:
        begun = looked = time.monotonic()
        for side in self._sides:
            side.look()
        while not (is_settled := self._is_settled()) and time.monotonic() - begun < _SETTLED:
            if time.monotonic() - looked > _LOOKS:
                looked = time.monotonic()
                for side in self._sides:
                    side.look()
            for side in self._sides:
                for path, texts in side.clashes().items():
                    self._tally.clashes += 1
                    if path in side.gave_way:
                        self._tally.again.append(f"{name}: asked again, {path}")
                    elif side.said[path] not in texts:
                        self._tally.odd.append(f"{name}: {path}")
                side.choose(random)
                side.page.wait_for_timeout(100)
        self._tally.waits.append(time.monotonic() - begun)
        if not is_settled:
            self._tally.unlike.append(f"{name}: {[side.line for side in self._sides]}")
        self._look_for_texts(name)

    def _is_settled(self) -> bool:
        """Both pages show what the database holds, and say that it is saved."""
        kept = self._kept.texts()
        held = {path: kept.get(path, "") for path in _PATHS}
        return all(
            side.line.startswith("Saved") and not side.clashes() and held.items() <= side.texts().items()
            for side in self._sides
        )

    def _look_for_texts(self, name: str) -> None:
        """What either left in an answer can be put back from the ledger."""
        saved: dict[str, set[str]] = {path: {self._begun.get(path, "")} for path in _PATHS}
        for row in self._kept.ledger():
            if row.path in saved:
                saved[row.path].add(row.value or "")
        for side in self._sides:
            self._tally.lost += [f"{name}: {path}" for path, text in side.said.items() if text not in saved[path]]


def _found(tally: Tally) -> list[Finding]:
    for told in (*tally.lost, *tally.unlike, *tally.odd, *tally.again, *tally.faults):
        print(f"  {told}", flush=True)
    return [
        Finding("R4", "answers typed in from two browsers at once", tally.answers),
        Finding("R4", "times both texts were shown beside each other", tally.clashes, least=1),
        none("R4", "of them without what was typed", len(tally.odd)),
        none("R4", "of them about a text that was given up already", len(tally.again)),
        none("R4", "texts that nobody can put back", len(tally.lost)),
        none("R4", "rounds whose pages ended unlike", len(tally.unlike)),
        Finding("R4", "seconds until both were alike, at most", max(tally.waits, default=0.0), most=_SETTLED),
        none("R4", "faults of the page's scripts", len(tally.faults)),
    ]
