"""A second person reads the letters before they go, where the rules ask for it (DOMAIN.md 2.9)."""

import re
from functools import partial
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from pytest import MonkeyPatch

from notifications.models.messages import Kind, Message
from portal import clock, council, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import decisions as deciding
from tests.factories import people, requests
from tests.factories.threads import at_once
from tests.pages import text_of
from triage import decisions, drafting, reviewers, second_look_verdicts, second_looks
from triage.models.requests import HelpRequest
from triage.read_marks import Seen
from triage.refusals import NotAllowed


def careful(by: User, outcome: str = "family_hub_offer", **answers: object) -> HelpRequest:
    """A decision with its letters made, about a family who asked us to be careful."""
    request = requests.picked_up(by, **({"contact_risk": "yes"} | answers))
    deciding.write(request, by, deciding.pieces(outcome))
    decisions.preview(request, by, clock.now())
    db.commit()
    return request


def version(request: HelpRequest) -> int:
    draft = drafting.find(request)
    assert draft
    return draft.version


def asked(request: HelpRequest, by: User) -> str:
    """Ask for the look; its address."""
    decisions.ask_second_look(request, by, clock.now(), read_to_end=True, seen=Seen(version=version(request)))
    db.commit()
    (look,) = second_looks.looks_of(request)[-1:]
    return f"/second-looks/{look.id}"


def why(request: HelpRequest, outcome: str, by: User, **answers: object) -> tuple[str, ...]:
    return second_looks.why(request, {"need_areas": [], **answers}, outcome, by)


def test_the_rules_ask_for_a_second_look_and_never_at_a_step_up() -> None:
    old, new = people.make(Role.EHA), people.make(Role.EHA, is_experienced=False)
    plain, flagged = requests.picked_up(old), requests.picked_up(old, contact_risk="dont_know")
    urgent = requests.picked_up(old, read_now=True)
    abuse = {"need_areas": ["safe_from_domestic_abuse"]}
    assert why(plain, "signposted", old) == ()
    assert why(flagged, "more_information", old) == ("safe_contact",)
    assert why(plain, "signposted", new) == ("new_advisor",)
    assert why(plain, "family_declined", old, **abuse) == why(urgent, "unable_to_contact", old) == ("worry",)
    assert why(plain, "signposted", old, **abuse) == ()
    assert why(flagged, "step_up_mash", new, **abuse) == ()


def test_after_their_first_decisions_an_advisor_is_new_no_longer() -> None:
    this = council.current()
    council.use(this.model_copy(update={"targets": this.targets.model_copy(update={"new_advisor_decisions": 1})}))
    new = people.make(Role.EHA, is_experienced=False)
    assert second_looks.is_new(new)
    request = requests.picked_up(new)
    deciding.write(request, new, deciding.pieces())
    deciding.send(request, new)
    assert not second_looks.is_new(new)


def test_letters_wait_for_a_colleague_who_approves_exactly_those(client: FlaskClient) -> None:
    advisor, reviewer = people.make(Role.EHA, name="Maria Okafor"), people.make(Role.QA_REVIEWER, name="Dev Sandhu")
    request = careful(advisor)
    start = f"/queue/{request.reference}/decide"
    people.sign_in(client, advisor)
    sent = {"read": deciding.marks(request), "base": version(request)}
    refused = client.post(f"{start}/send", data=sent)
    assert refused.status_code == 409 and "Ask for a second look, then send them" in text_of(refused)
    assert client.post(f"{start}/second-look", data=sent).status_code == 302
    assert "Nobody has read them yet" in text_of(client.get(f"{start}/read"))
    assert [m.person_id for m in db.session.query(Message).filter_by(kind=Kind.SECOND_LOOK_ASKED)] == [reviewer.id]
    people.sign_in(client, reviewer)
    rows = client.get("/second-looks")
    assert "Maria Okafor asked on" in text_of(rows) and "Alfie" not in text_of(rows)
    found = re.search(r'href="(/second-looks/[0-9a-f-]{36})"', rows.get_data(as_text=True))
    assert found
    approve(client, found[1])
    people.sign_in(client, advisor)
    assert "Dev Sandhu read these letters" in text_of(client.get(f"{start}/read"))
    assert client.post(f"{start}/send", data=sent).status_code == 302


