"""Handing a request to colleagues through the pages: given, worked on together, sent, taken back, taken over."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms import question_file
from forms.models import Draft, DraftAnswer
from notifications.models.messages import Message
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import drafts, people, places
from tests.factories import sharing as shared
from tests.pages import text_of

pytestmark = pytest.mark.usefixtures("schema")


class Colleagues:
    """Priya, who begins a request, and Amy of the same school, each on a browser of their own."""

    def __init__(self, app: Flask) -> None:
        places.gazetteer()
        self.app = app
        self.priya, self.priyas = self.join("Priya Nair")
        self.amy, self.amys = self.join("Amy Hart", job="Class teacher")
        self.draft = drafts.of_case("c1", self.priya)
        self.at = f"/requests/{self.draft.id}"

    def join(self, name: str, role: Role = Role.REFERRER, **facts: object) -> tuple[User, FlaskClient]:
        """One more of the school, signed in."""
        person, browser = shared.person(name, role, **facts), self.app.test_client()
        people.sign_in(browser, person)
        return person, browser

    def hand(self, *parts: str, to: User | None = None) -> str:
        """Fill in the page as Priya; what it says then."""
        typed = {"choice": str((to or self.amy).id), "parts": list(parts), "action": "hand"}
        return text_of(self.priyas.post(f"{self.at}/share", data=typed, follow_redirects=True))


@pytest.fixture
def two(app: Flask) -> Colleagues:
    return Colleagues(app)


def test_parts_are_handed_worked_on_and_taken_back_at_once(two: Colleagues) -> None:
    assert "Amy Hart Class teacher, email at school.example" in text_of(two.priyas.get(f"{two.at}/share"))
    said = two.hand("story")
    assert "handed to Amy Hart" in said and "“The family's story”, since today at" in said
    listed = text_of(two.amys.get("/requests"))
    assert "Handed to you (1) Help with: Alfie" in listed
    assert "Priya Nair handed you “The family's story” today at" in listed and "1 of 1 part completed" in listed
    tasks = text_of(two.amys.get(two.at))
    assert tasks.count("Not handed to you") == 9 and "Delete this request" not in tasks
    download = two.amys.get(f"{two.at}/download").get_data(as_text=True)
    assert "read together every night" in download and "Larkfield" not in download
    assert two.amys.post(f"{two.at}/strengths", data={"strengths": "They laugh", "seen": "{}"}).status_code in {
        200,
        302,
    }
    taken = two.priyas.post(f"{two.at}/share/{two.amy.id}/back", follow_redirects=True)
    assert "taken back from Amy Hart" in text_of(taken)
    edit = {"path": "strengths", "value": "More", "base": None, "edit": str(two.amy.id)}
    assert two.amys.get(f"{two.at}/strengths").status_code == 404
    assert two.amys.patch(f"{two.at}/answers", json={"edits": [edit]}).status_code == 404
    assert "Handed to you" not in text_of(two.amys.get("/requests"))


def test_who_has_the_whole_sends_it_and_the_owner_sees_by_whom(two: Colleagues) -> None:
    said = two.hand("whole")
    assert "Amy Hart The whole request, since today" in said
    row = db.session.get_one(DraftAnswer, (two.draft.id, "strengths"))
    row.edited_by, row.edited_at = two.amy.id, clock.now()
    db.commit()
    tasks = text_of(two.priyas.get(two.at))
    assert "Amy Hart is writing in “The family's story” now." in tasks
    assert "Last changed by Amy Hart, today at" in tasks and "Last changed by you" in tasks
    check = text_of(two.amys.get(f"{two.at}/check"))
    assert "Priya Nair began this request. If you send it, you are the one who asks" in check
    assert "Last changed by you, today at" in check and "Priya Nair, 14 September" in check
    sent = two.amys.post(f"{two.at}/check", data={"confirm": "y", "action": "send"}, follow_redirects=True)
    reference = re.findall(r"EH-\w{4}-\w{4}", text_of(sent))[0]
    mine = text_of(two.priyas.get("/requests"))
    assert f"Sent by colleagues (1) You began these. The colleague who sent one gets the answer. {reference}" in mine
    assert f"{reference}: Alfie Sent by Amy Hart , today at" in mine
    told = text_of(two.priyas.get(two.at, follow_redirects=True))
    assert "Amy Hart sent it today at" in told and reference in told
    assert two.priyas.get(f"/r/{reference}").status_code == 404
    assert f"{reference}: Alfie" in text_of(two.amys.get("/requests"))


def test_mistakes_on_the_page_say_what_to_do(two: Colleagues) -> None:
    assert "Select the colleague to hand it to" in text_of(two.priyas.post(f"{two.at}/share", data={"parts": "story"}))
    assert "Select what to hand over" in two.hand()
    assert "Select what to hand over" in two.hand("send")
    assert "either the whole request or parts" in two.hand("whole", "story")
    assert "does not work with you here any more" in two.hand("whole", to=shared.person("Zoe", at="share-2"))
    two.hand("whole")
    assert "has the whole request already" in two.hand("story")


def test_many_colleagues_are_searched_and_who_has_none_is_told_how_to_get_one(two: Colleagues) -> None:
    for number in range(10):
        shared.person(f"Colleague {number}", job="Teacher of art" if number else "Head of year")
    first = text_of(two.priyas.get(f"{two.at}/share"))
    assert "Search by name or job" in first and "Amy Hart" not in first
    found = text_of(two.priyas.post(f"{two.at}/share", data={"words": "HEAD of", "action": "search"}))
    assert "1 person is found" in found and "Colleague 0" in found and "Colleague 1" not in found
    alone = people.make(organisation_id=None)
    people.sign_in(two.amys, alone)
    said = text_of(two.amys.get(f"/requests/{drafts.begin(alone, clock.now()).id}/share"))
    assert "Find your organisation in the list" in said


def test_a_lead_takes_over_what_somebody_left(two: Colleagues) -> None:
    lead, leads = two.join("Tom Hale", Role.ORG_LEAD)
    assert "There is none now" in text_of(leads.get("/requests/left"))
    assert leads.get(f"/requests/left/{two.draft.id}").status_code == 404
    db.session.get_one(User, two.priya.id).organisation_id = shared.school("share-2").id
    db.commit()
    listed = text_of(leads.get("/requests/left"))
    assert "Begun by Priya Nair on 14 September 2026" in listed and "They work elsewhere now" in listed
    page = f"/requests/left/{two.draft.id}"
    assert "Alfie" not in listed + text_of(leads.get(page)) + text_of(leads.get("/requests"))
    assert "Write why you are taking it over" in text_of(leads.post(page))
    assert "Alfie" in text_of(leads.post(page, data={"why": "Priya has left"}, follow_redirects=True))
    assert two.priyas.get(two.at).status_code == leads.get(page).status_code == 404
    assert db.session.get_one(Draft, two.draft.id).owner_id == lead.id
    assert [message.kind for message in db.session.query(Message)] == ["taken_over"]


def test_harm_named_by_a_helper_is_met_with_whom_to_ring(two: Colleagues) -> None:
    two.hand("needs")
    areas = {"need_areas": ["children_safe_from_abuse_and_exploitation"], "need_first": "something"}
    two.priyas.post(f"{two.at}/needs", data=areas | {"seen": "{}"})
    answer = two.amys.post(f"{two.at}/needs-harm", data={"harm_checked": "no", "seen": "{}"})
    assert answer.headers["Location"] == two.at
    assert "Talk to somebody first" in text_of(two.amys.get(two.at))
    assert two.amys.get(f"{two.at}/safety-advised").status_code == 404


def test_somebody_who_changes_organisation_is_let_in_no_more_even_when_they_come_back(two: Colleagues) -> None:
    two.hand("whole")
    here, there = shared.school().id, shared.school("share-2").id
    for organisation in (there, here):
        two.amys.post("/account/organisation", data={"choice": str(organisation), "action": "save"})
        assert two.amys.get(two.at).status_code == 404
    assert "Amy Hart" not in re.sub("Select a colleague.*", "", text_of(two.priyas.get(f"{two.at}/share")))


def test_every_section_that_is_handed_alone_opens_by_its_link(two: Colleagues) -> None:
    for section in question_file.load().sections[1:-1]:
        two.hand(section.id)
        page = two.amys.get(two.at).get_data(as_text=True)
        (link,) = set(re.findall(rf'href="({two.at}/[^"]*)"[^>]*>\s*{section.number}\. ', page))
        assert two.amys.get(link).status_code == 200, link
        two.priyas.post(f"{two.at}/share/{two.amy.id}/back")
