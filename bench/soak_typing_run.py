"""The rounds of typing under faults, and what came of each."""

import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from bench.soak_panel import confirm, is_asking
from bench.soak_typing_checks import Ledger, allowed
from bench.soak_typing_desk import Desk, Key
from bench.soak_typing_faults import Fault, Trouble

_KEYS = (7, 13)  # a round; ten on average
_SECOND = 1.0  # what may be gone when a browser is killed
_LONGEST = 40.0  # seconds to wait for everything to be stored
_SURELY = 3.0  # seconds after which the last second's keys have come, if they come
_CALM = 0.2  # part of the rounds after which everything is compared
_AWAY = 20.0  # seconds until a form must have come


@dataclass
class Tally:
    """What a run met. Texts are told by round, fault and answer, never by their words."""

    faults: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    unsaved: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    dead_ends: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    last_second: list[int] = field(default_factory=list)
    acknowledged: int = 0
    said_saved: int = 0
    own_clashes: int = 0
    warned: int = 0


class Run:
    """One desk, all faults around it, and the tally."""

    def __init__(self, desk: Desk, trouble: Trouble, seed: int) -> None:
        self.desk, self.trouble, self.tally = desk, trouble, Tally()
        self._seed = seed
        self._ledger = Ledger(desk.kept, desk.kept.texts())

    def round(self, number: int) -> None:
        """A few bursts of typing, here and there; a fault begins before one of them and ends after one."""
        random = self.desk.random = Random(f"{self._seed}:{number}")
        fault = random.choices(self.trouble.all, [each.weight for each in self.trouble.all])[0]
        keys, bursts = random.randint(*_KEYS), random.randint(2, 4)
        begins = random.randrange(bursts)
        ends = begins if fault.takes_page else random.randrange(begins, bursts)
        for burst in range(bursts):
            if burst == begins:
                fault.begin()
            if random.random() < 0.4:
                self._move(is_on=begins <= burst <= ends)
            keys -= self.desk.type(max(1, keys // (bursts - burst)))
            if burst == ends:
                self._end(fault, number)
        self._reach_form(number, fault)
        self.desk.type(keys)
        self._look(number, fault)
        if random.random() < _CALM:
            self.compare(number, fault.name)

    def _move(self, *, is_on: bool) -> None:
        """To another page. While a fault is on by the page's own buttons only: an address would leave the form."""
        if is_on or self.desk.random.random() < 0.5:
            self.desk.go_on()
        elif not self.desk.is_only_here:
            self.desk.open()

    def _end(self, fault: Fault, number: int) -> None:
        fault.end()
        self.tally.faults[fault.name] += 1
        if fault.takes_page:
            self._reach_form(number, fault)
            self.compare(number, fault.name, 0.0 if self.trouble.was_warned else self.trouble.ended_at - _SECOND)
            self.tally.warned += self.trouble.was_warned

    def _reach_form(self, number: int, fault: Fault) -> None:
        """Whatever the fault left behind: confirm, sign in, open the form."""
        until = time.monotonic() + _AWAY
        while not self.desk.is_at_form or is_asking(self.desk.page):
            if is_asking(self.desk.page):
                self.trouble.panels += confirm(self.desk.page, self.desk.person)
            else:
                if self.desk.is_signed_out:
                    self.desk.sign_in()
                self.desk.open()
            if time.monotonic() > until:
                self.tally.dead_ends.append(f"round {number}, {fault.name}: {self.desk.page.url}")
                return

    def _look(self, number: int, fault: Fault) -> None:
        """What was acknowledged, and what stood there when “Saved” was said, must be in the ledger."""
        heard = self.desk.browser.heard
        edits, heard.edits = heard.edits, []
        shown, heard.shown = heard.shown, []
        self._ledger.read()
        self.tally.acknowledged += len(edits)
        self.tally.said_saved += len(shown)
        where = f"round {number}, {fault.name}"
        self.tally.unsaved += [f"{where}: {path}" for path in self._ledger.lacks(edits)]
        self.tally.untrue += [f"{where}: {path}" for each in shown for path in self._ledger.contradicts(each)]

    def compare(self, number: int, after: str, since: float | None = None) -> None:
        """Wait until all is calm and find every text in the database. since: what came later may be gone."""
        begun = time.monotonic()
        while not (is_all := self.desk.is_all_saved()) and time.monotonic() - begun < (
            _LONGEST if since is None else _SURELY
        ):
            self._help()
        kept = self.desk.kept.texts()
        for path, states in self.desk.typed.items():
            there = kept.get(path, "")
            if there not in allowed(states, time.time() if since is None else since):
                self.tally.lost.append(f"round {number}, {after}: {path} “{self.desk.line}”")
                print(f"  lost: {self.tally.lost[-1]}", flush=True)
            elif since and there != states[-1].text:
                self.tally.last_second.append(abs(len(states[-1].text) - len(there)))
            self.desk.typed[path] = [Key(0.0, there)]
        if is_all:
            self.tally.waits.append(time.monotonic() - begun)
        else:
            self.desk.open()

    def _help(self) -> None:
        """What a person does who waits: answer what is asked."""
        if is_asking(self.desk.page):
            self.trouble.panels += confirm(self.desk.page, self.desk.person)
        self.tally.own_clashes += self.desk.keep_mine()
        self.desk.page.wait_for_timeout(50)
