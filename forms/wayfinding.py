"""The way through a section: which page comes before and after, and where a list of people stands between pages."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from forms import showing
from forms.answers import Answers
from forms.questions import Page, QuestionSet, Repeat, Section


@dataclass(frozen=True)
class Step:
    """One screen: a page (about `item` when it repeats), or with no page the list of the people of `repeat`."""

    page: Page | None = None
    item: str | None = None
    repeat: Repeat | None = None


def is_home_of(questions: QuestionSet, section: Section, repeat: Repeat) -> bool:
    """Whether these people are added and removed in `section`; other sections only ask more about them."""
    return questions.section_of(questions.pages_of(repeat.id)[0]) is section


def steps(answers: Answers, section: Section, today: date) -> list[Step]:
    """Every screen of a section in order. People: each person's pages together, then their list where it is at home."""
    found: list[Step] = []
    for repeat, pages in groupby(section.pages, key=lambda page: page.repeat):
        group = list(pages)
        if repeat is None:
            found += [Step(page) for page in group if showing.is_page_shown(page, answers, None, today)]
            continue
        found += [
            Step(page, item, repeat)
            for item in answers.items(repeat.id)
            for page in group
            if showing.is_page_shown(page, answers, item, today)
        ]
        if is_home_of(answers.questions, section, repeat):
            found.append(Step(repeat=repeat))
    return found


def first(answers: Answers, section: Section, today: date) -> Step | None:
    """Where a section begins: the list when nobody is in it yet. None when nothing is asked in it."""
    return next(iter(steps(answers, section, today)), None)


def after(answers: Answers, here: Step, today: date) -> Step | None:
    """The screen after `here`; a person's last page leads to the list they stand in. None at the section's end."""
    section = section_at(answers.questions, here)
    way = steps(answers, section, today)
    at = _place(way, here)
    if here.page and here.repeat and is_home_of(answers.questions, section, here.repeat):
        follows = way[at + 1]
        return follows if follows.item == here.item else Step(repeat=here.repeat)
    return way[at + 1] if at + 1 < len(way) else None


def before(answers: Answers, here: Step, today: date) -> Step | None:
    """The screen a Back link leads to. None: the task list."""
    section = section_at(answers.questions, here)
    way = steps(answers, section, today)
    if here.repeat and is_home_of(answers.questions, section, here.repeat):
        if here.page is None:
            way = [step for step in way if step.page is None or step.repeat != here.repeat]
        elif _place(way, here) == 0 or way[_place(way, here) - 1].item != here.item:
            return Step(repeat=here.repeat)
    at = _place(way, here)
    return way[at - 1] if at > 0 else None


def section_at(questions: QuestionSet, here: Step) -> Section:
    """The section a screen lies in."""
    page = here.page or questions.pages_of(here.repeat.id if here.repeat else "")[0]
    return questions.section_of(page)


def _place(way: list[Step], here: Step) -> int:
    """Where `here` is on the way; a page that is not asked (any more) counts as the first."""
    return way.index(here) if here in way else 0
