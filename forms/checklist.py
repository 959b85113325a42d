"""The task list: how far each section is, and what stops sending."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from forms.answers import Answers
from forms.questions import Page, Section
from portal.council import Council


class State(StrEnum):
    """The value is the words on screen."""

    CANNOT_START = "Cannot start yet"
    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    COMPLETED = "Completed"


@dataclass(frozen=True)
class Task:
    """One page (of one person, when it repeats). `item_name`: that person's first name or "Child 2"."""

    page: Page
    item: str | None
    item_name: str
    state: State


@dataclass(frozen=True)
class SectionState:
    """next: the task to open when the section is chosen: the first not completed, else its first."""

    section: Section
    state: State
    tasks: tuple[Task, ...]
    next: Task | None


def task_list(answers: Answers, council: Council, today: date) -> list[SectionState]:
    """Sections 1 to 10 in order. 2 to 9 cannot start before the agreement is complete, 10 before all needed are."""
    raise NotImplementedError


def task_after(answers: Answers, page: Page, item: str | None, today: date) -> Task | None:
    """The page that follows this one within its section (the next person's too); None at the section's end."""
    raise NotImplementedError


def name_of(answers: Answers, repeat_id: str, item: str) -> str:
    """What to call a person on screen: the name typed so far, else "Child 2"."""
    raise NotImplementedError
