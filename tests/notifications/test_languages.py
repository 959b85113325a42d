"""Letters in another language: our own sentences translated, what was typed left in English, English always with it."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from sqlalchemy import select
from uuid_utils.compat import uuid7

from notifications import core_sentences, languages, letters, rendition_blocks, renditions, sheets
from notifications.models.tasks import PostTask, TaskKind
from notifications.wordings import KeptSentence, Reader
from portal import clock, db
from tests.factories.letters import SLOTS, wording

pytestmark = pytest.mark.usefixtures("schema")
ENGLISH = yaml.safe_load(Path(languages.__file__).with_name("translations").joinpath("en.yaml").read_text())["lines"]


def slots(sentence):
    return set(re.findall(r"\{(\w+)\}", sentence))


def sheet(code, **facts):
    given = {"reader": Reader.FAMILY, "outcome": "family_service", "language": code}
    return sheets.of_outcome(wording(**(given | facts)))


@pytest.mark.parametrize("code", languages.CODES)
def test_each_translation_says_all_that_english_says_and_asks_for_the_same(code):
    language = languages.of(code)
    assert {name: slots(line) for name, line in language.lines.items()} == {n: slots(e) for n, e in ENGLISH.items()}
    assert set(language.outcomes) == set(core_sentences.outcomes()) and len(set(language.months)) == 12
    for outcome, given in language.outcomes.items():
        for reader in Reader:
            assert (reader in given) is core_sentences.has_letter(outcome, reader), (outcome, reader)
            if reader in given:
                assert slots(given[reader]) == slots(core_sentences.packaged(outcome, reader).sentence), (
                    outcome,
                    reader,
                )
        assert set(given["also"]) == {r for r in Reader if core_sentences.also_sentence(outcome, r, {})}, outcome


def test_the_english_that_translators_see_is_what_letters_say():
    said_first = {"is_interim": True, "replaces_on": date(2026, 9, 1)}
    bodies = [sheets.of_outcome(wording(reader=reader, **said_first)).body for reader in Reader]
    said = re.sub(r"\W+", " ", " ".join(line for body in bodies for line in sheets.text(body)))
    ours = {name: line for name, line in ENGLISH.items() if name not in {"two_languages", "typed_heading", "typed"}}
    for name, line in ours.items():
        for piece in re.split(r"\{\w+\}", line):
            if name not in {"heading_family", "thank_you_family"}:
                assert re.sub(r"\W+", " ", piece).strip() in said, name


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("code", languages.CODES)
def test_every_outcome_can_be_told_in_every_language(code, reader):
    for outcome in core_sentences.outcomes():
        if core_sentences.has_letter(outcome, reader):
            words = " ".join(sheets.text(sheet(code, outcome=outcome, reader=reader).translation.body))
            asked = core_sentences.slots(outcome, reader)
            typed = {SLOTS[name] for name in asked} - {SLOTS["date"], SLOTS["ring_by"]}
            assert all(each in words for each in typed), outcome
            assert "{" not in words and "October" not in words.partition("Hold the first")[0]


def test_days_are_in_the_language_and_what_was_typed_is_marked_as_english():
    body = sheet("pl", words="We liked meeting you.").translation.body
    assert "spotka się z Państwem do 2 października 2026" in re.sub(r"<.*?>", "", body)
    blocks = {block.text: block.lang for block in rendition_blocks.of(renditions.web(frozen("pl")))}
    assert blocks["We liked meeting you."] == "en-GB" and blocks["Co się teraz stanie"] == "pl"


def frozen(code, **facts):
    return sheets.frozen(sheet(code, **({"words": "We liked meeting you."} | facts)))[0]


@pytest.mark.parametrize("form", [renditions.web, renditions.text, renditions.aloud])
def test_the_whole_english_letter_goes_with_it_in_each_form(form):
    both, alone = (re.sub(r"<[^>]*>|\n[=-]+(?=\n)", "", form(frozen(code))) for code in ("ar", ""))
    english = alone[alone.index("Early help for") :].strip()
    assert english in both and both.index("ماذا سيحدث") < both.index(english)


def test_right_to_left_is_marked_and_numbers_stay_left_to_right():
    made = frozen("ur")
    assert made["translation"]["direction"] == "rtl"
    assert "\u20660115 496 0111\u2069" in renditions.text(made) and "\u2066" not in renditions.text(frozen("pl"))
    assert '<bdi dir="ltr" class="keep">0115 496 0111</bdi>' in made["translation"]["body"]


def test_a_sentence_the_council_words_its_own_way_is_not_told_by_a_translation_of_another():
    kept = {"family_service": KeptSentence(version=3, sentence="{first_name} will visit you by {date}.")}
    given = sheet("pl", kept=kept, words="", reasons=(), actions=()).translation
    assert "Jo will visit you by 2 October 2026." in given.body and "spotka" not in given.body and not given.is_whole


def test_a_hostile_name_or_slot_is_words_in_a_translation_too():
    body = sheet("ar", slots=SLOTS | {"first_name": "<b>{date}</b>"}).translation.body
    assert "&lt;b&gt;{date}&lt;/b&gt;" in body and "<b>" not in body


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("Romanian; a woman interpreter, please", "ro"),
        ("POLISH", "pl"),
        ("اردو", "ur"),
        ("Kurdish (Sorani)", languages.OTHER),
        (" ", ""),
    ],
)
def test_the_language_is_read_from_what_the_referrer_wrote(answer, code):
    assert languages.asked_for(answer) == code


def test_what_people_have_to_make_becomes_tasks_once_when_the_letter_goes():
    words = wording(reader=Reader.FAMILY, language="pl", formats=("large_print", "braille", "bsl"))
    letter = letters.write(words, request_id=uuid7(), for_person=None, now=clock.now())
    assert not db.session.scalars(select(PostTask)).all()
    letters.seal(letter, clock.now())
    letters.seal(letter, clock.now())
    made = {(task.kind, task.reason) for task in db.session.scalars(select(PostTask))}
    assert made == {(TaskKind.OTHER_FORMAT, "braille"), (TaskKind.OTHER_FORMAT, "bsl"), (TaskKind.TRANSLATE, "pl")}


def test_what_a_replaced_letter_needed_nobody_makes_any_more():
    facts = {"reader": Reader.FAMILY, "outcome": "family_service"}
    now, request_id = clock.now(), uuid7()
    old = letters.write(wording(language="ro", **facts), request_id=request_id, for_person=None, now=now)
    letters.seal(old, now)
    new = wording(language="ur", **facts)
    letters.seal(letters.write(new, request_id=request_id, for_person=None, now=now, replaces=old.id), now)
    assert db.session.scalars(select(PostTask.reason).where(PostTask.done_at.is_(None))).all() == ["ur"]
