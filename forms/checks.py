"""What is still wrong or missing on a page, in words that name the fix."""

from datetime import date

from forms.answers import Answers
from forms.questions import Page
from portal.council import Council


def problems(page: Page, answers: Answers, item: str | None, council: Council, today: date) -> dict[str, str]:
    """question id -> message, in the order of the page; empty when the page is done. For need_note the key is
    `need_note/<area>`. Saving never depends on it."""
    raise NotImplementedError
