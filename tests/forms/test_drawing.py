"""Questions drawn quickly look as the design system's macros draw them, and hold exactly what was typed."""

import re
from collections.abc import Iterator

import html5lib
import pytest
from flask import Flask

from forms import drawing, question_file
from forms.answers import Answers, Value
from forms.drawing import Look
from forms.form_page import PageForm
from forms.layout import Asking
from forms.questions import Kind, Option, Source
from portal import clock, council

TYPED = (
    "",
    "Ann",
    "\n  first\n\n second \n",
    "\"'><script>alert(1)</script> &amp; &#10; {{ 7*7 }} {0} %s \\1 data-aria-controls=a",
    f"שלום \u202eevil\u202c 王小明 {drawing._mark('text')} {drawing._mark('in0')}",
)
DATES = ("", "2026-09-07", '"><b>-&lt;-{{ day }}')
INSIDE = '<p title="1">\none & another\n</p>'


def looks() -> Iterator[Look]:
    """Every question of every published set as a page asks it, at least once as the page's heading."""
    for questions in question_file.load_all():
        for page in questions.pages():
            asking = Asking(page=page, item=None, answers=Answers(questions), council=council.current(),
                today=clock.today(), is_blank=True)  # fmt: skip
            form = PageForm(asking)
            for block in form.blocks:
                yield from (form.look(asked, is_inside=asked is not block) for asked in block.walk())


def values(look: Look) -> tuple[Value, ...]:
    options = [option.value for option in look.options]
    match look.question.type:
        case Kind.CHECKBOX:
            return (False, True)
        case Kind.CHECKBOXES:
            return (None, [], options, [options[0], "unknown", TYPED[-1]])
        case Kind.RADIO | Kind.SELECT:
            return (None, "", "unknown", options[0], options[-1])
        case Kind.DATE:
            return DATES
        case _:
            return (None, *TYPED)


def as_macros_draw(look: Look, value: Value, error: str) -> str:
    html = drawing.by_macros(look, value, dict.fromkeys(look.opens, INSIDE), error)
    html = re.sub(r"\n\s*", "\n", html.strip())  # they indent their lines
    return html.replace(' data-aria-controls="', ' data-opens="') if look.question.type is Kind.RADIO else html


def test_every_question_is_drawn_as_the_macros_draw_it(app: Flask) -> None:
    seen = 0
    with app.test_request_context("/"):
        for look in looks():
            for value in values(look):
                for error in ("", 'Write “<b>” & "more"') if value == values(look)[-1] else ("",):
                    drawn = drawing.draw(look, value, dict.fromkeys(look.opens, INSIDE), error)
                    assert drawn == as_macros_draw(look, value, error), (look.question.id, value, error)
                    seen += 1
    assert seen > 300


def test_people_who_can_be_chosen_are_drawn_by_the_names_they_were_given(app: Flask) -> None:
    with app.test_request_context("/"):
        (look,) = {each.question.id: each for each in looks() if each.question.source is Source.PEOPLE}.values()
        for names in (["Ann"], ["</label><b>", drawing._mark("id0")], [*TYPED[3:], 'Zoë & "Jo"']):
            options = tuple(Option(f"adults/{place}", name) for place, name in enumerate(names))
            one = Look(look.question, look.name, options, "", "s", False, ())
            for value in (None, "adults/0", f"adults/{len(names) - 1}"):
                assert drawing.draw(one, value, {}) == as_macros_draw(one, value, "")


@pytest.mark.parametrize("typed", [*TYPED[1:], "a\u2028b\u2029c\x85d\u00a0e", "\n\n", " \t spaced  "], ids=len)
def test_a_box_holds_exactly_what_was_typed_wherever_it_stands(app: Flask, typed: str) -> None:
    with app.test_request_context("/"):
        for look in looks():
            if look.question.type in {Kind.TEXTAREA, Kind.ADDRESS}:
                outer = drawing.draw(look, typed, {})
                tree = html5lib.parse(f"<!DOCTYPE html><title>-</title>{outer}", namespaceHTMLElements=False)
                assert tree.find(".//textarea").text == typed, look.question.id
