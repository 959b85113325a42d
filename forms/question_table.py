"""docs/questions.md, made from a question set."""

from forms.questions import QuestionSet


def render(questions: QuestionSet) -> str:
    """Markdown: every question by section and page with its id, type, need, condition, who sees it."""
    raise NotImplementedError
