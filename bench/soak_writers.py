"""People typing, each in a draft of their own; an edit goes again until it is answered, unchanged or typed on, as from
the page."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID, uuid4

from flask import Flask

from bench.soak_browser import Browser
from forms import drafts
from portal import clock
from portal.accounts.models import User
from tests.factories import people

FIELDS = ("strengths", "network", "parent_words", "worries", "tried", "better")
_PAUSE = 0.05  # seconds between two edits of one writer
_LATE = 0.05  # part of the edits that come once more, later
_TYPED_ON = 0.5  # part of the edits without an answer that are typed on before they go again
_MOST_AFTER = 20  # edits without an answer that the next may name
_PATIENCE = 60.0  # seconds until an edit must have been answered


@dataclass
class Tally:
    """What the writers met."""

    answers: Counter[int] = field(default_factory=Counter)  # by HTTP status, 0 for none
    saved: int = 0  # edits acknowledged
    typed_on: int = 0  # edits that took the place of one without an answer
    clashes: int = 0  # edits refused although nobody else writes there
    late: int = 0  # old edits sent once more
    overwrote: int = 0  # of those, how many were taken
    unanswered: int = 0


class Writer(threading.Thread):
    """Types until `enough` is set. `held`: path -> what the server said is saved there, and its revision; `acked`: the
    id of every edit it said is saved, and as which revision of which path."""

    def __init__(self, app: Flask, port: int, enough: threading.Event, seed: int) -> None:
        super().__init__(daemon=True)
        self.person: User = people.make()
        self.draft: UUID = drafts.start(self.person, {}, clock.now()).id
        self.browser = Browser(app, self.person, port)
        self.held: dict[str, tuple[str, int]] = {}
        self.acked: dict[UUID, tuple[str, int]] = {}
        self.tally = Tally()
        self._old: list[dict[str, Any]] = []
        self._random, self._enough = Random(seed), enough

    def run(self) -> None:
        turn = 0
        while not self._enough.is_set() and not self.tally.unanswered:
            turn += 1
            self._type(turn)
            if self._old and self._random.random() < _LATE:
                self._send_late(self._random.choice(self._old))
            time.sleep(_PAUSE)
        firsts = {edit["path"]: edit for edit in reversed(self._old)}
        for edit in firsts.values():
            if not self.tally.unanswered:
                self._send_late(edit)

    def _type(self, turn: int) -> None:
        paths = self._random.sample(FIELDS, self._random.choice((1, 1, 1, 2)))
        edits = [self._edit(path, turn) for path in paths]
        for told, edit in zip(self._answered(edits), edits, strict=False):  # which may have changed edits
            if told["state"] == "saved":
                self.held[told["path"]] = (edit["value"], told["revision"])
                self.acked[UUID(edit["edit"])] = (told["path"], told["revision"])
                self._old.append(edit)
                self.tally.saved += 1
            else:
                self.tally.clashes += 1

    def _edit(self, path: str, turn: int) -> dict[str, Any]:
        value = f"{self.draft} {path} {turn}: they read together every night."
        base = self.held.get(path, ("", 0))[1]
        return {"path": path, "value": value, "base": base, "edit": str(uuid4()), "after": []}

    def _send_late(self, edit: dict[str, Any]) -> None:
        if self.held[edit["path"]][0] == edit["value"]:
            return  # still the newest: taking it changes nothing
        self.tally.late += 1
        self.tally.overwrote += sum(told["state"] == "saved" for told in self._answered([edit], may_type_on=False))

    def _type_on(self, edit: dict[str, Any]) -> None:
        """A new text takes the place of one without an answer, whatever became of that."""
        if len(edit["after"]) < _MOST_AFTER:
            edit["after"].append(edit["edit"])
            edit["value"] += "."
            edit["edit"] = str(uuid4())
            self.tally.typed_on += 1

    def _answered(self, edits: list[dict[str, Any]], may_type_on: bool = True) -> list[dict[str, Any]]:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            answer = self.browser.patch(f"/requests/{self.draft}/answers", {"edits": edits})
            self.tally.answers[answer.status] += 1
            if answer.status == 200:
                told: list[dict[str, Any]] = answer.json["edits"]
                return told
            if may_type_on and self._random.random() < _TYPED_ON:
                for edit in edits:
                    self._type_on(edit)
            time.sleep(self._random.uniform(0.05, 0.2))
        self.tally.unanswered += 1
        return []
