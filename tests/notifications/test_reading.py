"""The reading grade."""

import pytest

from notifications import reading


@pytest.mark.parametrize(
    ("word", "beats"),
    [("help", 1), ("family", 3), ("meeting", 2), ("agreed", 2), ("people", 2), ("service", 2), ("idea", 3),
     ("information", 4), ("quiet", 2), ("language", 2), ("table", 2), ("area", 3), ("Nottinghamshire", 4), ("we", 1)],
)  # fmt: skip
def test_beats_are_counted_as_they_are_said(word, beats):
    assert reading.syllables(word) == beats


def test_the_formula_is_flesch_and_kincaid_s():
    found = reading.sentences("We will ring you. You can say no.")
    assert reading.grade(found) == pytest.approx(0.39 * 4 + 11.8 * 8 / 8 - 15.59)


def test_initials_names_and_addresses_count_as_one_short_word():
    name = "Wolfeschlegelsteinhausen"
    found = reading.sentences(f"A.M. and {name} wrote to p.nair@x.example.", [name])
    assert [(each.words, each.syllables) for each in found] == [(6, 6)]


def test_a_model_sentence_is_as_easy_as_it_was_measured():
    found = reading.sentences("You told us that sleep matters most. We heard you.")
    assert reading.grade(found) < 2
