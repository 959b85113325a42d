"""The page that says where the data comes from."""

from flask.testing import FlaskClient

from tests.factories.places import SAMPLE_2026, loaded
from tests.pages import text_of


def test_the_notices_that_the_licences_ask_for_are_shown(client: FlaskClient) -> None:
    page = text_of(client.get("/about-our-data"))
    for words in (
        "Contains OS data © Crown copyright and database right 2025",
        "Contains Royal Mail data © Royal Mail copyright and database right 2025",
        "Contains National Statistics data © Crown copyright and database right 2025",
        "Contains public sector information licensed under the Open Government Licence v3.0",
        "mySociety , licensed under Creative Commons Attribution 4.0",
    ):
        assert words in page


def test_the_edition_in_use_is_named(client: FlaskClient) -> None:
    loaded(SAMPLE_2026)
    assert "In use now: onspd_2026_shape_sample, 1,534 postcodes" in text_of(client.get("/about-our-data"))
