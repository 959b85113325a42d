"""Opening a letter counts when a signed-in person of the side that asked opens it, and for nobody else."""

import pytest

from notifications import queries, readings
from notifications.models.letters import Letter
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import people
from tests.factories.letters import letter


def is_unread(letter: Letter, reader: User) -> bool:
    return queries.news(letter.request_id, letter.reference, reader)[0]


def test_who_opens_it_has_opened_it_and_later_says_so(client):
    person = people.make()
    people.sign_in(client, person)
    made = letter(for_person=person.id)
    assert is_unread(made, person) and not readings.is_read(made)
    client.get(f"/letters/{made.id}/aloud")
    assert readings.is_read(made) and not is_unread(made, person)
    said = [readings.say_read(made, person, clock.now()) for _ in range(2)]
    db.commit()
    kept = readings.of([made.id], person)[made.id]
    assert said == [True, False] and kept.said_read_at and kept.opened_at < kept.said_read_at


@pytest.mark.parametrize(
    "told", [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}, {"X-Moz": "prefetch"}]
)
def test_what_is_fetched_beforehand_was_not_read(client, told):
    person = people.make()
    people.sign_in(client, person)
    made = letter(for_person=person.id)
    client.get(f"/letters/{made.id}", headers=told)
    client.head(f"/letters/{made.id}")
    assert not readings.is_read(made) and is_unread(made, person)


def test_the_council_reading_it_does_not_make_it_read(client):
    made, advisor = letter(), people.make(Role.EHA)
    people.sign_in(client, advisor)
    assert client.get(f"/letters/{made.id}").status_code == 200
    assert not readings.is_read(made) and not readings.say_read(made, advisor, clock.now())
