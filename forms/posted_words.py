"""What a post of a question page brings, in words: for showing it when the page it belongs to is gone."""

from collections.abc import Iterable

from forms.questions import Kind, Question, QuestionSet

Words = list[tuple[str, str]]  # a question and what was typed or chosen there


def of(posted: Iterable[tuple[str, str]], questions: QuestionSet) -> Words:
    """The answers among the posted fields (name, value), in the order of the page; without those left empty."""
    given: dict[str, list[str]] = {}
    for name, value in posted:
        given.setdefault(_whole(name, questions), []).append(value)
    found = [(name, questions.by_id.get(name.partition("-")[0]), values) for name, values in given.items()]
    return [
        (_label(name, question, questions), words)
        for name, question, values in found
        if question and (words := _words(question, values))
    ]


def _whole(name: str, questions: QuestionSet) -> str:
    """The field's name; of one of the three boxes of a date, that of the date."""
    question_id, _, part = name.partition("-")
    question = questions.by_id.get(question_id)
    is_box = question is not None and question.type is Kind.DATE and part in {"day", "month", "year"}
    return question_id if is_box else name


def _label(name: str, question: Question, questions: QuestionSet) -> str:
    about = name.partition("-")[2]
    area = next((area.label for area in questions.areas if area.id == about), "")
    return f"{question.text}: {area}" if area else question.text


def _words(question: Question, values: list[str]) -> str:
    if question.type is Kind.DATE:
        return " ".join(value.strip() for value in values if value.strip())
    if question.type is Kind.CHECKBOX:
        return "Yes" if any(values) else ""
    return ", ".join(question.label(value) for value in values if value.strip())
