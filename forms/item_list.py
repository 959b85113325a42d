"""A list of people or services as it is shown: who they are, in a line each, and whether more can be added."""

from dataclasses import dataclass
from datetime import date

from forms import checks, dates, people, showing
from forms.answers import Answers
from forms.questions import Page, Repeat
from portal.council import Council
from portal.web.words import date_words

_DETAILS = {
    "children": ("child_dob", "child_due_date"),
    "adults": ("adult_relationship",),
    "agree_people": ("agree_relationship", "agree_on"),
    "professionals": ("pro_kind",),
}


@dataclass(frozen=True)
class Entry:
    """One of them. page: where to change them; is_done: nothing about them is missing on the pages of this list;
    is_to_check: something on them was carried over from an earlier request and not looked at yet."""

    item: str
    name: str
    detail: str
    page: Page
    is_done: bool
    is_to_check: bool


@dataclass(frozen=True)
class ItemList:
    repeat: Repeat
    entries: tuple[Entry, ...]

    @property
    def is_full(self) -> bool:
        return len(self.entries) >= self.repeat.most

    @property
    def heading(self) -> str:
        """How many there are, in words."""
        count = len(self.entries)
        if count == 0:
            return f"You have not added any {self.repeat.many} yet"
        return f"You have added {count} {self.repeat.one if count == 1 else self.repeat.many}"

    @property
    def can_go_on(self) -> bool:
        return len(self.entries) >= self.repeat.least and all(entry.is_done for entry in self.entries)


def of(answers: Answers, repeat_id: str, council: Council, today: date) -> ItemList:
    """The list of `children`, `adults`, `agree_people` or `professionals`."""
    first = answers.questions.pages_of(repeat_id)[0]
    pages = [page for page in answers.questions.section_of(first).pages if page.repeat and page.repeat.id == repeat_id]
    assert first.repeat is not None
    entries = [_entry(answers, repeat_id, item, pages, council, today) for item in answers.items(repeat_id)]
    return ItemList(first.repeat, tuple(entries))


def _entry(answers: Answers, repeat_id: str, item: str, pages: list[Page], council: Council, today: date) -> Entry:
    open_pages = [page for page in pages if checks.problems(page, answers, item, council, today)]
    name = people.full_name(answers, repeat_id, item) or people.call(answers, repeat_id, item)
    details = [_detail(answers, repeat_id, item, question_id, today) for question_id in _DETAILS[repeat_id]]
    detail = ", ".join(filter(None, details))
    carried = [page for page in pages if _is_to_check(page, answers, item, today)]
    return Entry(item, name, detail, (open_pages or carried or pages)[0], not open_pages, bool(carried))


def _is_to_check(page: Page, answers: Answers, item: str, today: date) -> bool:
    return any(answers.is_to_check(path) for path, _ in showing.paths(page, answers, item, today))


def _detail(answers: Answers, repeat_id: str, item: str, question_id: str, today: date) -> str:
    question = answers.questions.by_id[question_id]
    path = f"{repeat_id}/{item}/{question_id}"
    if not showing.is_shown(question, answers, item, today):
        return ""
    day = dates.read(answers.value(path))
    if question_id == "child_dob" and day:
        age = dates.age_on(day, today)
        return f"aged {age}" if age else "under 1"
    if day:
        return f"{'due ' if question_id == 'child_due_date' else ''}{date_words(day)}"
    value = answers.text(path)
    return question.label(value) if value and question.options else ""
