"""A question set with a mistake is refused with the line and the fix."""

from pathlib import Path

import pytest

from forms import question_file, question_table
from forms.question_file import QuestionsWrong

GOOD = next((Path(question_file.__file__).parent / "question_sets").glob("*.yaml"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("show_if: {field: agree_limits, is: yes}", "show_if: {field: agree_limit, is: yes}", "mean “agree_limits”"),
        ("show_if: {field: agree_limits, is: yes}", "show_if: {field: agree_limits, equals: yes}", "is no test"),
        (
            "show_if: {field: agree_limits, is: yes}",
            "show_if: {field: agree_limits_detail, is: x}",
            "depends on itself",
        ),
        ("show_if: {count: children, min: 2}", "show_if: {count: childs, min: 2}", "mean “children”"),
        ("- id: agree_limits_detail\n", "- id: agree_limits\n", "“agree_limits” is here twice"),
        ("- id: agree_told\n        title", "- id: agree_care\n        title", "page “agree_care” is here twice"),
        ("{know_not_agreed: stop_no_agreement", "{know_not_agreed: agreement", "“agreement” is no stop page"),
        ("repeat: professionals", "repeat: services", "“services” is no list of people"),
        ("type: tel\n", "type: phone\n", "“type” cannot be used"),
        ("hint: Their full name.", "hnt: Their full name.", "“hnt” is not an entry here"),
        ("            called: who we should not talk to\n", "", "add called or if_missing"),
        ("per: need_areas", "per: need_first", "no question with boxes to tick"),
        ("options: who_to_the_children", "options: who_to_children", "is no option list"),
        ("required: all of them", "required: maybe", "cannot be used"),
        ("seen_by: [R, X]", "seen_by: [R, Q]", "cannot be used"),
        ("check: baby_due", "check: baby", "cannot be used"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_fix(old: str, new: str, told: str, tmp_path: Path) -> None:
    text = GOOD.read_text(encoding="utf-8")
    assert old in text
    bad = tmp_path / "bad.yaml"
    bad.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(QuestionsWrong) as wrong:
        question_file.read(bad)
    first = wrong.value.problems[0]
    at = text[: text.index(old)].count("\n") + 1
    assert abs(first.line - at) <= 20, (first, at)
    assert told in str(wrong.value) and "Fix:" in str(wrong.value) and f"{bad}:" in str(wrong.value)


def test_a_version_that_was_never_published_is_not_found() -> None:
    assert question_file.load() is question_file.load("2026-11")
    with pytest.raises(KeyError):
        question_file.load("1999-01")


def test_the_table_of_questions_has_every_question() -> None:
    table = question_table.render(question_file.load())
    assert all(f"`{id_}`" in table for id_ in question_file.load().by_id)
