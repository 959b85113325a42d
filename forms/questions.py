"""What is asked: questions on pages in sections, frozen. `question_file.load()` reads a published set.

Wording and rules live in question_sets/*.yaml, which a council officer can read and change; nothing here is worded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from forms.rules import Rule


class Kind(StrEnum):
    RADIO = "radio"
    CHECKBOX = "checkbox"  # one box: true or false
    CHECKBOXES = "checkboxes"  # a list of option values
    SELECT = "select"
    TEXT = "text"
    TEXTAREA = "textarea"
    DATE = "date"  # "YYYY-MM-DD", or "Y-M-D" as typed when it is no date (forms.dates)
    NUMBER = "number"
    POSTCODE = "postcode"
    TEL = "tel"
    EMAIL = "email"
    ADDRESS = "address"  # lines


class Source(StrEnum):
    """Where the options of a question come from when they depend on the day or on other answers."""

    LIVE_DISTRICTS = "live districts"
    PEOPLE = "adults and young people aged 16 or over"
    TICKED_AREAS = "ticked areas"


class Need(StrEnum):
    """How much a shown question must be answered. UNLESS goes by the question's `need_rule`."""

    ALWAYS = "always"
    NEVER = "never"
    IF_SHOWN = "if shown"
    ALL_OF_THEM = "all of them"
    UNLESS = "unless"


class Again(StrEnum):
    """What becomes of an answer when somebody starts again from a request they sent before."""

    ASK = "ask"  # asked anew
    CHECK = "check"  # stands, and is to be checked
    KEEP = "keep"  # stands


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class SeenBy:
    """One who may see an answer: code R T X M LR LF A (DOMAIN.md 1.1). part: what of it ("initials"), "" for all of it.
    only_if: the code holds only when this rule does."""

    code: str
    part: str = ""
    only_if: Rule | None = None


@dataclass(frozen=True)
class Check:
    """What a well-formed answer is. longest: characters (an address: of each line); least, most: of a number;
    rule: not_future, child_birth, baby_due or place, beyond what the type asks for."""

    longest: int
    least: int | None = None
    most: int | None = None
    rule: str = ""


@dataclass(frozen=True, eq=False)
class Question:
    """`called` names the answer inside error messages; `if_missing` is the whole message when it is not given.
    stops: option value (or result of a check) -> id of the stop page it leads to; `way_back` lifts that stop.
    prefilled_from: account, organisation, today, agree_people, home_postcode or first child.
    when_not_asked: what the answer counts as where the question is not shown (an only child is in the request).
    per: for a question asked once for each ticked option, the question that is ticked (`need_note`).
    is_shared: brothers and sisters often have the same answer."""

    id: str
    text: str
    type: Kind
    hint: str = ""
    options: tuple[Option, ...] = ()
    source: Source | None = None
    need: Need = Need.NEVER
    need_rule: Rule | None = None
    show_if: Rule | None = None
    check: Check = field(default_factory=lambda: Check(longest=200))
    seen_by: tuple[SeenBy, ...] = ()
    prefilled_from: str | None = None
    stops: Mapping[str, str] = field(default_factory=dict)
    way_back: Rule | None = None
    called: str = ""
    if_missing: str = ""
    why: str = ""
    per: str | None = None
    when_not_asked: str | None = None
    again: Again = Again.CHECK
    is_shared: bool = False

    def label(self, value: str) -> str:
        """The words of option `value`; the value itself when it is not one of the fixed options."""
        return next((option.label for option in self.options if option.value == value), value)


@dataclass(frozen=True)
class Repeat:
    """People asked about one by one. id: children; one: child (for "Add another child"); most, least: how many."""

    id: str
    one: str
    many: str
    least: int
    most: int


@dataclass(frozen=True)
class Page:
    """`slug` is its place in an address. repeat: asked once for each of these people."""

    id: str
    slug: str
    title: str
    questions: tuple[Question, ...]
    repeat: Repeat | None = None
    lead: str = ""  # a line of help under the title

    def question(self, id_: str) -> Question:
        """Raises KeyError when this page does not ask it."""
        for question in self.questions:
            if question.id == id_:
                return question
        raise KeyError(id_)


@dataclass(frozen=True)
class Section:
    """number 0 is the gate, asked before sign-in. is_optional: none of it is needed for sending."""

    id: str
    number: int
    title: str
    pages: tuple[Page, ...]
    is_optional: bool = False


@dataclass(frozen=True)
class Area:
    """A part of family life. national_headline: the national outcome it counts towards."""

    id: str
    label: str
    national_headline: str


@dataclass(frozen=True)
class QuestionSet:
    version: str
    sections: tuple[Section, ...]
    areas: tuple[Area, ...]
    repeats: tuple[Repeat, ...]
    by_id: Mapping[str, Question]  # every question
    page_of: Mapping[str, Page]  # question id -> its page
    by_slug: Mapping[str, Page]  # page slug -> page

    def pages(self) -> Iterator[Page]:
        """Every page, in the order of asking."""
        return (page for section in self.sections for page in section.pages)

    def page(self, slug: str) -> Page | None:
        """The page with this slug; None when there is none."""
        return self.by_slug.get(slug)

    def section_of(self, page: Page) -> Section:
        """The section that holds `page`."""
        return next(section for section in self.sections if page in section.pages)

    def repeat(self, id_: str) -> Repeat | None:
        """`children`, `agree_people`, `adults` or `professionals`; None for any other word."""
        return next((repeat for repeat in self.repeats if repeat.id == id_), None)

    def pages_of(self, repeat_id: str) -> tuple[Page, ...]:
        """The pages asked once for each of these people, in order."""
        return tuple(page for page in self.pages() if page.repeat is not None and page.repeat.id == repeat_id)
