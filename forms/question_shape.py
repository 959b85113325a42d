"""What a question set file may hold, as it is written there."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from forms import rules
from forms.questions import Again, Kind, Need, Source
from forms.rules import Rule

Text = Annotated[str, Field(min_length=1, max_length=500)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
Code = Literal["R", "T", "X", "M", "LR", "LF", "A"]
Prefill = Literal["account", "organisation", "today", "agree_people", "home_postcode", "first child"]
Condition = Annotated[Any, BeforeValidator(rules.read)]


class Part(BaseModel):
    """A part of the file: unknown keys are mistakes, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LabelPart(Part):
    label: Text
    hint: Text


class AreaPart(Part):
    id: Id
    label: Text
    national_headline: Text


class PeoplePart(Part):
    id: Id
    one: Text
    many: Text
    least: Annotated[int, Field(ge=0)]
    most: Annotated[int, Field(ge=1, le=50)]


class Narrowed(Part):
    """How much of an answer a code covers, or when it does."""

    part: str = ""
    if_: Condition = Field(default=None, alias="if")


class Unless(Part):
    unless: Condition


def _stop(value: str) -> str:
    if value != "stay" and not value.startswith("stop_"):
        raise ValueError(f"“{value}” is no stop page. Fix: write stay, or the page's name, which begins with stop_.")
    return value


Options = dict[str, Text | LabelPart] | str | None
Seen = list[Code | dict[Code, Narrowed]]


class QuestionPart(Part):
    id: Id
    text: Text
    type: Kind
    hint: Text | None = None
    options: Options = None
    options_from: Literal["areas"] | Source | None = None
    required: Literal[Need.ALWAYS, Need.NEVER, Need.IF_SHOWN, Need.ALL_OF_THEM] | Unless
    called: str = ""
    if_missing: str = ""
    show_if: Condition = None
    longest: Annotated[int, Field(ge=1, le=20_000)] | None = None
    numbers: tuple[int, int] | None = None
    check: Literal["not_future", "child_birth", "baby_due", "place"] | None = None
    seen_by: Seen
    prefilled: Prefill | None = None
    stops: dict[str, Annotated[str, AfterValidator(_stop)]] = Field(default_factory=dict)
    way_back: Condition = None
    per: Id | None = None
    when_not_asked: str | None = None
    again: Again = Again.CHECK
    siblings: Literal["same"] | None = None
    why: str = ""

    def conditions(self) -> list[Rule]:
        """Every rule this question stands on."""
        seen = [part.if_ for entry in self.seen_by if isinstance(entry, dict) for part in entry.values()]
        need = self.required.unless if isinstance(self.required, Unless) else None
        return [rule for rule in (self.show_if, self.way_back, need, *seen) if rule is not None]


class PagePart(Part):
    id: Id
    title: Text
    lead: str = ""
    repeat: Id | None = None
    questions: Annotated[list[QuestionPart], Field(min_length=1)]


class SectionPart(Part):
    id: Id
    number: Annotated[int, Field(ge=0)]
    title: Text
    optional: bool = False
    pages: Annotated[list[PagePart], Field(min_length=1)]


class FilePart(Part):
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}$")]
    areas: list[AreaPart]
    option_lists: dict[Id, dict[str, Text]] = Field(default_factory=dict)
    people: list[PeoplePart]
    sections: Annotated[list[SectionPart], Field(min_length=1)]
