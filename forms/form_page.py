"""One page of the question set as a form: what was typed, what is wrong with it, and its parts as they are drawn."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from forms import drawing
from forms.answers import Value
from forms.drawing import Look
from forms.fields import field_for
from forms.layout import Asked, Asking, lay_out
from forms.questions import Kind, Question, Source
from portal.web.forms import Form

_THEIRS = Markup(
    '<div class="app-clash"><h2 class="govuk-heading-s">What is saved now, by <bdi>{}</bdi> at {}</h2>'
    '<p class="govuk-body app-typed" dir="auto">{}</p></div>'
)


@dataclass(frozen=True)
class Theirs:
    """What somebody put at a question since this page was opened. by: their name, or you; when: as it is said."""

    value: Value
    by: str
    when: str


class PageForm:
    """The questions of a page as a Flask-WTF form. Made for one web request."""

    def __init__(self, asking: Asking, is_headed: bool = False) -> None:
        """is_headed: the page around it has a heading of its own, so that no question is the heading."""
        self.asking, self.is_headed = asking, is_headed
        self.blocks = lay_out(asking)
        self.asked = {asked.name: asked for block in self.blocks for asked in block.walk()}
        self.start = {name: asking.start_value(asked.question, asked.path) for name, asked in self.asked.items()}
        self.theirs: Mapping[str, Theirs] = {}
        self.noticed = ""  # codes of the notices this page shows
        # A blank page is the same for everybody: no token, and nothing that was posted.
        given: dict[str, Any] = {"formdata": None, "meta": {"csrf": False}} if asking.is_blank else {}
        self.form: Form = _form_of(tuple((name, asked.question) for name, asked in self.asked.items()))(
            data=self.start, **given
        )

    def typed(self) -> dict[str, Value]:
        """path -> what was typed or chosen; without those never answered and left alone."""
        found = {asked.path: _value(asked.question, self.form[name].data) for name, asked in self.asked.items()}
        kept = self.asking.answers.revision
        return {path: value for path, value in found.items() if value not in ("", [], False, None) or kept(path)}

    def tell(self, problems: Mapping[str, str]) -> None:
        """Put messages (question id or path -> message) at their questions."""
        for name, asked in self.asked.items():
            message = problems.get(asked.path) or problems.get(asked.question.id)
            if message and not (asked.question.per and asked.question.id in problems):
                self.form[name].errors = [message]

    @property
    def seen(self) -> str:
        """path -> revision this page shows, as JSON: what a post says it was written on top of."""
        return json.dumps({asked.path: asked.revision for asked in self.asked.values()})

    @property
    def errors(self) -> list[dict[str, str]]:
        """The entries of the error summary, in the order of the page."""
        return [
            {"text": self.form[name].errors[0], "href": f"#{asked.anchor}"}
            for name, asked in self.asked.items()
            if self.form[name].errors
        ]

    @property
    def title(self) -> str:
        """What the browser's tab says."""
        return self.heading or self.blocks[0].question.text

    @property
    def heading(self) -> str:
        """The page's own heading; "" when its only question is the heading."""
        return self.asking.page.title if len(self.blocks) > 1 or not _can_head(self.blocks[0]) else ""

    def draw(self, block: Asked, is_inside: bool = False) -> Markup:
        """One question with all inside it, as HTML."""
        inside = {
            place: "".join(self.draw(asked, is_inside=True) for asked in inner) for place, inner in block.inside.items()
        }
        field = self.form[block.name]
        drawn = drawing.draw(self.look(block, is_inside), field.data, inside, field.errors[0] if field.errors else "")
        # Each part is escaped where it is made.
        return Markup(f'<div class="app-question"{self._marks(block)}>{drawn}{self._draw_theirs(block)}</div>')  # noqa: S704

    def look(self, block: Asked, is_inside: bool = False) -> Look:
        """How the question looks here."""
        is_heading = not self.heading and not is_inside and not self.is_headed
        size = "l" if is_heading else "inside" if is_inside else "m" if len(self.asked) < 3 else "s"
        opens = tuple(sorted(block.inside))
        return Look(block.question, block.name, tuple(block.options), block.about, size, is_heading, opens)

    def _marks(self, block: Asked) -> str:
        """What the script is told of the question."""
        question, held = block.question, _value(block.question, self.form[block.name].data)
        marks = {
            "path": block.path,
            "type": question.type.value,
            "name": question.id,
            "revision": block.revision,
            "show-if": block.show_if,
            "asked": "yes" if block.is_asked else "no",
            "unsaved": "yes" if held != _value(question, self.start[block.name]) else "",
            "options-from": "need_areas" if question.source is Source.TICKED_AREAS else "",
            "people": "yes" if self.asking.is_blank and question.source is Source.PEOPLE else "",
        }
        return "".join(f' data-{name}="{escape(said)}"' for name, said in marks.items() if said != "")

    def _draw_theirs(self, block: Asked) -> Markup:
        if block.path not in self.theirs:
            return Markup("")
        theirs = self.theirs[block.path]
        values = theirs.value if isinstance(theirs.value, list) else [theirs.value]
        words = ", ".join(block.question.label(str(value)) for value in values if value not in (None, "", False))
        return _THEIRS.format(theirs.by, theirs.when, words or "nothing")


@lru_cache(maxsize=512)
def _form_of(asked: tuple[tuple[str, Question], ...]) -> type[Form]:
    """What reads these questions from a post; drawing.py draws them."""
    return type("QuestionForm", (Form,), {name: field_for(question, ()) for name, question in asked})


def _can_head(asked: Asked) -> bool:
    return asked.question.type is not Kind.CHECKBOX and not asked.show_if


def _value(question: Question, data: Any) -> Value:
    match question.type:
        case Kind.CHECKBOX:
            return bool(data)
        case Kind.CHECKBOXES:
            return list(data or [])
        case _:
            return "" if data is None else str(data)
