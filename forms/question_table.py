"""docs/questions.md, made from a question set."""

import json
from collections.abc import Iterator

from forms import rules
from forms.questions import Again, Need, Page, Question, QuestionSet

_HEAD = """# The questions

Made from `forms/question_sets/` (version {version}): change that file, not this one.

Needed: always, never, if shown, all of them, or unless a condition holds. Who sees an answer: R the referrer, T triage,
X only when opened with a reason, M a summary for other services, LR and LF the letters, A anonymous counts.

Checks: `not_future` is today or earlier; `child_birth` is under 18, or under 25 with SEND; `baby_due` is from 3 weeks
ago to 42 weeks ahead; `place` is a postcode or the name of a place.

Starting again from a request that was sent: an answer is carried over and marked to check, unless the table says that
it is asked anew or stands.
"""


def render(questions: QuestionSet) -> str:
    """Markdown: every question by section and page with its id, type, need, condition, who sees it."""
    lines = [_HEAD.format(version=questions.version)]
    for section in questions.sections:
        lines += [f"## {section.number} {section.title}", ""]
        for page in section.pages:
            lines += _page(page)
    return "\n".join(lines)


def _page(page: Page) -> list[str]:
    asked = f" (for each of the {page.repeat.many})" if page.repeat else ""
    head = ["| Question | Answer | Needed | Shown if | Seen by |", "|---|---|---|---|---|"]
    return [f"### {page.title}{asked}", "", *head, *(_row(question) for question in page.questions), ""]


def _row(question: Question) -> str:
    cells = [
        f"{question.text}<br>`{question.id}`",
        ". ".join(_answer(question)),
        f"unless {_rule(question.need_rule)}" if question.need is Need.UNLESS else question.need.value,
        _rule(question.show_if),
        _seen_by(question),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _answer(question: Question) -> Iterator[str]:
    yield question.type.value
    if question.options or question.source:
        words = [option.label for option in question.options]
        yield "; ".join([f"({question.source.value})", *words] if question.source else words)
    if question.check.rule:
        yield f"`{question.check.rule}`"
    if question.again is not Again.CHECK:
        yield "Starting again: " + ("asked anew" if question.again is Again.ASK else "stands")
    if question.is_shared:
        yield "Offered for brothers and sisters"
    if question.stops:
        yield "Stops: " + "; ".join(f"{answer}: `{page}`" for answer, page in question.stops.items())


def _seen_by(question: Question) -> str:
    told = []
    for seen in question.seen_by:
        part = f" ({seen.part})" if seen.part else ""
        told.append(f"{seen.code}{part}{f' if {_rule(seen.only_if)}' if seen.only_if else ''}")
    return ", ".join(told) or "not stored"


def _rule(rule: rules.Rule | None) -> str:
    return f"`{json.dumps(rules.as_data(rule))}`" if rule else ""
