"""The published question set says all that the field's list of questions says."""

import json
import re
from typing import Any

import pytest

from forms import question_file, rules
from forms.questions import Kind, Need, Question
from tests.conftest import DATA

GIVEN: dict[str, Any] = json.loads((DATA / "question_set.json").read_text(encoding="utf-8"))
BY_ID = {question["id"]: question for question in GIVEN["questions"]}
OURS = question_file.load()
UNSAFE = {"field": "contact_risk", "in": ["yes", "dont_know"]}  # "do not know" counts as yes (DOMAIN.md 1.4, rule 5)
SECRET = {"field": "contact_address_secret", "in": ["yes", "dont_know"]}
NO_POSTCODE = {"field": "home_postcode_none", "is": True}

NEEDS: dict[str, Any] = {
    "yes": Need.ALWAYS,
    "yes, at least one": Need.ALWAYS,
    "no": Need.NEVER,
    "yes, all four": Need.ALL_OF_THEM,
    **dict.fromkeys(
        [
            "if shown",
            "if 2 or more children",
            "if 2 or more ticked",
            "if a phone way is ticked",
            "if email is ticked",
            "yes if child_in_request",
            "yes if child_in_request and aged 5 or over",
        ],
        Need.IF_SHOWN,
    ),
    "if no date": Need.NEVER,  # the date of birth asks for one of the two
    "yes unless home_postcode_none": NO_POSTCODE,
    "yes unless unborn or not known": {
        "any": [{"field": "child_unborn", "is": True}, {"field": "child_age_estimate", "empty": False}]
    },
    "yes unless home_postcode_none or a refuge": {"any": [NO_POSTCODE, UNSAFE, SECRET]},
}
STOPS = {
    "stay on the stop page": "stay",
    "stay on stop_social_worker": "stay",
    "stop_no_agreement (save and come back)": "stop_no_agreement",
    "outside county": "outside_county",
    "district not live": "not_live",
}
SOURCES = {
    "<live districts>": "live districts",
    "<adults and young people aged 16 or over>": "adults and young people aged 16 or over",
    "<ticked areas>": "ticked areas",
}
every_question = pytest.mark.parametrize("id_", BY_ID)


def test_all_questions_are_there_on_their_pages_and_in_their_sections() -> None:
    placed = {
        question.id: (f"{section.number} {section.title}", page.id)
        for section in OURS.sections
        for page in section.pages
        for question in page.questions
    }
    assert placed == {id_: (question["section"], question["page"]) for id_, question in BY_ID.items()}
    assert (len(placed), len(list(OURS.pages()))) == (105, 33)


@every_question
def test_wording_and_kind_are_kept(id_: str) -> None:
    ours, given = OURS.by_id[id_], BY_ID[id_]
    assert (ours.text, ours.hint, ours.type, ours.why) == (given["text"], given["hint"], given["type"], given["why"])


@every_question
def test_options_are_kept(id_: str) -> None:
    ours = [*([OURS.by_id[id_].source.value] if OURS.by_id[id_].source else [])]
    ours += [option.value for option in OURS.by_id[id_].options]
    given = [SOURCES.get(option, option) for option in BY_ID[id_]["options"] or []]
    if id_ == "child_ethnicity":
        assert len(ours) == 21
        assert {"Gypsy or Irish Traveller", "Roma", "Arab", "White British"} < set(ours)
        ours, given = ours[-2:], given[1:]
    assert ours == given


@every_question
def test_conditions_and_needs_are_kept(id_: str) -> None:
    ours, given = OURS.by_id[id_], BY_ID[id_]
    assert (rules.as_data(ours.show_if) if ours.show_if else None) == given["show_if"]
    assert (rules.as_data(ours.need_rule) if ours.need_rule else ours.need) == NEEDS[given["required"]]


@every_question
def test_checks_are_kept(id_: str) -> None:
    ours, given = OURS.by_id[id_], BY_ID[id_]["validation"]
    length = re.match(r"(?:1 to|Up to|Lines up to) ([\d,]+) characters", given)
    if length:
        assert ours.check.longest == int(length[1].replace(",", ""))
    elif given:
        assert _named(ours) == given
    assert 0 < ours.check.longest <= 2000


def _named(question: Question) -> str:
    """How the field's list words a check that is no length."""
    by_rule = {
        "child_birth": "Today or earlier; under 18, or under 25 with SEND",
        "not_future": "Not in the future; older than 28 days shows 'check they still agree'",
        "baby_due": "From 3 weeks ago to 42 weeks ahead",
        "place": "Postcode or place name",
    }
    by_type = {
        Kind.POSTCODE: "Full UK postcode, stored upper case with one space",
        Kind.TEL: "UK number",
        Kind.EMAIL: "Email address",
        Kind.CHECKBOX: "Must be ticked",
        Kind.CHECKBOXES: "All four must be ticked to send",
        Kind.NUMBER: f"{question.check.least} to {question.check.most}",
    }
    return by_rule.get(question.check.rule) or by_type[question.type]


@every_question
def test_who_sees_the_answer_is_kept(id_: str) -> None:
    codes, _, narrowed = BY_ID[id_]["seen_by"].partition("; ")
    wanted = (
        set() if codes == "not stored" else set(codes.replace("(as a flag)", "").split()) | set(narrowed[:2].split())
    )
    ours = OURS.by_id[id_].seen_by
    assert {seen.code for seen in ours} == wanted
    restricted = next((seen for seen in ours if seen.code == "X" and seen.only_if), None)
    assert (restricted is not None) == narrowed.startswith("X if ")
    if restricted and restricted.only_if:
        named = "contact_address_secret" if "secret" in narrowed else "contact_risk"
        assert named in rules.fields(restricted.only_if)
    if " as " in narrowed:
        assert next(seen.part for seen in ours if seen.part) in narrowed.replace("district only", "district")


@every_question
def test_repeats_prefills_and_stops_are_kept(id_: str) -> None:
    ours, given = OURS.by_id[id_], BY_ID[id_]
    repeat = OURS.page_of[id_].repeat
    ours_repeat = "per ticked area" if ours.per else repeat.id if repeat else None
    assert ours_repeat == (
        given["repeat"] if ours.per else (given["repeat"] or "").split()[0] if given["repeat"] else None
    )
    assert ours.prefilled_from == given["prefilled_from"]
    assert dict(ours.stops) == {STOPS.get(k, k): STOPS.get(v, v) for k, v in (given["stop_pages"] or {}).items()}


def test_areas_and_numbers_of_people_are_kept() -> None:
    assert [(area.id, area.label, area.national_headline) for area in OURS.areas] == [
        (area["id"], area["label"], area["national_headline"]) for area in GIVEN["areas"]
    ]
    many = {repeat.id: f"{repeat.least}-{repeat.most}" for repeat in OURS.repeats}
    given = {question["repeat"] for question in BY_ID.values() if question["repeat"] and "-" in question["repeat"]}
    assert {f"{id_} {many[id_]}" for id_ in many} == given


def test_every_option_has_a_label_in_plain_words() -> None:
    for question in OURS.by_id.values():
        for option in question.options:
            assert option.label and "_" not in option.label, (question.id, option.value)
