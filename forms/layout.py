"""What a page asks, laid out: which question stands where, and which stands inside an option of another."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from forms import choices, prefill, rules, showing
from forms.answers import Answers, Value, path_to
from forms.questions import Kind, Option, Page, Question, Source
from portal.accounts.models import User
from portal.council import Council

ANYBODY = "_"  # stands in a blank page for a person's id


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Who is asked about what: the page, the person of a repeat, and what is known at this moment.

    then: path -> the revision the writer saw when they typed what is now shown to them again. is_blank: the page as it
    could ever be asked, of nobody (forms/blank.py)."""

    page: Page
    item: str | None
    answers: Answers
    council: Council
    today: date
    person: User | None = None  # None at the gate: nobody has signed in
    then: Mapping[str, int] = field(default_factory=dict)
    is_blank: bool = False

    def options(self, question: Question) -> list[Option]:
        """What can be chosen. A first wish among areas ticked on this very page: all of them, without script."""
        if question.source is Source.TICKED_AREAS:
            return [Option(area.id, area.label) for area in self.answers.questions.areas]
        if self.is_blank and question.source is Source.PEOPLE:
            return [Option(ANYBODY, ANYBODY)]  # the script writes one for each person
        return choices.options(question, self.answers, self.council, self.today)

    def start_value(self, question: Question, path: str) -> Value:
        """What the page shows before anything is typed: the kept answer, else what can be suggested."""
        if self.answers.revision(path) or self.person is None:
            return self.answers.value(path)
        return prefill.suggested(question, self.answers, self.person, self.today)


@dataclass(kw_only=True)
class Asked:
    """One question on the page. show_if: a rule for the script, "" when its own place says when it is asked;
    inside: the questions opened by one of its options, by the option's place; about: for a question asked once for each
    ticked option, that option's words."""

    question: Question
    path: str
    name: str
    options: Sequence[Option]
    revision: int
    show_if: str = ""
    is_asked: bool = True
    about: str = ""
    inside: dict[int, list["Asked"]] = field(default_factory=dict)

    @property
    def anchor(self) -> str:
        """Where a link to this question leads: its first control."""
        return f"{self.name}-day" if self.question.type is Kind.DATE else self.name

    def walk(self) -> Iterator["Asked"]:
        """This question and all inside it."""
        yield self
        for inner in self.inside.values():
            for asked in inner:
                yield from asked.walk()


def lay_out(asking: Asking) -> list[Asked]:
    """The page's questions from top to bottom. One opened by a single option stands inside that option; one that
    depends on more carries its rule for the script; without script both are simply there."""
    placed: dict[str, Asked] = {}
    blocks: list[Asked] = []
    for question in _questions(asking):
        if question.per:
            _ask_per_option(asking, question, placed[question.per])
            continue
        asked = placed[question.id] = _asked(asking, question, asking.item)
        parent, place = _opened_by(question, placed)
        if parent:
            parent.inside.setdefault(place, []).append(asked)
        else:
            blocks.append(asked)
            _add_rule(asking, asked)
    return blocks


def _questions(asking: Asking) -> Sequence[Question]:
    if asking.is_blank:
        return asking.page.questions
    return showing.could_show(asking.page, asking.answers, asking.item, asking.today)


def _asked(asking: Asking, question: Question, item: str | None) -> Asked:
    path = path_to(asking.answers.questions, question.id, item)
    name = f"{question.id}-{item}" if question.per else question.id
    options = asking.options(question)
    revision = asking.then.get(path, asking.answers.revision(path))
    return Asked(question=question, path=path, name=name, options=options, revision=revision)


def _ask_per_option(asking: Asking, question: Question, parent: Asked) -> None:
    for place, option in enumerate(parent.options):
        asked = _asked(asking, question, option.value)
        asked.about = option.label
        parent.inside.setdefault(place, []).append(asked)


def _opened_by(question: Question, placed: Mapping[str, Asked]) -> tuple[Asked | None, int]:
    match question.show_if:
        case rules.Field(field=field, test="is" | "includes", against=against) if field in placed:
            parent = placed[field]
            if parent.question.type is Kind.CHECKBOX:
                return (parent, 0) if against is True else (None, 0)
            values = [option.value for option in parent.options]
            if parent.question.type is not Kind.SELECT and against in values:
                return parent, values.index(str(against))
    return None, 0


def _add_rule(asking: Asking, asked: Asked) -> None:
    rule, page = asked.question.show_if, asking.page
    if rule is None:
        return
    here = {question.id for question in page.questions}
    is_by_this_page = rules.fields(rule) & here or (isinstance(rule, rules.Count) and rule.of in here)
    if asking.is_blank or is_by_this_page:
        asked.show_if = json.dumps(rules.as_data(rule))
        asked.is_asked = showing.is_shown(asked.question, asking.answers, asking.item, asking.today)
