"""What a question starts with before anybody answered it. Shown, and kept only when the page is saved."""

from datetime import date

from forms.answers import Answers, Value
from forms.questions import Question
from portal.accounts.models import User


def suggested(question: Question, answers: Answers, item: str | None, person: User, today: date) -> Value:
    """The account's name, today, the first child's ethnic group ...; None when there is nothing to suggest."""
    raise NotImplementedError
