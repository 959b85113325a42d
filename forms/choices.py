"""The options of a question, also where they depend on the day or on other answers."""

from datetime import date

from forms.answers import Answers
from forms.questions import Option, Question
from portal.council import Council


def options(question: Question, answers: Answers, council: Council, today: date) -> list[Option]:
    """What can be chosen. contact_who: value `adults/<item>` or `children/<item>`, label the name; home_district: the
    districts live today, then the fixed options; need_first: the ticked areas."""
    raise NotImplementedError
