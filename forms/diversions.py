"""Whether the answers on a page lead away from the form: to a stop page, or back to put the postcode right."""

from dataclasses import dataclass
from datetime import date

from forms import place, stops
from forms.answers import Answers
from forms.questions import Page

ABOUT_SAFETY = frozenset({"stop_urgent", "stop_talk_first"})


@dataclass(frozen=True)
class Diversion:
    """stop: the stop page's id, "" when only `problem` is to be told; key: the council or district it is counted by;
    problem: what is wrong with the postcode."""

    stop: str = ""
    key: str = ""
    problem: str = ""

    @property
    def slug(self) -> str:
        """The stop page's place in an address."""
        return self.stop.removeprefix("stop_").replace("_", "-")

    @property
    def is_about_safety(self) -> bool:
        """Whether somebody has to be rung before the form goes on."""
        return self.stop in ABOUT_SAFETY


def of(page: Page, answers: Answers, today: date) -> Diversion | None:
    """Where `page`, as answered, leads away to; None: on to the next page."""
    if stop := stops.on_page(page, answers, today):
        return Diversion(stop=stop.page)
    if page.id == "home_postcode":
        here = place.of(answers, today)
        if here.stop or here.problem:
            return Diversion(stop=here.stop or "", key=here.count_by, problem=here.problem)
    return None
