"""Reads a published question set and refuses one that cannot work, with the line and the fix."""

from forms.questions import QuestionSet


class QuestionsWrong(Exception):
    """A question set file with mistakes: one line each, as file:line, what is wrong, the fix."""


def load(version: str | None = None) -> QuestionSet:
    """The question set `version` ("2026-11"), or the newest one. Read and checked once a process.
    Raises QuestionsWrong, or KeyError for a version that was never published."""
    raise NotImplementedError
