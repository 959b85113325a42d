"""The same words in other forms: plain text, and a page for listening."""

import re

import pytest

from notifications import rendition_blocks, renditions, sheets, spoken
from notifications.wordings import Reader
from tests.factories.letters import wording

pytestmark = pytest.mark.usefixtures("schema")


def content(**facts):
    return sheets.frozen(sheets.of_outcome(wording(**facts)))[0]


def bare(text):
    """Words only: without what underlines headings and begins list items."""
    return re.sub(r"[\W_]+", " ", text).strip()


@pytest.mark.parametrize("reader", Reader)
def test_plain_text_says_the_same_words_in_short_lines(reader):
    made = content(reader=reader, words="Kept.\nShort.")
    text = renditions.text(made)
    assert bare(" ".join(sheets.text(made["body"]))) == bare(text.partition(made["address"][-1])[2])
    assert max(map(len, text.splitlines())) <= 72
    assert "What will happen\n----------------\n" in text and "\n- Hold the first meeting" in text


def test_a_hostile_word_is_plain_text_in_each_form():
    made = content(words='<script>alert(1)</script> & "q"')
    assert '<script>alert(1)</script> & "q"' in renditions.text(made)
    aloud = renditions.aloud(made)
    assert "<script" not in aloud and "&lt;script&gt;" in aloud and "<script" not in renditions.web(made)


def test_a_sign_beside_initials_stays_the_sign_it_is():
    made = content(words="A.M.'s wish & the family's: sleep.")
    assert "<bdi>" in made["body"].partition("wish")[0].rpartition("<p>")[2]
    assert "A.M.'s wish & the family's: sleep." in renditions.text(made)
    aloud = "".join(block.text for block in rendition_blocks.of(renditions.aloud(made)))
    assert "A. M.'s wish & the family's: sleep." in aloud


def test_the_page_for_listening_keeps_headings_and_lists():
    kinds = [block.kind for block in rendition_blocks.of(renditions.aloud(content()))]
    assert kinds == [block.kind for block in rendition_blocks.of(content()["body"])]
    assert renditions.aloud(content()).count("<ul>") == 1


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("The first meeting is by 2 October 2026.", "The first meeting is by Friday 2 October 2026."),
        ("Ring us on 0115 496 0111.", "Ring us on 0 1 1 5, 4 9 6, 0 1 1 1."),
        ("In danger now? Call 999.", "In danger now? Call 9 9 9."),
        ("Outcome of your request EH-7K2M-Q4XT", "Outcome of your request E H, 7 K 2 M, Q 4 X T"),
        ("ring the MASH", "ring the Multi-Agency Safeguarding Hub"),
        ("to help A.M. and the family", "to help A. M. and the family"),
        ("The family would like help with: sleep; money.", "The family would like help with: sleep. Money."),
        ("email early.help@council.example. It is free.", "email early dot help at council dot example. It is free."),
        ("Read more at https://help.example/privacy.", "Read more at help dot example slash privacy."),
        ("31 February 2026 and 3 short questions", "31 February 2026 and 3 short questions"),
    ],
)
def test_a_voice_says_it_as_a_person_would(written, said):
    assert spoken.said(written) == said
