"""Letters to see to: what a person has to do about a letter stands before the advisors of its district until it is
done, once."""

import pytest

from notifications import claims, letters, seeing_to, tasks
from notifications.models.messages import Kind, Message
from notifications.models.tasks import TaskKind
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import decisions, people, places
from tests.pages import text_of
from triage import undelivered
from triage.models.requests import HelpRequest


@pytest.fixture
def advisor(client) -> User:
    places.gazetteer()
    made = people.make(Role.EHA)
    people.sign_in(client, made)
    return made


def refused() -> HelpRequest:
    """A decided request whose mail was refused for good."""
    request, by = decisions.written()
    decisions.send(request, by)
    message = db.session.query(Message).filter_by(reference=request.reference, kind=Kind.OUTCOME).one()
    claims.mark_failed(message, clock.now(), "550", "5.1.1")
    db.commit()
    return request


def test_it_stands_on_the_queue_the_list_and_the_request_until_somebody_says_how_it_was_done(client, advisor):
    request = refused()
    assert "Letters to see to (1)" in text_of(client.get("/queue"))
    assert request.reference in text_of(client.get("/letters-to-see-to"))
    assert "An email was refused" in text_of(client.get(f"/queue/{request.reference}"))
    address = f"/letters-to-see-to/{seeing_to.of(request.reference)[0].task.id}"
    assert "Say what you did" in text_of(client.post(address, data={"why": " "}))
    client.post(address, data={"why": "Rang them: they read it in the portal."})
    assert seeing_to.of(request.reference) == [] and undelivered.undelivered(advisor, clock.now()) == []
    assert "Rang them" in text_of(client.get(address)) and "Letters to see to" not in client.get("/queue").text
    again = client.post(address, data={"why": "Rang them again."})
    assert again.status_code == 409 and "This was done on" in text_of(again) and "again" not in text_of(again)


def test_it_goes_with_the_request_to_another_district(client, advisor):
    request = refused()
    letters.hand_to("newark_and_sherwood", request.id)
    db.commit()
    task_id = seeing_to.of(request.reference)[0].task.id
    assert client.get(f"/letters-to-see-to/{task_id}").status_code == 404
    assert client.post(f"/letters-to-see-to/{task_id}", data={"why": "Done"}).status_code == 404
    theirs = people.make(Role.EHA, districts=["newark_and_sherwood"])
    assert [row.task.id for row in seeing_to.page(theirs).rows] == [task_id]
    assert seeing_to.page(advisor).rows == () and seeing_to.page(people.make()).rows == ()


def test_the_list_goes_by_key(client, advisor):
    for number in range(3):
        told = {"reference": "EH-7K2M-Q4XT", "district": "bassetlaw", "now": clock.now(), "reason": "braille"}
        tasks.make(f"t{number}", TaskKind.OTHER_FORMAT, **told)
    db.commit()
    first = seeing_to.page(advisor, limit=2)
    last = seeing_to.page(advisor, after=first.next_key, limit=2)
    assert [row.task.key for row in (*first.rows, *last.rows)] == ["t0", "t1", "t2"] and last.next_key is None
    assert first.rows[0].what == "A letter is wanted another way: Braille"
    assert client.get("/letters-to-see-to?after=odd").status_code == 200
