"""Where the family lives decides whether the form may go on."""

from datetime import date
from typing import Any

import pytest

from forms import place
from forms.place import Place
from tests.factories import places
from tests.factories.drafts import answers as given

TODAY = date(2026, 9, 14)
RETFORD, BOLSOVER, MANSFIELD = "DN22 9ZZ", "S80 9ZY", "NG21 9ZY"
AWAY = {"children__a": 1, "children__a__child_home": "no"}


@pytest.mark.parametrize(
    ("answers", "stop", "name"),
    [
        ({"home_postcode": "dn229zz"}, None, "Bassetlaw"),
        ({"home_postcode": BOLSOVER}, "stop_other_council", "Derbyshire"),
        ({"home_postcode": MANSFIELD}, "stop_not_live_here", "Mansfield"),
        ({"home_postcode_none": True, "home_district": "somewhere_else"}, "stop_other_council", "another council"),
        ({"home_postcode": BOLSOVER, "home_postcode_none": True, "home_district": "bassetlaw"}, None, "Bassetlaw"),
        (
            {"home_postcode": RETFORD, **AWAY, "children__a__child_other_postcode": BOLSOVER},
            "stop_other_council",
            "Derby",
        ),
        ({"home_postcode": RETFORD, **AWAY, "children__a__child_other_postcode": MANSFIELD}, None, "Bassetlaw"),
        ({"home_postcode": RETFORD, **AWAY, "children__a__child_other_postcode": "near Bolsover"}, None, "Bassetlaw"),
    ],
)
def test_a_place_is_ours_or_somebody_elses(
    answers: dict[str, Any], stop: str | None, name: str, schema: object
) -> None:
    places.gazetteer()
    found = place.of(given(**answers), TODAY)
    assert (found.stop, found.problem) == (stop, "")
    assert name in found.name


def test_a_postcode_nobody_knows_is_told_with_the_way_round(schema: object) -> None:
    found = place.of(given(home_postcode="ZZ1 1ZZ"), TODAY)
    assert found == Place(problem=found.problem)
    assert "Check it, or tick" in found.problem
