"""Words for templates."""

import pytest

from portal.web.words import ringable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ring 0115 496 0115, Monday", 'Ring <a class="govuk-link" href="tel:01154960115">0115 496 0115</a>, Monday'),
        ("01632 960711.", '<a class="govuk-link" href="tel:01632960711">01632 960711</a>.'),
        ("At 9am on 17 September 2026 <b>", "At 9am on 17 September 2026 &lt;b&gt;"),
    ],
)
def test_a_phone_number_in_a_sentence_can_be_rung(text: str, shown: str) -> None:
    assert ringable(text) == shown
