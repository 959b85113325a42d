"""What each of the 15 outcomes must have (DOMAIN.md 2.4): without it the letters cannot be read, and the page names the
fix. That each goes with it stands in test_every_outcome.py."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from portal import clock, council, db
from portal.access import Role
from portal.accounts.models import User
from portal.council_shape import Service
from tests.factories import cases, people, requests
from tests.factories import decisions as deciding
from tests.journeys import main_job
from tests.journeys.deciding import post, version
from tests.pages import text_of
from triage import drafting, links, notes
from triage.models.requests import HelpRequest
from triage.outcomes import OUTCOMES
from triage.pieces import ChildPiece, Pieces

TODAY = clock.today()
LATE, NEXT_MONTH, TOMORROW, LONG_AGO = ((TODAY + timedelta(days=days)).isoformat() for days in (20, 30, 1, -40))
BROKEN: list[tuple[str, dict[str, str], str]] = [
    ("advice_guidance", {"advised": ""}, "Enter an answer to “What you advised”"),
    ("advice_guidance", {"come_back": ""}, "Enter an answer to “How they can come back”"),
    ("signposted", {"service": "Far Away", "checked_open": ""}, "Far Away is not in the directory of this district."),
    ("signposted", {"checked_open": LONG_AGO}, "Check again that it is open: 28 days ago or less"),
    ("signposted", {"date": LONG_AGO}, "When they make contact by must be today or later"),
    ("family_hub_offer", {"date": LATE}, "First contact by must be"),
    ("family_hub_offer", {"hub": "Far Away", "checked_open": ""}, "Far Away is not in the directory of this district."),
    ("partner_led_plan", {"lead_agreed": ""}, "Tick “The lead practitioner has said yes”"),
    ("partner_led_plan", {"date": "2199-01-01"}, "First meeting by must be within a year"),
    ("family_service", {"date": LATE}, "First contact by must be"),
    ("multi_agency_conversation", {"date": NEXT_MONTH, "ring_by": NEXT_MONTH}, "Date of the conversation must be"),
    ("multi_agency_conversation", {"ring_by": TODAY.isoformat()}, "Ring the family on the day of the conversation or"),
    ("multi_agency_conversation", {"ring_by": NEXT_MONTH}, "so that they hear soon what was agreed"),
    ("joined_to_open_work", {"worker_agreed": ""}, "Tick “The worker has confirmed they have"),
    ("step_up_mash", {"mash_reference": ""}, "Enter an answer to “MASH reference”"),
    ("step_up_mash", {"phoned_on": TOMORROW}, "Date you phoned the MASH must be today or earlier"),
    ("step_up_mash", {"phoned_on": LONG_AGO}, "the request came in that day"),
    ("transfer_district", {"district": "bassetlaw"}, "Select another district than this one"),
    ("transfer_council", {"sent_securely": ""}, "Tick “The request was sent to them securely”"),
    ("transfer_council", {"date": LATE}, "When you will check they have been in touch by must be"),
    ("more_information", {"question_1": ""}, "Enter an answer to “First question”"),
    ("more_information", {"phoned_on": TOMORROW}, "When you asked by phone first must be today or earlier"),
    ("family_declined", {"safety_thought": ""}, "Enter an answer to “What you thought about safety”"),
    ("unable_to_contact", {"referrer_will_ask": ""}, "Tick “The referrer has agreed to ask in person”"),
    ("duplicate", {"other_reference": "EH-7777-7777"}, "Select the other request. First say on the request page"),
    ("duplicate", {"new_facts": ""}, "Enter an answer to “What is new in this request”"),
    ("withdrawn", {"is_safe": ""}, "Enter an answer to “Is the child safe, and how you know”"),
]  # fmt: skip


def read(client: FlaskClient, request: HelpRequest) -> str:
    """What the page before sending says."""
    db.session.remove()
    return text_of(client.get(f"/queue/{request.reference}/decide/read"))


def kept(request: HelpRequest) -> Pieces:
    draft = drafting.find(request)
    assert draft
    return drafting.pieces_of(draft)


def test_an_outcome_without_what_it_must_have_is_refused_naming_the_fix(
    client: FlaskClient, advisor: User, request_: HelpRequest
) -> None:
    assert {code for code, _, _ in BROKEN} == set(OUTCOMES)
    for code, changed, said in BROKEN:
        request = requests.found(request_.reference)
        person = db.session.get_one(User, advisor.id)
        deciding.write(request, person, deciding.pieces(code))
        given = kept(request).slots_of(code)
        deciding.write(request, person, deciding.pieces(code, slots={code: {**given, **changed}}))
        page = read(client, request)
        assert "Put these right first" in page and said in page, (code, page[:600])


def test_they_could_not_be_reached_only_after_the_tries_of_the_rule(
    client: FlaskClient, advisor: User, request_: HelpRequest
) -> None:
    draft = drafting.begin(request_, advisor, clock.now())
    pieces = deciding.pieces("unable_to_contact")
    deciding.try_family(request_, advisor, clock.now(), days=(2, 1))
    drafting.save(draft, pieces, base=draft.version, by=advisor, now=clock.now())
    db.commit()
    assert "Try 1 more time. Try on at least 3 different days. Log each try" in read(client, request_)
    deciding.try_family(requests.found(request_.reference), db.session.get_one(User, advisor.id), clock.now(), (3,))
    db.commit()
    page = read(client, request_)
    assert "Put these right first" not in page
    assert "No answer; " in text_of(client.get(f"/queue/{request_.reference}/decide/details"))


def test_what_the_log_does_not_show_yet_is_told_beside_what_was_not_answered(
    client: FlaskClient, request_: HelpRequest
) -> None:
    chosen = post(client, request_, "outcome", outcome="unable_to_contact")
    page = text_of(client.post(chosen.location, data={"base": version(request_)}))
    assert page.count("Try 3 more times.") == page.count("Tick “The referrer has agreed to ask in person”") == 2
    assert "Log a contact with the family" in page
    ways = text_of(client.get(f"/queue/{request_.reference}/decide/family"))
    assert "No letter for now: we have not reached them" in ways and "told in another safe way" not in ways


COMBINED = [
    ({"also": ("signposted",), "outcome": "withdrawn"}, "“Taken back by the referrer” comes alone"),
    ({"outcome": "family_declined", "keep_doing": ""}, "Write what the referrer will keep doing"),
    ({"children": (ChildPiece(position=0, outcome="family_hub_offer"),)}, "This is the family's outcome already"),
    ({"children": (ChildPiece(position=0, outcome="family_service"),)}, "Enter an answer to “Family Service team”"),
    ({"check_back_on": TODAY.isoformat()}, "or later, when help has begun"),
    ({"check_back_on": "2199-01-01"}, "The day to check back must be within a year"),
]


@pytest.mark.parametrize(("changed", "said"), COMBINED)
def test_what_cannot_go_together_is_refused_naming_the_fix(
    client: FlaskClient, advisor: User, request_: HelpRequest, changed: dict[str, str], said: str
) -> None:
    deciding.write(request_, advisor, deciding.pieces(**({"outcome": "family_hub_offer"} | changed)))
    assert said in read(client, request_)


def test_what_was_told_is_taken_back_no_more(client: FlaskClient, advisor: User, request_: HelpRequest) -> None:
    request_.outcome_sent_at = clock.now()
    deciding.write(request_, advisor, deciding.pieces("withdrawn"))
    assert "Choose “Family chose not to go ahead”" in read(client, request_)


def test_a_child_with_help_of_their_own_is_asked_what_that_help_must_have(county: None, client: FlaskClient) -> None:
    advisor = people.make(Role.EHA, districts=["newark_and_sherwood"])
    request = requests.picked_up(advisor, cases.SIBLINGS)
    people.sign_in(client, advisor)
    post(client, request, "outcome", outcome="advice_guidance")
    address = f"/queue/{request.reference}/decide/details"
    asked = main_job.press(client, address, **{"children-1-outcome": "family_hub_offer"})
    assert main_job.on(asked) == address
    page = text_of(client.get(address))
    assert "For one of the children: Family hub offer" in page and "Newark Family Hub" in page


def test_only_services_that_cover_the_district_today_are_offered(client: FlaskClient, request_: HelpRequest) -> None:
    told = {
        "name": "Old Days",
        "offers": "songs",
        "who": "They",
        "districts": ["bassetlaw"],
        "valid_from": "2020-01-01",
    }
    gone = Service.model_validate(told | {"valid_to": "2021-01-01", "checked_open": "2021-01-01"})
    this = council.current()
    council.use(this.model_copy(update={"services": (*this.services, gone)}))
    post(client, request_, "outcome", outcome="signposted")
    page = text_of(client.get(f"/queue/{request_.reference}/decide/details"))
    assert "Sleep Well: sleep. Last asked on" in page and "Another one" in page
    assert "Sherwood Money Advice" not in page and "Old Days" not in page


def test_a_duplicate_takes_what_is_new_to_the_other_request_and_says_nothing_of_who_sent_it(
    client: FlaskClient, advisor: User, request_: HelpRequest
) -> None:
    other = requests.picked_up(advisor)
    links.confirm(request_, other, advisor, clock.now())
    facts = {"other_reference": other.reference, "new_facts": "The family moved house."}
    deciding.write(request_, advisor, deciding.pieces("duplicate", slots={"duplicate": facts}))
    deciding.send(request_, advisor)
    assert [note.text for note in notes.notes_for(other, advisor)] == ["The family moved house."]
    assert request_.status.value == "linked"
