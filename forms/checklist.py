"""The task list: how far each section is, and what stops sending."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from forms import checks, people, place, showing, stops
from forms.answers import Answers
from forms.questions import Page, Section
from portal.council import Council


class State(StrEnum):
    """The value is the words on screen."""

    CANNOT_START = "Cannot start yet"
    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    CHECK = "Check"  # carried over from an earlier request, and not looked at yet
    COMPLETED = "Completed"


@dataclass(frozen=True)
class Task:
    """One page (of one person, when it repeats). `item_name`: that person's first name or "Child 2". problems: question
    id -> message. An item of None on a page that repeats: nobody was added yet."""

    page: Page
    item: str | None
    item_name: str
    state: State
    problems: dict[str, str]

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing on it, and nothing to be looked at."""
        return not self.problems and self.state is not State.CHECK


@dataclass(frozen=True)
class SectionState:
    """next: the task to open when the section is chosen: the first not completed, else its first."""

    section: Section
    state: State
    tasks: tuple[Task, ...]
    next: Task | None


@dataclass(frozen=True)
class Block:
    """One thing that stops sending. task: where to put it right; None for the place and for stops. stop: its page."""

    text: str
    task: Task | None = None
    stop: str | None = None


def task_list(answers: Answers, council: Council, today: date) -> list[SectionState]:
    """Sections 1 to 10 in order. 2 to 9 cannot start before the agreement is complete, 10 before all needed are. The
    questions before them come first, and alone, where they have to be answered again."""
    found: list[SectionState] = []
    for section in answers.questions.sections:
        tasks = tuple(tasks_of(section, answers, council, today))
        if section.number == 0 and all(task.is_done for task in tasks):
            continue
        may_start = _may_start(section, found, answers)
        state = _state(section, tasks) if may_start else State.CANNOT_START
        waiting = (task for task in tasks if task.state is not State.COMPLETED)
        found.append(SectionState(section, state, tasks, next(waiting, tasks[0] if tasks else None)))
    return found


def before_all(answers: Answers, council: Council, today: date) -> Task | None:
    """The first page of those before section 1 that has to be answered again; None when none has."""
    first = answers.questions.sections[0]
    return next((task for task in tasks_of(first, answers, council, today) if not task.is_done), None)


def blocks(answers: Answers, council: Council, today: date) -> list[Block]:
    """Everything that stops sending, in the order of the form; empty when it can be sent. One look-up (the place)."""
    found = [Block(_stop_words(stop), stop=stop.page) for stop in stops.in_force(answers, today)]
    where = place.of(answers, today)
    if where.stop and where.stop not in {block.stop for block in found}:
        found.append(Block("The family lives outside the area of this form", stop=where.stop))
    if where.problem:
        found.append(Block(where.problem))
    for section in answers.questions.sections:
        for task in tasks_of(section, answers, council, today):
            found += [Block(message, task) for message in task.problems.values()]
            if task.state is State.CHECK:
                found.append(Block(to_check(task), task))
    return found


def to_check(task: Task) -> str:
    """What to do about a page with answers carried over."""
    return f"Check that “{task.page.title}” is still right"


def tasks_of(section: Section, answers: Answers, council: Council, today: date) -> list[Task]:
    """The pages of a section that are asked now; pages about people by person, in the order of the people."""
    found = []
    for repeat, pages in groupby(section.pages, key=lambda page: page.repeat):
        together = list(pages)
        items = answers.items(repeat.id) if repeat else [None]
        wrong = checks.list_problem(repeat, answers) if repeat else ""
        if wrong:
            found.append(Task(together[0], None, "", State.NOT_STARTED, {together[0].questions[0].id: wrong}))
        for item in items:
            found += [
                _task(page, answers, item, council, today)
                for page in together
                if _is_kept(page) and showing.is_page_shown(page, answers, item, today)
            ]
    return found


def _is_kept(page: Page) -> bool:
    return any(question.seen_by for question in page.questions)


def _task(page: Page, answers: Answers, item: str | None, council: Council, today: date) -> Task:
    stored = [(path, question) for path, question in showing.paths(page, answers, item, today) if question.seen_by]
    problems = checks.problems(page, answers, item, council, today)
    problems = {key: told for key, told in problems.items() if key.partition("/")[0] in {q.id for _, q in stored}}
    is_begun = any(answers.value(path) is not None for path, _ in stored)
    name = people.call(answers, page.repeat.id, item) if page.repeat and item else ""
    if not is_begun:
        state = State.NOT_STARTED
    elif problems or (page.repeat is None and stops.on_page(page, answers, today)):
        state = State.IN_PROGRESS
    else:
        is_carried = any(answers.is_to_check(path) for path, _ in stored)
        state = State.CHECK if is_carried else State.COMPLETED
    return Task(page, item, name, state, problems)


def _state(section: Section, tasks: tuple[Task, ...]) -> State:
    states = {task.state for task in tasks if task.problems or task.state is not State.NOT_STARTED}
    if not states or states == {State.NOT_STARTED}:
        return State.NOT_STARTED
    if states <= {State.COMPLETED, State.CHECK}:
        return State.CHECK if State.CHECK in states else State.COMPLETED
    return State.IN_PROGRESS


def _may_start(section: Section, before: list[SectionState], answers: Answers) -> bool:
    if before and before[0].section.number == 0:
        return False
    done = {other.section.number for other in before if other.state is State.COMPLETED or other.section.is_optional}
    is_last = section is answers.questions.sections[-1]
    return section.number <= 1 or (done.issuperset(range(1, section.number)) if is_last else 1 in done)


def _stop_words(stop: stops.Stop) -> str:
    return {
        "stop_no_agreement": "The family has not agreed to this request yet",
        "stop_talk_first": "Speak to the consultation line first, then say who you spoke to",
        "stop_urgent": "Phone the MASH first, then say who you spoke to",
        "stop_social_worker": "Speak to the social worker first",
        "stop_other_council": "The family lives outside the area of this form",
    }.get(stop.page, "An answer has stopped this request")
