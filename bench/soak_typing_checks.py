"""What was typed, what the page said and what it was told, each beside what the database holds."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from bench.soak_chromium import Shown
from bench.soak_kept import Kept
from bench.soak_typing_desk import Key

_LATE = 5.0  # seconds: a slow save is dated when it began


def allowed(states: list[Key], since: float) -> list[str]:
    """The texts an answer may have: what it held at `since` and all that came later."""
    first = bisect_right([state.at for state in states], since)
    return [state.text for state in states[max(0, first - 1) :]]


class Ledger:
    """The save ledger of one draft, read on as it grows; `first` is what stood there before it began."""

    def __init__(self, kept: Kept, first: dict[str, str]) -> None:
        self._kept, self._read_to = kept, 0.0
        self._saves: dict[str, dict[int, tuple[float, str | None]]] = defaultdict(dict)
        self._first = first

    def read(self) -> None:
        """Read on."""
        for row in self._kept.ledger(self._read_to - _LATE):
            self._saves[row.path][row.revision] = (row.at, row.value)
            self._read_to = max(self._read_to, row.at)

    def lacks(self, edits: Iterable[dict[str, Any]]) -> list[str]:
        """Paths of acknowledged edits that do not stand in it, as they were sent, at the revision that was told."""
        return [each["path"] for each in edits if not self._has(each)]

    def _has(self, edit: dict[str, Any]) -> bool:
        _, value = self._saves[edit["path"]].get(edit["revision"], (0.0, None))
        return (value or "") == (edit["value"] or "")

    def contradicts(self, shown: Shown) -> list[str]:
        """Paths of which the page said “Saved” while the database held something else at that moment."""
        return [path for path, text in shown.texts.items() if self._at(path, shown.at) != text]

    def _at(self, path: str, moment: float) -> str:
        before = [save for save in self._saves[path].values() if save[0] <= moment]
        return str(max(before)[1] or "") if before else self._first.get(path, "")
