"""One page of the question set as a form: what was typed, what is wrong with it, and its parts as they are drawn."""

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from forms.answers import Value
from forms.fields import field_for, parts_for
from forms.layout import Asked, Asking, lay_out
from forms.questions import Kind, Need, Question, Source
from portal.web.forms import Form

_WRAPPER = Markup(
    '<div class="app-question" data-path="{0.path}" data-type="{0.question.type.value}" data-name="{0.question.id}" '
    'data-revision="{0.revision}"{1}>{2}{3}</div>'
)
_THEIRS = Markup(
    '<div class="app-clash"><h2 class="govuk-heading-s">What is saved now</h2>'
    '<p class="govuk-body app-typed" dir="auto">{}</p></div>'
)
_ABOUT = Markup('{}<span class="govuk-visually-hidden">: {}</span>')
_MARK = Markup(' data-{}="{}"')


class PageForm:
    """The questions of a page as a Flask-WTF form. Made for one web request."""

    def __init__(self, asking: Asking, is_headed: bool = False) -> None:
        """is_headed: the page around it has a heading of its own, so that no question is the heading."""
        self.asking, self.is_headed = asking, is_headed
        self.blocks = lay_out(asking)
        self.asked = {asked.name: asked for block in self.blocks for asked in block.walk()}
        fields: dict[str, Any] = {name: field_for(asked.question, asked.options) for name, asked in self.asked.items()}
        values = {name: asking.start_value(asked.question, asked.path) for name, asked in self.asked.items()}
        self.theirs: Mapping[str, Value] = {}
        self.noticed = ""  # codes of the notices this page shows
        self.form: Form = type("QuestionForm", (Form,), fields)(data=values)

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
        is_heading = not self.heading and not is_inside and not self.is_headed
        size = "l" if is_heading else "inside" if is_inside else "m" if len(self.asked) < 3 else "s"
        parts = parts_for(block.question, block.options, _label(block.question), size, is_heading)
        if block.about:
            parts["label"]["html"] = _ABOUT.format(_label(block.question), block.about)
        for place, inner in block.inside.items():
            html = Markup("").join(self.draw(asked, is_inside=True) for asked in inner)
            parts.setdefault("items", [{} for _ in range(place + 1)])[place]["conditional"] = {"html": html}
        field = self.form[block.name]
        before = _value(block.question, self.asking.start_value(block.question, block.path))
        marks = {
            "show-if": block.show_if,
            "asked": "yes" if block.is_asked else "no",
            "unsaved": "yes" if _value(block.question, field.data) != before else "",
            "options-from": block.question.source is Source.TICKED_AREAS and "need_areas",
        }
        extra = Markup("").join(_MARK.format(name, said) for name, said in marks.items() if said)
        drawn = field(params=parts)
        if block.question.type is Kind.RADIO:
            drawn = _without_expanded(drawn)
        return _WRAPPER.format(block, extra, drawn, self._draw_theirs(block))

    def _draw_theirs(self, block: Asked) -> Markup:
        if block.path not in self.theirs:
            return Markup("")
        theirs = self.theirs[block.path]
        values = theirs if isinstance(theirs, list) else [theirs]
        words = ", ".join(block.question.label(str(value)) for value in values if value not in (None, "", False))
        return _THEIRS.format(words or "nothing")


def _without_expanded(html: Markup) -> Markup:
    """The design system's script says aria-expanded of a radio that opens a question, which ARIA does not allow there;
    our reveal.js opens it instead."""
    return html.replace(Markup(" data-aria-controls="), Markup(" data-opens="))


def _can_head(asked: Asked) -> bool:
    return asked.question.type is not Kind.CHECKBOX and not asked.show_if


def _label(question: Question) -> str:
    is_optional = question.need is Need.NEVER and question.type is not Kind.CHECKBOX
    return f"{question.text} (optional)" if is_optional else question.text


def _value(question: Question, data: Any) -> Value:
    match question.type:
        case Kind.CHECKBOX:
            return bool(data)
        case Kind.CHECKBOXES:
            return list(data or [])
        case _:
            return "" if data is None else str(data)
