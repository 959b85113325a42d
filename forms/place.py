"""Where the family lives, as the gate, the task list and sending need it: on routing's word."""

from dataclasses import dataclass
from datetime import date

from forms.answers import Answers
from triage import routing

OTHER_COUNCIL, NOT_LIVE = "stop_other_council", "stop_not_live_here"
_UNKNOWN = (
    "We cannot find this postcode. Check it, or tick ‘They have no fixed address, or I do not know the postcode’ "
    "and select the area"
)


@dataclass(frozen=True)
class Place:
    """stop: stop_other_council, stop_not_live_here or None; problem: what to tell about the postcode, "" when fine;
    district: its slug when it is ours; name: of the other council or the district; count_by: for its count."""

    stop: str | None = None
    problem: str = ""
    district: str | None = None
    name: str = ""

    @property
    def count_by(self) -> str:
        """The district's slug, or the other council's name; nothing finer."""
        return self.district or self.name


def of(answers: Answers, on: date) -> Place:
    """What routing says of home_postcode, or of home_district when the postcode is not known. One look-up."""
    has_none = answers.value("home_postcode_none") is True
    postcode = None if has_none else answers.text("home_postcode") or None
    route = routing.route(postcode, on, answers.text("home_district") or None if has_none else None)
    match route.kind:
        case routing.Kind.OTHER_COUNCIL:
            return Place(stop=OTHER_COUNCIL, name=route.name)
        case routing.Kind.NOT_LIVE:
            return Place(stop=NOT_LIVE, district=route.district, name=route.name)
        case routing.Kind.UNKNOWN_POSTCODE:
            return Place(problem=_UNKNOWN)
    return _all_children_elsewhere(answers, on) or Place(district=route.district, name=route.name)


def _all_children_elsewhere(answers: Answers, on: date) -> Place | None:
    """The other council, when no child lives at the postcode that was given and none of their own is in this county."""
    children = [f"children/{item}" for item in answers.items("children")]
    if not children or any(answers.text(f"{child}/child_home") != "no" for child in children):
        return None
    routes = [routing.route(answers.text(f"{child}/child_other_postcode") or None, on) for child in children]
    is_out = all(route.kind is routing.Kind.OTHER_COUNCIL for route in routes)
    return Place(stop=OTHER_COUNCIL, name=routes[0].name) if is_out else None
