"""Which paths there are, and which values can be kept at them: as typed, valid or not."""

import re
from dataclasses import dataclass

from forms.answers import Value
from forms.questions import Kind, Question, QuestionSet, Repeat
from portal.text import BadText, clean

LONGEST = 20_000  # characters of one answer; far above any question's own limit
_MOST_TICKS = 60
_LAST_PLACE = 9_999  # in a list of people
_ITEM = re.compile(r"[0-9a-z]{1,32}")
NOT_THIS = "watch_not_this"


class Unknown(KeyError):
    """No question is asked at that path."""


class Unfit(ValueError):
    """A value that cannot be kept even as typed. code: too_long, broken_text or wrong_kind; the message is the fix."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Spot:
    """question: what is asked there; None for the answer to a watch notice and for a person. people: the row that must
    stand for an answer about one person (`children/<item>`), "" for none. repeat: of the row of a person itself."""

    question: Question | None
    people: str = ""
    repeat: Repeat | None = None


def find(path: str, questions: QuestionSet) -> Spot:
    """The spot at `path`. Raises Unknown, also for answers that are never stored (start_role)."""
    head, _, rest = path.partition("/")
    if head == NOT_THIS:
        return Spot(None, _noticed(find(rest, questions), path))
    if _ITEM.fullmatch(rest) and (people := questions.repeat(head)):
        return Spot(None, repeat=people)
    question = questions.by_id.get(path.rpartition("/")[2] if rest.count("/") == 1 else head)
    if question is None or not question.seen_by:
        raise Unknown(path)
    repeat = questions.page_of[question.id].repeat
    match [part for part in rest.split("/") if part]:
        case [] if not rest and repeat is None and not question.per:
            return Spot(question)
        case [area] if question.per and area in {option.value for option in questions.by_id[question.per].options}:
            return Spot(question)
        case [item, _] if repeat is not None and repeat.id == head and _ITEM.fullmatch(item):
            return Spot(question, f"{head}/{item}")
    raise Unknown(path)


def _noticed(spot: Spot, path: str) -> str:
    if spot.question is None:
        raise Unknown(path)
    return spot.people


def fit(spot: Spot, value: object) -> Value:
    """`value` cleaned, when it is of the kind its question keeps; None empties any answer, and removes a person.
    Raises Unfit."""
    if spot.repeat and value is not None:
        return _place(value)
    match value, spot.question.type if spot.question else Kind.CHECKBOX:
        case None, _:
            return None
        case bool(tick), Kind.CHECKBOX:
            return tick
        case list(ticks), Kind.CHECKBOXES if len(ticks) <= _MOST_TICKS and all(isinstance(one, str) for one in ticks):
            return list(dict.fromkeys(text(one) for one in ticks))
        case str(typed), kind if kind not in {Kind.CHECKBOX, Kind.CHECKBOXES}:
            return text(typed)
    raise _unread()


def _place(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _LAST_PLACE:
        return value
    raise _unread()


def _unread() -> Unfit:
    return Unfit("wrong_kind", "This answer could not be read. Load the page again and answer it once more.")


def text(typed: str) -> str:
    """One text cleaned (portal.text). Raises Unfit for what no database keeps."""
    if len(typed) > LONGEST:
        raise Unfit(
            "too_long", f"This is {len(typed):,} characters long. Shorten it to {LONGEST:,} or less to save it."
        )
    if "\x00" in typed:
        raise Unfit(
            "broken_text", "This text has a character in it that cannot be saved. Type it again without pasting."
        )
    try:
        return clean(typed)
    except BadText as wrong:
        raise Unfit("broken_text", str(wrong)) from wrong
