"""Every example family can be typed in, is complete, and reaches triage as it was told."""

from datetime import date
from typing import Any

import pytest

from forms import case_shape, checklist, drafts, showing, snapshot, submission, watch
from forms.checklist import State
from portal import clock, council, db
from tests.factories import drafts as made
from tests.factories import people, places

every_case = pytest.mark.parametrize("name", made.NAMES)


@every_case
def test_an_example_family_has_nothing_missing(name: str, schema: object) -> None:
    places.gazetteer()
    today = clock.local(made.sent_at(name)).date()
    answers = drafts.answers(made.of_case(name))
    assert checklist.blocks(answers, council.current(), today) == []
    tasks = checklist.task_list(answers, council.current(), today)
    assert {section.state for section in tasks} == {State.COMPLETED}


@every_case
def test_an_example_family_comes_out_as_it_went_in(name: str, schema: object) -> None:
    today = clock.local(made.sent_at(name)).date()
    given = made.case(name)["answers"]
    given.pop("start_role")  # never stored
    assert case_shape.as_case(drafts.answers(made.of_case(name)), today) == given


@every_case
def test_an_example_family_is_sent_to_its_district(name: str, schema: object) -> None:
    places.gazetteer()
    owner = people.make()
    draft = made.of_case(name, owner)
    receipt = submission.send(draft, owner, made.sent_at(name))
    db.commit()
    expected = made.case(name)["expected"]
    assert receipt.district == expected["district"]
    assert receipt.due_on == date.fromisoformat(expected["outcome_due"])
    assert draft.reference == receipt.reference


@every_case
def test_the_frozen_copy_has_every_answer_in_words(name: str, schema: object) -> None:
    today = clock.local(made.sent_at(name)).date()
    answers = drafts.answers(made.of_case(name))
    frozen = snapshot.freeze(answers, council.current(), today)
    lines = [line for section in frozen["sections"] for group in section["groups"] for line in group["lines"]]
    kept = showing.only_shown(answers, today).rows
    answered = [path for path, held in kept.items() if held.value is not None and not isinstance(held.value, int)]
    ticked = [path for path, held in kept.items() if held.value is True]
    assert len(lines) == len(answered) + len(ticked)
    assert all("_" not in line["answer"] and line["seen_by"][0] == "R" for line in lines)


@every_case
def test_an_example_family_sets_off_no_watched_word(name: str, schema: object) -> None:
    assert watch.hits(drafts.answers(made.of_case(name)), council.current()) == []


def test_the_frozen_copy_reads_alone(schema: object) -> None:
    today = clock.local(made.sent_at("c1")).date()
    frozen = snapshot.freeze(drafts.answers(made.of_case("c1")), council.current(), today)
    (children,) = [section for section in frozen["sections"] if section["id"] == "children"]
    (group,) = children["groups"]
    told = {line["question"]: line["answer"] for line in group["lines"]}
    assert group["heading"] == "Alfie Marsh"
    assert told["What is their date of birth?"] == "11 February 2017"
    assert told["Does this child get extra help for a special educational need or a disability?"] == (
        "Special educational needs support at school or nursery\nWaiting for an assessment"
    )
    (needs,) = [section for section in frozen["sections"] if section["id"] == "needs"]
    notes = [line for line in needs["groups"][0]["lines"] if line["id"] == "need_note/getting_a_good_education"]
    assert notes[0]["question"] == "School, college or learning: What would help with this?"


@pytest.mark.parametrize(("risk", "is_restricted"), [("yes", True), ("dont_know", True), ("no", False)])
def test_where_contact_may_be_unsafe_phone_and_address_are_restricted(
    risk: str, is_restricted: bool, schema: object
) -> None:
    extra: dict[str, Any] = {"contact_risk": risk, "contact_risk_detail": "Text only.", "contact_address_secret": "no"}
    answers = drafts.answers(made.of_case("c1", **extra))
    frozen = snapshot.freeze(answers, council.current(), clock.local(made.sent_at("c1")).date())
    seen = {
        line["id"]: line["seen_by"]
        for section in frozen["sections"]
        for group in section["groups"]
        for line in group["lines"]
    }
    assert ("X" in seen["contact_phone"]) is ("X" in seen["home_address"]) is is_restricted
    assert "X" not in seen["strengths"]
