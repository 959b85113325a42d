"""What a save was about and what it said, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from forms import paths, people, snapshot
from forms.answers import Answers, Value
from forms.saves import Run
from portal import clock
from portal.council import Council

_PAUSE = timedelta(minutes=30)


@dataclass(frozen=True)
class About:
    """The question, and whom it is about; who is "" where it is about no single person."""

    question: str
    who: str = ""


@dataclass(frozen=True)
class Sitting:
    """What one writer typed in one browser without a long pause: its runs, newest first."""

    runs: list[Run]

    @property
    def newest(self) -> Run:
        return self.runs[0]


def about(path: str, answers: Answers) -> About:
    """Raises paths.Unknown for a path of no question."""
    head, _, rest = path.partition("/")
    spot = paths.find(path, answers.questions)
    if spot.repeat:
        return About("added to the list or removed", people.call(answers, head, rest))
    assert spot.question is not None  # a notice set aside has no texts
    if spot.question.per:
        return About(f"{spot.question.text}: {answers.questions.by_id[spot.question.per].label(rest)}")
    item = rest.partition("/")[0]
    return About(spot.question.text, people.call(answers, head, item) if item else "")


def said(path: str, value: Value, answers: Answers, council: Council, today: date) -> str:
    """The answer as it reads on the page; "Nothing" where there was none."""
    spot = paths.find(path, answers.questions)
    if spot.repeat:
        return "Removed" if value is None else "In the list"
    assert spot.question is not None
    return snapshot.in_words(spot.question, value, answers, council, today) or "Nothing"


def sittings(runs: Iterable[Run]) -> list[Sitting]:
    """Runs, newest first, put together by who typed where and when."""
    found: list[Sitting] = []
    for run in runs:
        if found and _goes_with(run, found[-1].runs[-1]):
            found[-1].runs.append(run)
        else:
            found.append(Sitting([run]))
    return found


def _goes_with(run: Run, later: Run) -> bool:
    is_same = (run.person, run.device) == (later.person, later.device)
    is_same_day = clock.local(run.ended).date() == clock.local(later.ended).date()
    return is_same and is_same_day and later.begun - run.ended < _PAUSE
