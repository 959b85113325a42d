"""Show rules: what is asked follows from what was answered."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from forms import question_file, showing, stops
from forms.answers import Answers, Held, path_to
from forms.questions import Kind
from tests.factories.drafts import answers as given

TODAY = date(2026, 9, 14)
QUESTIONS = question_file.load()


def is_shown(question_id: str, answers: Answers, item: str | None = None) -> bool:
    return showing.is_shown(QUESTIONS.by_id[question_id], answers, item, TODAY)


ABOUT = {"children__a": 1, "children__b": 2}


@pytest.mark.parametrize(
    ("question_id", "answers", "item", "wanted"),
    [
        ("agree_not_told_detail", {"agree_not_told": "yes"}, None, True),
        ("agree_not_told_detail", {"agree_not_told": "no"}, None, False),
        ("agree_not_told_detail", {}, None, False),
        ("safety_advised", {"safety_now": "not_sure"}, None, True),
        ("safety_advised", {"harm_checked": "no"}, None, False),  # harm_checked itself is not asked
        (
            "safety_advised",
            {"harm_checked": "no", "need_areas": ["children_safe_from_abuse_and_exploitation"]},
            None,
            True,
        ),
        ("contact_phone", {"contact_ways": ["email", "voicemail"]}, None, True),
        ("contact_phone", {"contact_ways": ["email"]}, None, False),
        ("language", {"interpreter": "bsl"}, None, True),
        ("language", {}, None, False),
        ("child_in_request", ABOUT, "a", True),
        ("child_in_request", {"children__a": 1, "children__b": None}, "a", False),
        ("child_send", {"children__a": 1}, "a", True),
        ("child_send", ABOUT, "a", False),
        ("child_send", ABOUT | {"children__a__child_in_request": "yes"}, "a", True),
        ("child_send", ABOUT | {"children__a__child_in_request": "no_just_lives_here"}, "a", False),
        ("child_voice", {"children__a": 1}, "a", False),
        ("child_voice", {"children__a": 1, "children__a__child_voice_how": "told_me"}, "a", True),
        ("child_voice", ABOUT | {"children__a__child_voice_how": "told_me"}, "a", False),
        ("child_age_estimate", {"children__a": 1}, "a", True),
        ("child_age_estimate", {"children__a": 1, "children__a__child_unborn": True}, "a", False),
        ("child_young_carer", {"children__a": 1, "children__a__child_dob": "2021-09-14"}, "a", True),
        ("child_young_carer", {"children__a": 1, "children__a__child_dob": "2021-09-15"}, "a", False),
        ("under_fives_worker", ABOUT | {"children__b__child_dob": "2024-01-01"}, None, True),
        ("under_fives_worker", ABOUT | {"children__b__child_unborn": True}, None, True),
        ("under_fives_worker", ABOUT | {"children__b__child_dob": "2014-01-01"}, None, False),
        ("need_first", {"need_areas": ["secure_housing"]}, None, False),
        ("need_note", {"need_areas": ["secure_housing"]}, "secure_housing", True),
        ("need_note", {"need_areas": ["secure_housing"]}, "financial_stability", False),
    ],
)
def test_a_question_is_shown(question_id: str, answers: dict[str, Any], item: str | None, wanted: bool) -> None:
    assert is_shown(question_id, given(**answers), item) is wanted


def test_without_script_a_page_holds_what_its_own_answers_could_bring_up() -> None:
    page = QUESTIONS.page_of["agree_not_told_detail"]
    assert [question.id for question in showing.could_show(page, given(), None, TODAY)] == [
        question.id for question in page.questions
    ]
    assert "agree_not_told_detail" not in [question.id for question in showing.shown(page, given(), None, TODAY)]


def test_answers_to_questions_no_longer_asked_are_left_out() -> None:
    answers = given(agree_not_told="no", agree_not_told_detail="Old words", children__a=None, children__b=1)
    kept = showing.only_shown(answers, TODAY).rows
    assert set(kept) == {"agree_not_told", "children/b"}


@pytest.mark.parametrize(
    ("answers", "page"),
    [
        ({"safety_now": "yes"}, "stop_urgent"),
        ({"safety_now": "not_sure"}, "stop_talk_first"),
        ({"safety_now": "yes", "safety_advised": "yes_advised_early_help"}, "stop_urgent"),  # by whom is missing
        ({"safety_now": "yes", "safety_advised": "no"}, "stop_urgent"),
        ({"agree_status": "not_asked"}, "stop_no_agreement"),
        ({"need_areas": ["safe_from_domestic_abuse"], "da_now": "in_contact"}, "stop_talk_first"),
        ({"need_areas": ["secure_housing"], "da_now": "in_contact"}, None),
        ({"social_worker_now": "yes"}, "stop_social_worker"),
        ({"social_worker_now": "yes", "social_worker_asked": "yes"}, None),
        ({"safety_now": "no", "agree_status": "agreed"}, None),
    ],
)
def test_stops_in_force(answers: dict[str, Any], page: str | None) -> None:
    found = stops.in_force(given(**answers), TODAY)
    assert [stop.page for stop in found] == ([page] if page else [])


def test_saying_who_was_spoken_to_lifts_every_safety_stop() -> None:
    areas = ["safe_from_domestic_abuse", "children_safe_from_abuse_and_exploitation"]
    raised = {"safety_now": "yes", "need_areas": areas, "harm_checked": "no", "da_now": "living_in_home"}
    assert len(stops.in_force(given(**raised), TODAY)) == 3
    back = {"safety_advised": "yes_advised_early_help", "safety_advised_by": "MASH, 14 September"}
    assert stops.in_force(given(**raised, **back), TODAY) == []
    page = QUESTIONS.page_of["safety_advised"]
    kept = stops.on_page(page, given(**raised, safety_advised="no"), TODAY)
    assert kept is not None and kept.page == "stop_urgent"


def _values(question_id: str) -> st.SearchStrategy[Any]:
    question = QUESTIONS.by_id[question_id]
    options = st.sampled_from([option.value for option in question.options] or ["x"])
    match question.type:
        case Kind.CHECKBOX:
            return st.booleans()
        case Kind.CHECKBOXES:
            return st.lists(options, unique=True)
        case Kind.RADIO | Kind.SELECT:
            return options
        case _:
            return st.sampled_from(["", "x", "2020-01-01", "7"])


FORMS = st.fixed_dictionaries(
    {}, optional={path_to(QUESTIONS, id_, "a"): _values(id_) for id_ in QUESTIONS.by_id if id_ != "need_note"}
)


@settings(deadline=None, max_examples=60, database=None)
@for_any(FORMS)
def test_however_it_is_filled_in_hidden_answers_change_nothing(values: dict[str, Any]) -> None:
    people = {f"{repeat.id}/a": Held(1) for repeat in QUESTIONS.repeats}
    answers = Answers(QUESTIONS, people | {path: Held(value) for path, value in values.items()})
    kept = showing.only_shown(answers, TODAY)
    assert showing.only_shown(kept, TODAY).rows == kept.rows
    assert stops.in_force(kept, TODAY) == stops.in_force(answers, TODAY)
