"""Free-text watch: words that may mean a child is being hurt now (DOMAIN.md 1.4, rule 2). Never blocks."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from forms import paths
from forms.answers import Answers, path_to
from forms.questions import Kind, Question
from portal.council import Council

NOT_THIS = paths.NOT_THIS


def hits(answers: Answers, council: Council, among: Iterable[Question] | None = None) -> list[str]:
    """Paths of answers in words that hold a watched word and where "This does not apply" was not chosen (kept as true
    at `watch_not_this/<path>`), in page order. among: looks only at the answers to these questions."""
    return [
        path
        for path in _in_words(answers, answers.questions.by_id.values() if among is None else among)
        if is_hit(answers.text(path), council) and not answers.value(f"{NOT_THIS}/{path}")
    ]


def is_hit(text: str, council: Council) -> bool:
    """Whether a text holds a watched word, also with an ending (bruise: bruises, bruised, bruising), in any case. Names
    that only begin like one (Beatrice, Burnley) do not count."""
    return bool(text) and bool(council.watch_words) and _pattern(council.watch_words).search(text) is not None


def _in_words(answers: Answers, among: Iterable[Question]) -> Iterator[str]:
    for question in among:
        if question.type in {Kind.TEXT, Kind.TEXTAREA}:
            repeat = answers.questions.page_of[question.id].repeat
            items = answers.ticked(question.per) if question.per else answers.items(repeat.id) if repeat else [None]
            yield from (path_to(answers.questions, question.id, item) for item in items)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_with_endings(word) for word in words), re.IGNORECASE)


def _with_endings(word: str) -> str:
    stem, last = re.escape(word.removesuffix("e")), re.escape(word[-1])
    endings = rf"{re.escape(word)}(?:s|es|d|ed|en|t)?|{stem}(?:ing|ings|ed)|{stem}{last}(?:ing|ed|en)"
    return rf"\b(?:{endings})\b"
