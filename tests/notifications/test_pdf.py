"""The drawn letter: tagged, titled, in its own fonts, the same bytes each time, and blind to files and network."""

import hashlib
import io
import json
import subprocess
import sys
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader

from notifications import core_sentences, pdf, sheets
from notifications.wordings import ChildName, CopyGroup, CopyLine, Layout, Reader
from portal import clock, settings
from tests.factories.letters import wording
from tests.notifications import hostile_words, pdf_checks

pytestmark = pytest.mark.usefixtures("schema")
LETTERS = [(code, r) for code in core_sentences.outcomes() for r in Reader if core_sentences.has_letter(code, r)]
HARD_NAMES = [each["value"] for each in json.loads((settings.ROOT / "tests/data/hard_names.json").read_text())]


def draw(words) -> bytes:
    content, _ = sheets.frozen(sheets.of_outcome(words))
    return pdf.draw(sheets.page(content, words.layout), words.layout)


def read(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def text(made: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(made).pages).split())


@pytest.mark.parametrize(("outcome", "reader"), LETTERS)
def test_each_outcome_draws_a_tagged_letter_for_each_reader(outcome, reader):
    made = draw(wording(outcome=outcome, reader=reader, check_back_on=None))
    assert pdf_checks.problems(made) == []
    assert read(made).metadata.title == "Outcome letter EH-7K2M-Q4XT"
    assert len(read(made).pages) == 1 or reader is Reader.FAMILY
    assert len(made) < 60_000


@pytest.mark.parametrize("language", ["", "pl", "ur"])
def test_large_print_and_letters_in_two_languages_are_tagged_as_well(language):
    made = draw(wording(reader=Reader.FAMILY, layout=Layout.LARGE_PRINT, language=language, words="Well done."))
    assert pdf_checks.problems(made) == []
    told = ("H1", "H2", "H2", "H2", "H2", "H2")
    assert pdf_checks.headings(made)[:6] == [*told] and ("ur" in pdf_checks.languages(made)) is (language == "ur")
    assert len(made) < 60_000


def test_the_checks_see_what_is_wrong():
    picture = '<img src="packaged:brand/nottinghamshire.svg" alt="">'
    made = pdf.draw(f"<html><title></title><h1>A</h1>{picture}<h3>B</h3>", Layout.STANDARD)
    found = " ".join(pdf_checks.problems(made))
    assert all(code in found for code in ("11-006", "06-003", "13-004", "14-003"))


def test_the_letter_font_is_the_portal_s():
    made = draw(wording())
    assert {"Atkinson" in name for name in fonts_of(made)} == {True}


def fonts_of(made: bytes) -> set[str]:
    fonts = [font for page in read(made).pages for font in page["/Resources"]["/Font"].values()]
    return {str(font.get_object()["/BaseFont"]) for font in fonts}


def test_the_same_words_give_the_same_bytes_in_another_process_too():
    content, _ = sheets.frozen(sheets.of_outcome(wording(reader=Reader.FAMILY, language="ar")))
    page = sheets.page(content, Layout.STANDARD)
    code = (
        "import sys, hashlib; from notifications import pdf; from notifications.wordings import Layout;"
        "print(hashlib.sha256(pdf.draw(sys.stdin.read(), Layout.STANDARD)).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", code], input=page, cwd=settings.ROOT, text=True, capture_output=True)
    assert other.stdout.strip() == hashlib.sha256(pdf.draw(page, Layout.STANDARD)).hexdigest(), other.stderr


def test_large_print_is_eighteen_point_page_numbers_too():
    points: dict[str, float] = {}

    def note(words, current, text_matrix, _, size):
        points[words.strip()] = size * text_matrix[0] * current[0]

    made = read(draw(wording(layout=Layout.LARGE_PRINT)))
    for page in made.pages:
        page.extract_text(visitor_text=note)
    assert min(size for words, size in points.items() if words) > 17.9
    assert any(words.startswith("Page 1 of") for words in points) and len(made.pages) >= 2


def test_hard_names_are_drawn_as_text():
    children = tuple(ChildName(first_name=name, initials="X.") for name in HARD_NAMES)
    words = "\n".join(f"{name} can come." for name in HARD_NAMES)
    made = draw(wording(reader=Reader.FAMILY, children=children, words=words))
    assert pdf_checks.problems(made) == []
    assert text(made).count("can come.") == len(HARD_NAMES)


@pytest.mark.parametrize("part", range(4))
def test_hostile_words_stay_words(part):
    some = hostile_words.ALL[part::4]
    made = draw(wording(words="\n".join(some)))
    said = squeezed(text(made))
    assert pdf_checks.problems(made) == []
    assert [each for each in some if each in hostile_words.ACTS and squeezed(each) not in said] == []


def squeezed(words: str) -> str:
    return "".join(words.split())


# An error raised in a destructor is not heard there; it is raised again.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 0.05)
    with pytest.raises(pdf.TooSlow):
        draw(wording(words="Please ring.\n" * 2_000))


@pytest.mark.parametrize("words", ["Please ring.\n" * 10_000, "x" * 1_000_000, "<div>" * 40_000])
def test_ten_thousand_lines_and_a_million_characters_are_refused(words):
    with pytest.raises(pdf.TooLong):
        draw(wording(words=words))


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "http://127.0.0.1/", "https://a.example/x.svg", "data:text/css,a",
     "packaged:../pyproject.toml", "packaged:brand/../../pyproject.toml", "packaged:/etc/passwd",
     "packaged:js/start.js"],
)  # fmt: skip
def test_nothing_but_packaged_files_is_served(address):
    with pytest.raises(pdf.Refused):
        pdf.PackagedFiles().fetch(address)


def test_a_template_that_points_elsewhere_draws_without_it():
    stolen = '<link rel=attachment href="file:///etc/passwd"><img src="file:///etc/passwd" alt=x>'
    assert b"root:" not in pdf.draw(f'<html lang="en"><title>x</title>{stolen}', Layout.STANDARD)


def test_the_copy_of_a_request_draws_many_answers():
    lines = tuple(CopyLine(question=f"Question {n}?", answer="Some words\nand more") for n in range(105))
    sheet = sheets.of_copy("EH-7K2M-Q4XT", clock.today(), clock.today(), (CopyGroup(heading="All", lines=lines),))
    made = pdf.draw(sheets.page(sheets.frozen(sheet)[0], Layout.STANDARD), Layout.STANDARD)
    assert "Question 104?" in text(made) and read(made).metadata.title == "Copy of request EH-7K2M-Q4XT"


def test_another_council_s_name_and_colour_are_on_its_letters():
    sheet = replace(sheets.of_outcome(wording()), council="Wrenvale Council", colour="#123456")
    assert "Wrenvale Council" in text(pdf.draw(sheets.page(sheets.frozen(sheet)[0], Layout.STANDARD), Layout.STANDARD))


def test_a_word_with_marks_moved_stands_where_it_was_set_in_the_viewer_of_most_people() -> None:
    page = '<html lang="en"><title>Urdu</title><p lang="ur" dir="rtl"><bdi dir="ltr">0115 496 0103</bdi> یا ہفتے</p>'
    opened = pdfium.PdfDocument(pdf.draw(page, Layout.STANDARD))
    rows = [row.get_bounds() for row in opened[0].get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT])]
    number = max(rows, key=lambda row: row[2] - row[0] if row[1] > 100 else 0)  # the longest row, the page number aside
    words = [row for row in rows if row != number and row[1] > 100]
    assert words and max(right for _, _, right, _ in words) <= number[0] + 1
