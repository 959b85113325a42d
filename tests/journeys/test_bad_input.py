"""What is typed wrongly: the page says how to put it right, and what was typed is still there. Nothing is a fault."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forms import drafts as rules
from forms import question_file
from forms.models import Draft
from tests.factories import drafts, people, places
from tests.journeys.writer import filled, form_of
from tests.pages import parse, text_of

WRITTEN = {"text", "textarea"}
LONG = "x" * 30_000


@pytest.fixture
def draft(client: FlaskClient) -> Draft:
    """A family's finished form, open to the person signed in."""
    places.gazetteer()
    people.sign_in(client, owner := people.make())
    return drafts.of_case("c6", owner)


def written_pages(draft: Draft) -> Iterator[tuple[str, list[str]]]:
    """Each page with boxes to write in: its address, about the first of its people, and the boxes' questions."""
    answers = rules.answers(draft)
    for page in question_file.load().pages():
        boxes = [question.id for question in page.questions if question.type in WRITTEN]
        item = f"{page.repeat.id}/{answers.items(page.repeat.id)[0]}/" if page.repeat else ""
        if boxes:
            yield f"/requests/{draft.id}/{item}{page.slug}", boxes


def type_in(client: FlaskClient, address: str, boxes: list[str], typed: str) -> tuple[TestResponse, set[str]]:
    """Write `typed` in each box and press Continue; the answer, and the names of the boxes."""
    shown = filled(form_of(parse(client.get(address).get_data(as_text=True))), {})
    names = {name for name in shown if name.partition("-")[0] in boxes}
    return client.post(address, data=shown | dict.fromkeys(names, typed)), names


def test_too_long_a_text_is_told_with_the_fix_on_every_page_and_kept(client: FlaskClient, draft: Draft) -> None:
    seen = 0
    for address, boxes in written_pages(draft):
        page, names = type_in(client, address, boxes, LONG)
        kept = filled(form_of(parse(page.get_data(as_text=True))), {})
        assert page.status_code == 200 and {kept[name] for name in names} == {LONG}, address
        told = "This is 30,000 characters long. Shorten it to 20,000 or less to save it."
        assert text_of(page).count(told) >= 2 * len(names), address
        seen += len(names)
    assert seen > 45


def test_marks_that_nobody_can_see_are_left_out_on_every_page_and_the_words_kept(
    client: FlaskClient, draft: Draft
) -> None:
    for address, boxes in written_pages(draft):
        answer, names = type_in(client, address, boxes, "Mum\x00 and \x1bDad")
        page = client.get(answer.location) if answer.location else answer
        assert "We left out hidden characters" in page.get_data(as_text=True), address
        kept = filled(form_of(parse(client.get(address).get_data(as_text=True))), {})
        assert {kept[name] for name in names} == {"Mum and Dad"}, address


@pytest.mark.parametrize(
    ("page", "question", "typed", "told"),
    [
        ("contact-ways", "contact_phone", "seven", "Enter a UK phone number, like 01632 960 001"),
        ("ref-details", "ref_email", "me at school", "in the correct format, like name@example.com"),
        ("children/*/child-who", "child_dob", "2026-02-31", "The child’s date of birth must be a real date"),
        ("children/*/child-who", "child_dob", "2126-02-01", "The child’s date of birth must be today or in the past"),
        ("children/*/child-who", "child_first_name", "Ł" * 101, "first name must be 100 characters or less"),
        ("agree_people/*/agree-people", "agree_on", "2026-13-01", "The date they agreed must be a real date"),
    ],
)
def test_a_mistake_is_told_with_the_fix_and_stays_in_its_box(
    client: FlaskClient, draft: Draft, page: str, question: str, typed: str, told: str
) -> None:
    items = rules.answers(draft).items(page.partition("/")[0])
    address = f"/requests/{draft.id}/{page.replace('*', items[0] if items else '')}"
    form = form_of(parse(client.get(address).get_data(as_text=True)))
    answer = client.post(address, data=filled(form, {question: typed}))
    assert answer.status_code == 200 and told in text_of(answer)
    assert "<title>Error: " in answer.get_data(as_text=True)
    again = filled(form_of(parse(answer.get_data(as_text=True))), {})
    shown = again.get(question) or "-".join(again[f"{question}-{part}"].zfill(2) for part in ("year", "month", "day"))
    assert shown == typed
    assert client.get(f"/requests/{draft.id}/check").status_code == 200
