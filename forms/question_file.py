"""Reads a published question set and refuses one that cannot work, with the line and the fix."""

from functools import cache
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from forms.question_build import build
from forms.question_sense import mistakes
from forms.question_shape import FilePart
from forms.questions import QuestionSet
from portal import yaml_lines
from portal.yaml_lines import Lined, Problem, YamlWrong

_FOLDER = Path(__file__).parent / "question_sets"
_SAY = {
    "missing": "“{key}” is missing. Fix: add it.",
    "extra_forbidden": "“{key}” is not an entry here. Fix: correct its spelling or remove it.",
    "string_type": "“{key}” must be text. Fix: put it in quotation marks.",
    "string_too_short": "“{key}” is empty. Fix: fill it in or remove the line.",
    "too_short": "“{key}” is empty. Fix: give at least one.",
}


class QuestionsWrong(Exception):
    """A question set file with mistakes: one line each, as `file:line: what is wrong. Fix: ...`."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda problem: (problem.line, problem.text)))
        super().__init__("\n".join(f"{path}:{problem.line}: {problem.text}" for problem in self.problems))


@cache
def load(version: str | None = None) -> QuestionSet:
    """The question set `version` ("2026-11"), or the newest one. Read and checked once a process.

    Raises QuestionsWrong, or KeyError for a version that was never published."""
    return load_all()[0] if version is None else _published()[version]


def load_all() -> list[QuestionSet]:
    """Every published version, newest first."""
    return sorted(_published().values(), key=lambda questions: questions.version, reverse=True)


@cache
def _published() -> dict[str, QuestionSet]:
    sets = [read(path) for path in sorted(_FOLDER.glob("*.yaml"))]
    return {questions.version: questions for questions in sets}


def read(path: Path) -> QuestionSet:
    """Read and check one file. Raises QuestionsWrong with every mistake."""
    try:
        lined = yaml_lines.read(path)
    except YamlWrong as wrong:
        raise QuestionsWrong(path, wrong.problems) from wrong
    try:
        file = FilePart.model_validate(lined.data)
    except ValidationError as wrong:
        raise QuestionsWrong(path, [_told(error, lined) for error in wrong.errors()]) from wrong
    problems = [Problem(lined.line(at), told) for at, told in mistakes(file)]
    if problems:
        raise QuestionsWrong(path, problems)
    return build(file)


def _told(error: ErrorDetails, lined: Lined) -> Problem:
    where = tuple(part for part in error["loc"] if part != "[key]")
    line = lined.line(where)
    key = str(next((part for part in reversed(where) if isinstance(part, str)), "the file"))
    if error["type"] == "value_error":
        return Problem(line, f"{key}: {error['ctx']['error']}")
    default = "“{key}” cannot be used ({msg}). Fix: the top of the file says how to write it."
    msg = error["msg"][:1].lower() + error["msg"][1:]
    return Problem(line, _SAY.get(error["type"], default).format(key=key, msg=msg))
