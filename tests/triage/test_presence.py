"""Who looks at a request now: told by open pages, for a minute; without scripts by the opening, for some minutes."""

from datetime import timedelta

from portal import clock, db
from portal.access import Role
from tests.factories import people, requests
from triage import opened, presence
from triage.models.work import Looking


def test_who_has_the_page_open_is_named_to_the_others_until_a_minute_after() -> None:
    request, now = requests.sent(), clock.now()
    maria, priya = people.make(Role.EHA, name="Maria Okafor"), people.make(Role.EHA, name="Priya Raman")
    opened.note(request, maria, now - timedelta(seconds=1))
    presence.here(request, maria, now)
    assert presence.looking_now(request, priya, now) == ["Maria Okafor"]
    assert presence.looking_now(request, maria, now) == []
    assert presence.looking_now(requests.sent(), priya, now) == []
    presence.here(request, maria, now + timedelta(seconds=20))
    assert presence.looking_now(request, priya, now + timedelta(seconds=79)) == ["Maria Okafor"]
    assert presence.looking_now(request, priya, now + timedelta(seconds=81)) == []


def test_a_browser_without_scripts_counts_for_five_minutes() -> None:
    request, now = requests.sent(), clock.now()
    maria, priya = people.make(Role.EHA, name="Maria Okafor"), people.make(Role.EHA)
    opened.note(request, maria, now)
    db.commit()
    assert presence.looking_now(request, priya, now + timedelta(minutes=4)) == ["Maria Okafor"]
    assert presence.looking_now(request, priya, now + timedelta(minutes=6)) == []


def test_who_looked_is_forgotten_after_a_day() -> None:
    request, now = requests.sent(), clock.now()
    presence.here(request, people.make(Role.EHA), now)
    presence.sweep(now + timedelta(hours=23))
    assert db.session.query(Looking).count() == 1
    presence.sweep(now + timedelta(hours=25))
    assert db.session.query(Looking).count() == 0
