"""The whole draft on one page: what was answered, where to change it, and what still stops sending."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from forms import checklist, checks, place, snapshot, stops
from forms.answers import Answers
from forms.checklist import SectionState, State, Task
from forms.questions import Page
from portal.council import Council

_LAST = 10  # the part that is this page


@dataclass(frozen=True)
class Missing:
    """Something to put right. page, item: where; field: the question on that page to go to."""

    text: str
    page: Page
    item: str | None
    field: str = ""


def missing(answers: Answers, council: Council, today: date) -> list[Missing]:
    """All that stops sending, but the last tick, in the order of the form. A page nobody opened yet is one line."""
    found = [_stopped(answers, stop) for stop in stops.in_force(answers, today)]
    found += _wrong_place(answers, today)
    for section in checklist.task_list(answers, council, today):
        if section.section.number < _LAST:
            found += _of_section(section, answers, council, today)
    return found


def sections(answers: Answers, council: Council, today: date) -> list[dict[str, Any]]:
    """Sections, groups and lines as the frozen copy will have them, each line with its page, person and path."""
    frozen: list[dict[str, Any]] = snapshot.freeze(answers, council, today)["sections"]
    for section in frozen:
        for group in section["groups"]:
            for line in group["lines"]:
                page = line["page"] = answers.questions.page_of[line["id"].split("/")[0]]
                line["path"] = f"{page.repeat.id}/{group['item']}/{line['id']}" if page.repeat else line["id"]
    return frozen


def _stopped(answers: Answers, stop: stops.Stop) -> Missing:
    question = answers.questions.by_id[stop.question_id]
    if stop.page == "stop_no_agreement":
        text = "The family has to agree before you can send this request"
    elif stop.page == "stop_social_worker":
        text = "Speak to the child’s social worker before you send this request"
    else:
        page = answers.questions.page_of["safety_advised"]
        return Missing("Say who at the MASH or the consultation line you spoke to, and when", page, None)
    return Missing(text, answers.questions.page_of[question.id], None, question.id)


def _wrong_place(answers: Answers, today: date) -> list[Missing]:
    here = place.of(answers, today)
    page = answers.questions.page_of["home_postcode"]
    if here.stop == "stop_other_council":
        return [
            Missing(f"{here.name} helps families at this postcode. Check the postcode", page, None, "home_postcode")
        ]
    if here.stop:
        return [Missing(f"This form is not open in {here.name} yet. Check the postcode", page, None, "home_postcode")]
    return [Missing(here.problem, page, None, "home_postcode")] if here.problem else []


def _of_section(section: SectionState, answers: Answers, council: Council, today: date) -> list[Missing]:
    """A part nobody has begun is one line; of the others each thing that is missing."""
    if section.state in {State.NOT_STARTED, State.CANNOT_START} and not section.section.is_optional:
        first = section.next or (section.tasks[0] if section.tasks else None)
        page = first.page if first else section.section.pages[0]
        return [Missing(f"Answer the questions in “{section.section.title}”", page, first.item if first else None)]
    return [missing for task in section.tasks for missing in _of_task(task, answers, council, today)]


def _of_task(task: Task, answers: Answers, council: Council, today: date) -> list[Missing]:
    if task.state is State.COMPLETED:
        return []
    if task.state is State.CHECK:
        who = f"{task.item_name}: " if task.item_name else ""
        return [Missing(f"{who}{checklist.to_check(task)}", task.page, task.item)]
    if task.page.repeat and task.item is None:
        is_first = task.page is answers.questions.pages_of(task.page.repeat.id)[0]
        return [Missing(f"Add at least one {task.page.repeat.one}", task.page, None)] if is_first else []
    problems = checks.problems(task.page, answers, task.item, council, today)
    who = f"{task.item_name}: " if task.item_name else ""
    if len(problems) > 2:
        return [Missing(f"{who}Finish “{task.page.title}”", task.page, task.item)]
    return [Missing(f"{who}{text}", task.page, task.item, key.replace("/", "-")) for key, text in problems.items()]
