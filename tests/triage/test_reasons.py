"""Words that explain nothing to a family are refused with a hint."""

import pytest

from triage import reasons


@pytest.mark.parametrize(
    "text",
    [
        "Does not meet threshold",
        "This doesn't meet the threshold for our service.",
        "Below threshold",
        "NFA",
        "n.f.a. from us",
        "No further action needed",
        "Inappropriate referral",
        "This is level 2",
        "Tier Three need",
        "A tier-based answer",
    ],
)
def test_empty_words_are_refused_with_what_to_write_instead(text: str) -> None:
    assert "Say what the family needs" in reasons.problem(text)


@pytest.mark.parametrize(
    "text",
    [
        "The family's first wish is better sleep and one plan in both homes.",
        "No school sees Ro, so no one service has the whole picture.",
        "A house on one level would help.",
        "The frontier museum was a good day out.",
        "",
    ],
)
def test_a_sentence_a_family_could_read_is_fine(text: str) -> None:
    assert reasons.problem(text) == ""
