"""The last look at what goes out: the letter's words in each form, its PDF, and the mail around it."""

import io
import time
from dataclasses import replace

import pytest
from pypdf import PdfReader, PdfWriter
from sqlalchemy import Engine

from notifications import emails, last_look, letter_check, mail, outgoing_check, pdf, pdf_words, sheets
from notifications.wordings import Advisor, Layout, Private, Reader
from tests.factories.letters import letter, outcome_message, wording

PRIVATE = Private(
    names=("Alfie Marsh", "Marsh", "Jane Hale"), first_names=("Dawn",), child_names=("Alfie",),
    strings=("07700 900141", "14 Tannery Row", "2017-02-11", "DN22 9ZZ"),
)  # fmt: skip
LEAKS = ("Alfie Marsh", "07700 900141", "14 tannery row", "DN22 9ZZ", "11 February 2017", "x.y@home.example", "Dawn")
pytestmark = pytest.mark.usefixtures("schema")


def content(**facts: object) -> dict[str, object]:
    return sheets.frozen(sheets.of_outcome(wording(**facts)))[0]


def drawn(**facts: object) -> tuple[dict[str, object], bytes]:
    given = content(**facts)
    return given, pdf.draw(sheets.page(given, Layout.STANDARD), Layout.STANDARD)


def told(made: bytes, given: dict[str, object]) -> list[str]:
    return outgoing_check.in_pdf(pdf_words.of(made), (*outgoing_check.words_of(given), str(given["dated"])), PRIVATE)


def changed(made: bytes, *, title: str = "", outline: str = "", link: str = "", file: str = "") -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made)))
    if title:
        writer.add_metadata({"/Subject": title})
    if outline:
        writer.add_outline_item(title=outline, page_number=0)
    if link:
        writer.add_uri(0, link, (50, 50, 100, 100))
    if file:
        writer.add_attachment(file, b"-")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


@pytest.mark.parametrize("reader", Reader)
def test_a_letter_that_says_nothing_private_goes_within_50_milliseconds(reader: Reader) -> None:
    given, made = drawn(reader=reader)
    took = []
    for _ in range(4):
        began = time.process_time()
        assert told(made, given) == []
        took.append(time.process_time() - began)
    assert min(took) < 0.05


@pytest.mark.parametrize("leak", LEAKS)
def test_a_template_that_lets_a_detail_through_is_caught_with_its_sentence(leak: str) -> None:
    given = content() | {"body": f"<h1>Outcome</h1><p>We know {leak} well.</p>"}
    found = outgoing_check.in_letter(given, PRIVATE, (), ())
    assert found and all(leak in problem.sentence and problem.fix for problem in found)


@pytest.mark.parametrize("where", ["title", "outline", "link", "file"])
@pytest.mark.parametrize("leak", ["Alfie Marsh", "DN22 9ZZ", "07700 900141"])
def test_a_detail_hidden_in_the_pdf_is_found(where: str, leak: str) -> None:
    given, made = drawn()
    said = f"tel:{leak}" if where == "link" else leak
    assert any("in its" in found or "about itself" in found for found in told(changed(made, **{where: said}), given))


@pytest.mark.parametrize("language", ["ar", "ur"])
def test_a_number_that_is_read_from_right_to_left_is_the_number_it_is(language: str) -> None:
    facts = {"reader": Reader.FAMILY, "language": language, "words": "Ring us any day."}
    given, made = drawn(**facts)
    assert told(made, given) == []
    other = drawn(**(facts | {"advisor": Advisor(name="Priya Raman", phone="07700 900141")}))[1]
    assert "a phone number in its pages" in told(other, given)


def test_the_words_of_each_page_are_read() -> None:
    given, made = drawn(words="We know 14 Tannery Row well.")
    assert told(made, given) == [], "what was checked before is not found again"
    assert told(made, content()) == ["something private from the request in its pages"]


@pytest.mark.parametrize("name", ["Call", "Young", "Help", "Ring", "Early", "September"])
def test_a_family_whose_name_is_a_word_of_ours_gets_its_letter(name: str) -> None:
    known = Private(names=(name, f"Robin {name}"), first_names=(name,))
    for reader in Reader:
        assert letter_check.problems(wording(reader=reader), known) == []


def test_a_worker_may_share_a_name_with_the_family_and_nobody_else_may_be_named() -> None:
    words = "Jane Hale will ring. Priya Raman knows."
    assert letter_check.problems(wording(words=words, people=("Jane Hale",)), PRIVATE) == []
    (problem,) = letter_check.problems(wording(words=words), PRIVATE)
    assert problem.sentence == "Jane Hale will ring." and "a name" in problem.wrong
    family = wording(reader=Reader.FAMILY, words="Dawn can come too. Alfie and Dawn will like it.")
    assert {each.fix for each in letter_check.problems(family, PRIVATE)} == {
        "Write “you”, or who they are to the child, such as dad or grandma."
    }


@pytest.mark.parametrize(
    "typed",
    ["ALFIE\u200b MARSH", "Älfie Marsh", "alfie\u00a0marsh", "０７７００ ９００１４１", "٠٧٧٠٠٩٠٠١٤١", "DN22\u20119ZZ",
     "11th of Feb 2017", "14, Tannery‑Row"],
)  # fmt: skip
def test_no_odd_spelling_hides_a_detail(typed: str) -> None:
    assert letter_check.problems(wording(words=f"We know {typed} well."), PRIVATE)


def test_will_you_is_no_name() -> None:
    known = Private(first_names=("Will", "May"))
    assert letter_check.problems(wording(words="Will you ring us? May we help?"), known) == []
    assert letter_check.problems(wording(words="Will rang us."), known)


def test_a_leaking_letter_stops_its_mail_for_good(schema: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    made = letter(words="We know 14 Tannery Row well.")
    _, clean = drawn()
    monkeypatch.setattr(last_look, "_ask", [])
    last_look.kept_out_by(lambda reference: PRIVATE)
    last_look.at_letter(made.content, clean, last_look.kept_out(made.reference))
    kept = made.content | {"body": "<p>Clean</p>"}
    with pytest.raises(mail.Refused, match="its pages"):
        last_look.at_letter(kept, drawn(words="We know 14 Tannery Row well.")[1], PRIVATE)
    with pytest.raises(mail.Refused, match="cannot be opened"):
        last_look.at_letter(kept, b"%PDF no", PRIVATE)


def test_a_mail_is_looked_through_whole() -> None:
    message = outcome_message()
    email = emails.compose(message, b"%PDF")
    assert outgoing_check.in_mail(email, PRIVATE) == []
    other = replace(email, subject="Outcome for Alfie Marsh")
    assert outgoing_check.in_mail(other, PRIVATE) == [
        "a name in the mail's headers", "a name in the mail's headers",
        "a first name from the request in the mail's headers",
    ]  # fmt: skip
