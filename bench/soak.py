"""`make soak`: make faults under load, count what was lost, and fail when a promise is broken.

SOAK_FULL=1 takes the numbers of the promises themselves and much longer. Named parts run alone."""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from flask import Flask

from bench.soak_autosave import database_killed, two_tabs, web_killed
from bench.soak_crowd import crowded
from bench.soak_disk import searched
from bench.soak_findings import Finding, broken, table
from bench.soak_forms import every_form
from bench.soak_hostile import hostile_letters
from bench.soak_left_open import left_open
from bench.soak_letters import letters_plain, letters_under_faults
from bench.soak_merge import merged
from bench.soak_presses import decide_at_once, pick_up_at_once, send_twice
from bench.soak_programs import Web, running
from bench.soak_promises import every_minute
from bench.soak_steps import letters_at_each_step
from bench.soak_troubles import troubled
from bench.soak_typing import typed_under_faults
from bench.stage import ready
from portal.app import create_app


@dataclass(frozen=True)
class Numbers:
    """How often and how many."""

    writers: int = 20
    web_kills: int = 40
    database_kills: int = 5
    tabs: int = 100
    sends: int = 100
    pick_ups: int = 200
    decisions: int = 50
    outcomes: int = 60
    faults: int = 22
    letters: int = 100
    deaths: int = 1
    crowds: tuple[int, ...] = (2, 4)
    hostile: tuple[int, ...] = ()
    typing: int = 60
    pages: int = 6
    merges: int = 100
    minutes_apart: int = 7
    names: int = 1


FULL = replace(
    Numbers(),
    web_kills=200,
    database_kills=20,
    pick_ups=1000,
    decisions=1000,
    outcomes=200,
    faults=320,
    letters=2000,
    deaths=15,
    crowds=(2, 3, 4, 6, 8),
    hostile=(1_000, 5_000),
    typing=1000,
    pages=20,
    merges=1000,
    minutes_apart=1,
    names=60,
)


def parts(numbers: Numbers) -> dict[str, Callable[[Web, Flask], list[Finding]]]:
    """The fault runs by name."""
    return {
        "web": partial(web_killed, kills=numbers.web_kills, writers=numbers.writers),
        "database": partial(database_killed, kills=numbers.database_kills, writers=numbers.writers),
        "tabs": partial(two_tabs, times=numbers.tabs),
        "plain": partial(letters_plain, outcomes=numbers.outcomes // 3),
        "letters": partial(letters_under_faults, outcomes=numbers.outcomes, faults=numbers.faults),
        "steps": partial(letters_at_each_step, letters=numbers.letters, times=numbers.deaths),
        "crowd": partial(crowded, crowds=numbers.crowds, letters=numbers.letters // 2),
        "hostile": partial(hostile_letters, lengths=numbers.hostile),
        "send": partial(send_twice, times=numbers.sends),
        "pick-up": partial(pick_up_at_once, times=numbers.pick_ups),
        "decide": partial(decide_at_once, times=numbers.decisions),
        "left-open": partial(left_open, days=30),
        "troubles": partial(troubled, times=1),
        "forms": partial(every_form, names=numbers.names),
        "promises": partial(every_minute, step=numbers.minutes_apart),
        "merge": partial(merged, times=numbers.merges),
        "disk": partial(searched, pages=numbers.pages, pause=numbers.pages / 2),
        "typing": partial(typed_under_faults, rounds=numbers.typing),
    }


def main(names: list[str]) -> int:
    """Run the parts named (all when none is) and print the table; 1 when a promise is broken, else 0."""
    found: list[Finding] = []
    chosen = parts(FULL if os.environ.get("SOAK_FULL") == "1" else Numbers())
    with ready() as stage, running(web := Web(stage)):
        app = create_app(stage.settings)
        for name in names or chosen:
            started = time.perf_counter()
            found += chosen[name](web, app)
            print(f"{name}: {time.perf_counter() - started:.0f} s", flush=True)
    print(table(found))
    bad = broken(found)
    print(f"\n{len(bad)} of {sum(bool(each.bound) for each in found)} broken")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
