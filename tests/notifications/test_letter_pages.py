"""Reading and downloading letters: who may, what is said to others, and what is noted."""

import pytest
from sqlalchemy import select
from uuid_utils.compat import uuid7

from notifications import dispatch, jobs, letters, prints
from notifications.models.letters import Letter
from notifications.wordings import Layout, Reader
from portal import clock, db
from portal.access import Role
from portal.audit import AuditEvent
from portal.organisations import Organisation
from tests.factories import people
from tests.factories.letters import REFERENCE, letter, wording
from tests.pages import text_of


def mine(client) -> Letter:
    """A drawn letter of the person signed in on `client`."""
    person = people.make()
    people.sign_in(client, person)
    made = letter(for_person=person.id)
    jobs.draw(str(made.id))
    return made


def for_family() -> Letter:
    made = letters.write(wording(reader=Reader.FAMILY), request_id=uuid7(), for_person=None, now=clock.now())
    letters.seal(made, clock.now())
    db.commit()
    return made


def test_the_referrer_downloads_the_stored_bytes(client):
    made = mine(client)
    answer = client.get(f"/letters/{made.id}.pdf")
    assert answer.data == prints.of(made.id, Layout.STANDARD).pdf and answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="outcome-{REFERENCE}.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_page_says_what_the_pdf_says(client):
    page = text_of(client.get(f"/letters/{mine(client).id}"))
    assert "your school will lead one plan" in page and "help A.M. and the family" in page


def test_a_letter_not_drawn_yet_asks_for_patience(client):
    person = people.make()
    people.sign_in(client, person)
    answer = client.get(f"/letters/{letter(for_person=person.id).id}.pdf")
    assert answer.status_code == 503 and "being made" in answer.text


@pytest.mark.parametrize("role", [Role.REFERRER, Role.ORG_LEAD, Role.ADMIN, Role.DATA_VIEWER, Role.MAC_MEMBER])
@pytest.mark.parametrize("suffix", ["", ".pdf"])
def test_anybody_else_is_told_there_is_none(client, role, suffix):
    people.sign_in(client, people.make(role))
    assert client.get(f"/letters/{letter().id}{suffix}").status_code in {403, 404}


def test_not_yours_and_none_look_the_same(client):
    people.sign_in(client, people.make())
    foreign, none = client.get(f"/letters/{letter().id}"), client.get(f"/letters/{uuid7()}")
    assert (foreign.status_code, none.status_code) == (404, 404)
    assert text_of(foreign) == text_of(none)


def test_a_visitor_who_is_not_signed_in_sees_nothing(client):
    answer = client.get(f"/letters/{letter().id}.pdf")
    assert answer.status_code in {302, 401} and b"%PDF" not in answer.data


def test_a_trusted_device_alone_does_not_open_a_letter(client):
    person = people.make()
    people.sign_in(client, person, by_code=False)
    answer = client.get(f"/letters/{letter(for_person=person.id).id}")
    assert answer.status_code != 200 and "lead one plan" not in answer.text


@pytest.mark.parametrize(("district", "status"), [("bassetlaw", 200), ("newark_and_sherwood", 404)])
def test_advisors_read_the_family_s_letter_of_their_own_district(client, district, status):
    people.sign_in(client, people.make(Role.EHA, districts=[district]))
    assert client.get(f"/letters/{for_family().id}").status_code == status


def test_an_organisation_lead_reads_what_their_organisation_was_sent(client):
    with db.transaction():
        school = Organisation(kind="school", code="URN-T1", name="Larkfield Primary School")
        db.session.add(school)
    lead = people.make(Role.ORG_LEAD, organisation_id=school.id)
    author = people.away(people.make(organisation_id=school.id))
    people.sign_in(client, lead)
    made = letter(for_person=author.id, organisation_id=school.id)
    assert client.get(f"/letters/{made.id}").status_code == 200


def test_an_organisation_lead_never_reads_a_family_s_letter(client):
    people.sign_in(client, people.make(Role.ORG_LEAD))
    assert client.get(f"/letters/{for_family().id}").status_code == 404


def test_a_draft_is_for_the_council_s_eyes(client):
    person = people.make()
    draft = letters.write(wording(), request_id=uuid7(), for_person=person.id, now=clock.now())
    db.commit()
    people.sign_in(client, person)
    assert client.get(f"/letters/{draft.id}").status_code == 404


def test_every_download_is_noted(client):
    made = mine(client)
    client.get(f"/letters/{made.id}.pdf")
    acts = db.session.execute(select(AuditEvent.act, AuditEvent.subject)).all()
    assert ("letter.downloaded", str(made.id)) in acts


def test_each_form_is_reached_from_the_letter_s_page(client):
    made = mine(client)
    page = client.get(f"/letters/{made.id}").text
    names = [f"outcome-{REFERENCE}{ending}" for ending in (".pdf", "-large-print.pdf", ".txt")]
    jobs.draw_other(str(made.id))
    answers = [client.get(f"/letters/{made.id}{form}") for form in (".pdf", "/large-print.pdf", ".txt")]
    assert [answer.headers["Content-Disposition"].split('"')[1] for answer in answers] == names
    assert "your school will lead one plan" in answers[2].text and answers[2].mimetype == "text/plain"
    assert "Friday 2 October 2026" in text_of(client.get(f"/letters/{made.id}/aloud"))
    assert all(f'"/letters/{made.id}{form}"' in page for form in (".pdf", "/large-print.pdf", ".txt", "/aloud"))


def test_a_layout_nobody_drew_yet_is_drawn_for_who_asks(client):
    made = mine(client)
    assert client.get(f"/letters/{made.id}/large-print.pdf").status_code == 503
    assert any(f"draw_other-{made.id}" in job for job in dispatch.queue(dispatch.OTHERS).get_job_ids())
