"""The rows of a draft's task list, as far as they are the visitor's."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from forms import checklist, sharing, wayfinding
from forms.answers import Answers
from forms.checklist import SectionState, State
from forms.questions import Section
from forms.sharing import Rights
from forms.sharing_writers import Change, Writers
from forms.views import found
from portal import clock, council
from portal.accounts.models import User
from portal.web.words import near_words

NOT_HANDED = "Not handed to you"


@dataclass(frozen=True)
class Told:
    """Who wrote what, in words for `reader`."""

    writers: Writers
    reader: User

    def last_of(self, section_id: str) -> str:
        """Last changed by Amy Hart, today at 10:42am. "" while one person alone wrote the draft."""
        change = self.writers.last_of(section_id)
        return f"Last changed by {self._who(change)}, {near_words(change.at)}" if change else ""

    def by_another(self, path: str) -> str:
        """Amy Hart, today at 10:42am; "" for an answer of the reader's own, and while one person alone wrote it all."""
        change = self.writers.of_path.get(path) if self.writers.are_several else None
        return f"{self._who(change)}, {near_words(change.at)}" if change and change.person_id != self.reader.id else ""

    def writing_now(self, answers: Answers) -> list[str]:
        """Who else is writing, and where, in sentences."""
        titles = {section.id: section.title for section in answers.questions.sections}
        now = self.writers.writing_now(self.reader, clock.now())
        return [f"{name or 'A colleague'} is writing in “{titles[section]}” now." for name, section in now]

    def _who(self, change: Change) -> str:
        return "you" if change.person_id == self.reader.id else change.name or "a colleague"


def rows(draft_id: UUID, answers: Answers, rights: Rights, told: Told) -> list[dict[str, Any]]:
    """Each section: number, title, state, href and who changed it last. One that is not theirs says no more than its
    title."""
    states = checklist.task_list(answers, council.current(), clock.today())
    return [_row(draft_id, state, answers, rights, told) for state in states]


def _row(draft_id: UUID, state: SectionState, answers: Answers, rights: Rights, told: Told) -> dict[str, Any]:
    section = state.section
    row = {"number": section.number, "title": section.title, "id": section.id}
    if not rights.may_open(section.id):
        return row | {"state": NOT_HANDED, "href": None, "last": ""}
    return row | {
        "state": state.state.value,
        "href": _href(draft_id, state, answers, rights),
        "last": told.last_of(section.id),
    }


def _href(draft_id: UUID, state: SectionState, answers: Answers, rights: Rights) -> str | None:
    """A section not started begins at its first screen, which may be an empty list. None: nobody was added yet in
    another section, which is not theirs."""
    section, following = state.section, state.next
    begins = wayfinding.first(answers, section, clock.today()) if state.state is State.NOT_STARTED else None
    if begins:
        return found.address(draft_id, begins)
    if state.state is State.CANNOT_START:
        return None
    if following is None:
        return _list_address(draft_id, section)
    page, item = following.page, following.item
    is_list = page.repeat is not None and item is None
    if page.repeat and is_list and not rights.may_open(sharing.home_of(page.repeat.id, answers.questions)):
        return None
    return found.page_address(draft_id, page, item)


def _list_address(draft_id: UUID, section: Section) -> str | None:
    """Where a section begins that has nobody in it yet; None when it only asks about people of another section."""
    return found.page_address(draft_id, section.pages[0], None) if section.pages[0].repeat else None
