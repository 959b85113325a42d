"""A letter cannot be made from an answer that is not on the list, restricted or not."""

import pytest

from portal import clock
from tests.factories import cases
from triage import sayable
from triage.sayable import ALLOWED, NeverInLetters


def test_no_answer_that_is_restricted_is_on_the_list(schema: object) -> None:
    answers = cases.read(cases.SCHOOL)["answers"] | {"contact_risk": "yes", "contact_address_secret": "yes"}
    lines = [line for section in cases.snapshot_of(answers, clock.now())["sections"] for group in section["groups"]
             for line in group["lines"]]  # fmt: skip
    closed = {line["id"] for line in lines if "X" in line["seen_by"]}
    assert closed and not closed & ALLOWED


@pytest.mark.parametrize("question", ["contact_risk_detail", "home_postcode", "worries", "contact_phone", "da_now"])
def test_asking_for_any_other_raises(question: str) -> None:
    with pytest.raises(NeverInLetters, match=question):
        sayable._Guarded({question: "secret"}).get(question)


def test_what_a_letter_gets_holds_nothing_else() -> None:
    told = sayable.of({"children": [{"child_first_name": "Alfie", "child_last_name": "Marsh", "child_dob": "2017-02-11",
                                     "child_other_postcode": "DN22 9ZZ"}], "worries": "secret"})  # fmt: skip
    assert not any(words in repr(told) for words in ("2017", "DN22", "secret"))
    assert not hasattr(told.children[0], "born_on")
