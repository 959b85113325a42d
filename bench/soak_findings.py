"""What a fault run found, and whether the promise was kept."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`figure` must lie from `least` to `most`; a bound that is None does not bind."""

    promise: str
    what: str
    figure: float
    least: float | None = None
    most: float | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the promise holds."""
        is_enough = self.least is None or self.figure >= self.least
        return is_enough and (self.most is None or self.figure <= self.most)

    @property
    def bound(self) -> str:
        """The promise as a number."""
        if self.least == self.most:
            return "" if self.least is None else f"{self.least:g}"
        return f"at most {self.most:g}" if self.least is None else f"at least {self.least:g}"


def none(promise: str, what: str, figure: float) -> Finding:
    """Something that must never happen."""
    return Finding(promise, what, figure, 0, 0)


def broken(findings: Iterable[Finding]) -> list[Finding]:
    """Those of promises that were not kept."""
    return [each for each in findings if not each.is_kept]


def table(findings: Iterable[Finding]) -> str:
    """One line a finding, as Markdown."""
    lines = ["| Promise | What | Figure | Promised | |", "|---|---|---:|---|---|"]
    for each in findings:
        kept = "" if not each.bound else "kept" if each.is_kept else "BROKEN"
        lines.append(f"| {each.promise} | {each.what} | {each.figure:,.6g} | {each.bound} | {kept} |")
    return "\n".join(lines)
