"""Who has looked: letters among it, pages in a row as one look, and older ones on request."""

from datetime import timedelta

import pytest

from notifications.models.letters import Letter
from portal import audit, clock, db
from portal.access import Role
from tests.factories import people, requests
from triage import looked, opened, restricted


def test_every_kind_of_look_is_told_newest_first_and_pages_in_a_row_once() -> None:
    request, reader, now = requests.sent(), people.make(Role.EHA, name="Maria Okafor"), clock.now()
    letter = db.session.query(Letter).filter_by(request_id=request.id).one()
    opened.note(request, reader, now)
    opened.note(request, reader, now)
    restricted.open(request, "safe_contact", "About to ring", reader, now)
    audit.record("letter.read", str(letter.id), by=request.referrer_id, at=now)
    opened.note(requests.sent(), reader, now)  # of another request
    db.commit()
    assert [(each.what, each.times, each.reason) for each in looked.looks(request).looks] == [
        ("Read the copy of the request", 1, ""),
        ("Opened restricted answers: Safe contact details", 1, "About to ring"),
        ("Opened the request", 2, ""),
    ]


def test_a_long_list_goes_on_where_it_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looked, "MOST", 3)
    request, start = requests.sent(), clock.now() - timedelta(days=9)
    readers = [people.make(Role.EHA, name=f"Advisor {number}") for number in range(5)]
    for number, reader in enumerate(readers):
        opened.note(request, reader, start + timedelta(days=number))
        db.commit()
    newest = looked.looks(request)
    older = looked.looks(request, newest.after)
    assert [each.name for each in (*newest.looks, *older.looks)] == [reader.name for reader in reversed(readers)]
    assert older.after is None
