"""Where the family lives, as the gate, the task list and sending need it: on routing's word."""

from dataclasses import dataclass
from datetime import date

from forms.answers import Answers


@dataclass(frozen=True)
class Place:
    """stop: stop_other_council, stop_not_live_here or None; problem: what to tell about the postcode, "" when fine;
    name: the other council or the district; count_by: its code or slug, for the stop page's count."""

    stop: str | None = None
    problem: str = ""
    district: str | None = None
    name: str = ""
    count_by: str = ""


def of(answers: Answers, on: date) -> Place:
    """What routing says of home_postcode or home_district. One look-up."""
    raise NotImplementedError