def approve(client: FlaskClient, address: str) -> None:
    """Read the page and approve what it shows."""
    page = client.get(address)
    assert "careful how we are in touch" in text_of(page) and "Family hub offer" in text_of(page)
    letters = re.search(r'name="letters" value="([0-9a-f]{64})"', page.get_data(as_text=True))
    assert letters
    ticks = re.findall(r'name="read" value="([^"]+)"', page.get_data(as_text=True))
    assert len(ticks) == 2 and f"{address}/letters/{ticks[0][:36]}/pages/1.png" in page.get_data(as_text=True)
    unread = client.post(f"{address}/approve", data={"letters": letters[1]})
    assert unread.status_code == 409 and "Tick that you have read" in text_of(unread)
    assert client.post(f"{address}/approve", data={"letters": letters[1], "read": ticks}).status_code == 302


def test_what_was_sent_back_comes_with_a_note_and_other_words_need_another_look(client: FlaskClient) -> None:
    advisor, manager = people.make(Role.EHA), people.make(Role.SERVICE_MANAGER)
    request = careful(advisor)
    address = asked(request, advisor)
    people.sign_in(client, manager)
    letters = second_looks.looks_of(request)[0].letters_sha256
    empty = client.post(f"{address}/return", data={"letters": letters, "words": " "})
    assert empty.status_code == 409 and "Write what to change" in text_of(empty)
    client.post(f"{address}/return", data={"letters": letters, "words": "Say what happens first."})
    people.sign_in(client, advisor)
    read = f"/queue/{request.reference}/decide/read"
    assert "Say what happens first." in text_of(client.get(read))
    deciding.write(requests.found(request.reference), advisor, deciding.pieces(words_referrer="We ring first."))
    client.post(f"/queue/{request.reference}/decide/letters")
    deciding.marks(request)
    again = text_of(client.get(read))
    assert "Say what happens first." not in again and "Ask for a second look" in again


@pytest.mark.parametrize("who", ["the writer", "new", "another district", "the referrer"])
def test_nobody_else_may_approve(client: FlaskClient, who: str) -> None:
    advisor = people.make(Role.EHA)
    request = careful(advisor)
    address = asked(request, advisor)
    person, status = {
        "the writer": (advisor, 409),
        "new": (people.make(Role.EHA, is_experienced=False), 409),
        "another district": (people.make(Role.EHA, districts=["rushcliffe"]), 404),
        "the referrer": (db.session.get_one(User, request.referrer_id), 403),
    }[who]
    people.sign_in(client, person)
    letters = second_looks.looks_of(request)[0].letters_sha256
    said = client.post(f"{address}/approve", data={"letters": letters, "read": deciding.marks(request)})
    assert said.status_code == status and second_looks.looks_of(request)[0].verdict is None


def test_an_approval_holds_overnight_and_not_for_who_takes_the_request_over(monkeypatch: MonkeyPatch) -> None:
    advisor, other = people.make(Role.EHA), people.make(Role.EHA)
    request = careful(advisor)
    deciding.look_at(request, advisor, clock.now())
    tomorrow = clock.now().replace(hour=9) + deciding.DAY
    decisions.preview(request, other_holds(request, other), tomorrow)
    with pytest.raises(NotAllowed, match="second look"):
        decisions.decide(request, other, tomorrow, read_to_end=True)
    decisions.preview(request, other_holds(request, advisor), tomorrow)
    assert decisions.decide(request, advisor, tomorrow, read_to_end=True).outcome == "family_hub_offer"


def other_holds(request: HelpRequest, person: User) -> User:
    request.assignee_id = person.id
    db.session.flush()
    return person


def test_of_two_reviewers_at_once_one_decides() -> None:
    advisor = people.make(Role.EHA)
    request = careful(advisor)
    look_id = UUID(asked(request, advisor).rpartition("/")[2])
    first, second = people.make(Role.SERVICE_MANAGER), people.make(Role.DUTY_EHA)
    db.session.remove()
    said = at_once([partial(verdict, look_id, first), partial(verdict, look_id, second)])
    assert sorted(type(each).__name__ for each in said) == ["NotAllowed", "str"]


def verdict(look_id: UUID, by: User) -> str:
    found = reviewers.found(look_id, by)
    assert found
    second_look_verdicts.approve(found[1], found[0], found[0].letters_sha256, by, clock.now(), read_to_end=True)
    return "approved"
