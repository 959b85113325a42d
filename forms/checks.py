"""What is still wrong or missing on a page, in words that name the fix."""

from datetime import date

from forms import choices, dates, formats, showing
from forms.answers import Answers, Value, path_to
from forms.questions import Kind, Need, Page, Question, Repeat
from portal.council import Council

_ALONE = {"none", "dont_know"}  # options that stand for no other box
_CHOSEN = {Kind.RADIO, Kind.SELECT, Kind.CHECKBOXES}
_GROWN_UP, _GROWN_UP_WITH_SEND = 18, 25


def problems(page: Page, answers: Answers, item: str | None, council: Council, today: date) -> dict[str, str]:
    """question id -> message, in the order of the page; empty when the page is done. For need_note the key is
    `need_note/<area>`. Saving never depends on it."""
    found = {}
    for path, question in showing.paths(page, answers, item, today):
        message = _problem(question, path, answers, item, council, today)
        if message:
            found[path if question.per else question.id] = message
    return found


def list_problem(repeat: Repeat, answers: Answers) -> str:
    """What is wrong with how many people were added; "" when nothing is."""
    many = len(answers.items(repeat.id))
    if many < repeat.least:
        return f"Add at least one {repeat.one}"
    return (
        f"There can be {repeat.most} {repeat.many} at most. Remove {many - repeat.most}" if many > repeat.most else ""
    )


def _problem(question: Question, path: str, answers: Answers, item: str | None, council: Council, today: date) -> str:
    value = answers.value(path)
    if _is_missing(value):
        return _missing(question) if _is_needed(question, answers, item, today) else ""
    if question.type in _CHOSEN:
        return _choice(question, value, answers, council, today)
    text = value if isinstance(value, str) else ""
    return formats.wrong(question, text, today) or _too_old(question, text, answers, item, today)


def _is_missing(value: Value) -> bool:
    return value is None or value is False or (isinstance(value, str) and not value.strip(" \n\t-"))


def _is_needed(question: Question, answers: Answers, item: str | None, today: date) -> bool:
    match question.need:
        case Need.NEVER:
            return False
        case Need.UNLESS:
            rule = question.need_rule
            return rule is None or not showing.holds(rule, answers, question, item, today)
        case _:
            return True


def _missing(question: Question) -> str:
    return question.if_missing or f"Enter {question.called}"


def _choice(question: Question, value: Value, answers: Answers, council: Council, today: date) -> str:
    known = {option.value for option in choices.options(question, answers, council, today)}
    chosen = value if isinstance(value, list) else [value]
    told = _missing(question) if question.need is not Need.NEVER else "Select one of the options, or none"
    if not known.issuperset(str(one) for one in chosen):
        return told
    if question.need is Need.ALL_OF_THEM and known != set(chosen):
        return told
    if question.id == "child_in_request" and _is_about_nobody(answers):
        return "Select yes for at least one child: this request has to be about someone"
    if len(chosen) > 1 and _ALONE.intersection(map(str, chosen)):
        alone = question.label(str(next(one for one in chosen if one in _ALONE)))
        return f"Select what applies, or only ‘{alone}’"
    return ""


def _is_about_nobody(answers: Answers) -> bool:
    said = [answers.text(f"children/{item}/child_in_request") for item in answers.items("children")]
    return all(one == "no_just_lives_here" for one in said)


def _too_old(question: Question, text: str, answers: Answers, item: str | None, today: date) -> str:
    """A child is under 18, or under 25 with SEND; while that page is not answered yet, under 25."""
    born = dates.read(text) if question.check.rule == "child_birth" else None
    if born is None:
        return ""
    send = answers.ticked(path_to(answers.questions, "child_send", item))
    limit = _GROWN_UP if send and _ALONE.issuperset(send) else _GROWN_UP_WITH_SEND
    if dates.age_on(born, today) < limit:
        return ""
    return (
        "The child must be under 18, or under 25 with a special educational need or disability. "
        "Check the date of birth, or add them as an adult"
    )
