"""Which questions, pages and people a draft shows, by the show rules."""

from datetime import date

from forms import dates
from forms.answers import Answers, Value, path_to
from forms.questions import Kind, Page, Question
from forms.rules import Age, AllOf, AnyOf, Count, Field, Rule


def is_shown(question: Question, answers: Answers, item: str | None, today: date) -> bool:
    """Whether `question` (of person `item`, or of area `item` for need_note) is asked, given the answers."""
    if question.per and (item is None or item not in answers.ticked(question.per)):
        return False
    return question.show_if is None or holds(question.show_if, answers, question, item, today)


def shown(page: Page, answers: Answers, item: str | None, today: date) -> list[Question]:
    """The questions of a page that are asked now, in order. need_note is in it once, when any area is ticked."""
    return list(dict.fromkeys(question for _, question in paths(page, answers, item, today)))


def could_show(page: Page, answers: Answers, item: str | None, today: date) -> list[Question]:
    """What the page must hold without script: `shown`, and what another answer on the same page could bring up."""
    return [question for question in page.questions if _could(question.show_if, question, page, answers, item, today)]


def is_page_shown(page: Page, answers: Answers, item: str | None, today: date) -> bool:
    """Whether any question of the page is asked."""
    return bool(paths(page, answers, item, today))


def paths(page: Page, answers: Answers, item: str | None, today: date) -> list[tuple[str, Question]]:
    """(path, question) of every answer the page asks for now; need_note once for each ticked area."""
    found = []
    for question in page.questions:
        for one in answers.ticked(question.per) if question.per else [item]:
            if is_shown(question, answers, one, today):
                found.append((path_to(answers.questions, question.id, one), question))
    return found


def only_shown(answers: Answers, today: date) -> Answers:
    """The answers without those to questions that are no longer asked and people who were removed."""
    kept = {
        f"{repeat.id}/{item}": answers.rows[f"{repeat.id}/{item}"]
        for repeat in answers.questions.repeats
        for item in answers.items(repeat.id)
    }
    for page in answers.questions.pages():
        for item in answers.items(page.repeat.id) if page.repeat else [None]:
            asked = [path for path, _ in paths(page, answers, item, today) if path in answers.rows]
            kept.update({path: answers.rows[path] for path in asked})
    return Answers(answers.questions, kept)


def age(answers: Answers, item: str, today: date) -> int | None:
    """A child's age in whole years, from the date of birth or, where there is none, the estimate; else None."""
    born = answers.text(f"children/{item}/child_dob")
    if born or answers.value(f"children/{item}/child_unborn"):
        day = dates.read(born)
        return dates.age_on(day, today) if day else None
    guess = answers.text(f"children/{item}/child_age_estimate").strip()
    return int(guess) if guess.isascii() and guess.isdecimal() and len(guess) < 4 else None


def holds(rule: Rule, answers: Answers, question: Question, item: str | None, today: date) -> bool:
    """Whether a rule of `question` (asked of `item`) is true. A rule about people, asked outside them, is true when it
    is for any of them."""
    match rule:
        case AnyOf(rules):
            return any(holds(part, answers, question, item, today) for part in rules)
        case AllOf(rules):
            return all(holds(part, answers, question, item, today) for part in rules)
        case Count(of, least):
            return len(answers.items(of) if answers.questions.repeat(of) else answers.ticked(of)) >= least
        case Age(least, below):
            ages = [age(answers, one, today) for one in _whom("children", answers, question, item)]
            return any(years is not None and least <= years < below for years in ages)
        case Field(name):
            page = answers.questions.page_of[name]
            whom = _whom(page.repeat.id, answers, question, item) if page.repeat else [None]
            return any(_passes(rule, _effective(name, answers, one, today)) for one in whom)


def _whom(repeat_id: str, answers: Answers, question: Question, item: str | None) -> list[str]:
    own = answers.questions.page_of[question.id].repeat
    return [item] if own and own.id == repeat_id and item else answers.items(repeat_id)


def _effective(name: str, answers: Answers, item: str | None, today: date) -> Value:
    question = answers.questions.by_id[name]
    if not is_shown(question, answers, item, today):
        return question.when_not_asked
    value = answers.value(path_to(answers.questions, name, item))
    return bool(value) if question.type is Kind.CHECKBOX else value


def _passes(rule: Field, value: Value) -> bool:
    given = value if isinstance(value, list) else [] if value is None else [value]
    match rule.test, rule.against:
        case "empty", wanted:
            return (not given) is wanted
        case "in", tuple(wanted):
            return any(one in wanted for one in given)
        case "not_in", tuple(wanted):
            return bool(given) and not any(one in wanted for one in given)
        case "not", wanted:
            return bool(given) and wanted not in given
        case _, wanted:
            return wanted in given


def _could(rule: Rule | None, question: Question, page: Page, answers: Answers, item: str | None, today: date) -> bool:
    match rule:
        case None:
            return True
        case AnyOf(rules):
            return any(_could(part, question, page, answers, item, today) for part in rules)
        case AllOf(rules):
            return all(_could(part, question, page, answers, item, today) for part in rules)
        case Field(name) | Count(name) if name in {other.id for other in page.questions}:
            return True
        case _:
            return holds(rule, answers, question, item, today)
