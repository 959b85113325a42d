"""What ties "I have read it to the end" to the very bytes that were shown: a letter's id and the digest of its PDF."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from notifications import prints
from notifications.models.letters import Letter
from triage.refusals import NotAllowed

CHANGED = "The letters have changed since you read them. Read them again."
_BEING_DRAWN = "The pages are still being made. Wait a few seconds, then read them to the end."


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a page showed. `version`: of the decision; `letters`: the marks that were ticked, None when they were not
    read on a page."""

    version: int
    letters: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Pages:
    """How a letter stands on paper. `mark`: empty while it is being drawn."""

    mark: str
    count: int
    has_failed: bool  # there will be no PDF: what is read is the letter as a page


def of(letter: Letter) -> Pages:
    """The letter in the layout in which it goes."""
    drawn = prints.standing(letter)
    if drawn is not None and drawn.pdf_sha256:
        return Pages(mark=f"{letter.id}:{drawn.pdf_sha256}", count=drawn.pages, has_failed=False)
    has_failed = drawn is not None and bool(drawn.draw_failed)
    return Pages(mark=f"{letter.id}:{letter.content_sha256}" if has_failed else "", count=0, has_failed=has_failed)


def require(letters: Iterable[Letter], ticked: Collection[str]) -> None:
    """Raises NotAllowed unless each letter was read to the end as it will go, to the byte."""
    marks = {str(letter.id): of(letter).mark for letter in letters}
    shown = {mark.partition(":")[0] for mark in ticked}
    if shown - set(marks):
        raise NotAllowed(CHANGED)
    if not all(marks.values()):
        raise NotAllowed(_BEING_DRAWN)
    if set(marks) - shown:
        raise NotAllowed("Tick that you have read each letter to the end.")
    if set(marks.values()) - set(ticked):
        raise NotAllowed(CHANGED)
