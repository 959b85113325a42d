"""The options of a question, also where they depend on the day or on other answers."""

from datetime import date

from forms import people
from forms.answers import Answers
from forms.questions import Option, Question, Source
from portal.council import Council


def options(question: Question, answers: Answers, council: Council, today: date) -> list[Option]:
    """What can be chosen. contact_who: value `adults/<item>` or `children/<item>`, label the name; home_district: the
    districts live today, then the fixed options; need_first: the ticked areas."""
    return [*_found(question, answers, council, today), *question.options]


def words(question: Question, value: str, answers: Answers, council: Council, today: date) -> str:
    """The label of an option; the value itself when it can no longer be chosen."""
    found = options(question, answers, council, today) if question.source else question.options
    return next((option.label for option in found if option.value == value), value)


def _found(question: Question, answers: Answers, council: Council, today: date) -> list[Option]:
    match question.source:
        case Source.LIVE_DISTRICTS:
            return [Option(district.slug, district.name) for district in council.live_districts(today)]
        case Source.PEOPLE:
            return [Option(path, name) for path, name in people.to_contact(answers, today).items()]
        case Source.TICKED_AREAS:
            ticked = answers.ticked("need_areas")
            return [Option(area.id, area.label) for area in answers.questions.areas if area.id in ticked]
        case None:
            return []
