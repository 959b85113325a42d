"""What was asked and said, frozen so that it can be read alone (triage keeps it; so does the referrer's copy)."""

from datetime import date
from typing import Any

from forms.answers import Answers
from portal.council import Council


def freeze(answers: Answers, council: Council, today: date) -> dict[str, Any]:
    """{"version", "sections": [{"id", "title", "groups": [{"heading", "item", "lines": [{"id", "question", "answer",
    "seen_by": ["R", "T"]}]}]}]}: the questions asked and answered, options in words, conditional codes worked out.
    `answer` is text; several ticks stand on lines of their own. One pass, no SQL."""
    raise NotImplementedError
