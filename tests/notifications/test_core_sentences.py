"""Core sentences: data a council can read, and clear about what is missing."""

import pytest

from notifications import core_sentences
from notifications.core_sentences import SlotMissing
from notifications.wordings import Reader
from tests.factories.letters import SLOTS
from triage.outcomes import OUTCOMES


def test_all_fifteen_outcomes_have_a_sentence_for_the_referrer():
    assert set(core_sentences.outcomes()) == set(OUTCOMES)
    assert all(core_sentences.has_letter(code, Reader.REFERRER) for code in OUTCOMES)


def test_outcomes_that_write_to_no_family_say_so():
    silent = {code for code in OUTCOMES if not core_sentences.has_letter(code, Reader.FAMILY)}
    assert silent == {"step_up_mash", "more_information", "duplicate", "withdrawn"}


@pytest.mark.parametrize("code", OUTCOMES)
def test_each_slot_of_a_sentence_is_one_the_advisor_fills(code):
    asked = {slot.id for slot in OUTCOMES[code].slots}
    known = asked | {"n"} if code == "more_information" else asked
    for reader in Reader:
        if core_sentences.has_letter(code, reader):
            assert set(core_sentences.slots(code, reader)) <= known


def test_a_missing_slot_is_named():
    with pytest.raises(SlotMissing, match="still needs: date"):
        core_sentences.sentence("partner_led_plan", Reader.REFERRER, {"organisation": "your school"})


def test_a_worker_not_yet_known_is_a_family_worker():
    said = core_sentences.sentence("family_service", Reader.FAMILY, {"first_name": "", "date": "12 November 2026"})
    assert said == "A family worker from our Family Service will meet you by 12 November 2026."


def test_one_question_is_one_question():
    said = core_sentences.sentence("more_information", Reader.REFERRER, SLOTS | {"n": "1"})
    assert "1 short question so" in said


def test_a_slot_cannot_reach_into_what_fills_it():
    said = core_sentences.sentence("family_hub_offer", Reader.REFERRER, SLOTS | {"hub": "{date.__class__}"})
    assert said.startswith("{date.__class__} will contact")


def test_an_extra_outcome_without_its_facts_is_still_said():
    assert "linked the family" in core_sentences.also_sentence("signposted", Reader.REFERRER, {})


def test_an_extra_outcome_with_its_facts_says_them():
    assert "Sleep Well" in core_sentences.also_sentence("signposted", Reader.REFERRER, SLOTS)
