"""Free-text watch: words that may mean a child is being hurt now (DOMAIN.md 1.4, rule 2). Never blocks."""

from forms.answers import Answers
from portal.council import Council

NOT_THIS = "watch_not_this"  # path suffix: `watch_not_this/<path>` holds true once "This does not apply" was chosen


def hits(answers: Answers, council: Council) -> list[str]:
    """Paths of long answers that hold a watched word and where "This does not apply" was not chosen, in page order."""
    raise NotImplementedError


def is_hit(text: str, council: Council) -> bool:
    """Whether a text holds a watched word, whole or as the start of one (bruise, bruises), in any case."""
    raise NotImplementedError
