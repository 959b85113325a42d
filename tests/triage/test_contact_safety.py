"""Clearing "nobody knows whether contact is safe", and the check of the case system."""

from datetime import timedelta
from typing import Any

import pytest

from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from portal.audit import AuditEvent
from tests.factories import people, requests
from triage import case_checks, contact_events, contact_safety, contact_ways, queries, reading, search, search_words
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed, Taken

UNKNOWN: dict[str, Any] = {"contact_risk": "dont_know", "contact_address_secret": "no"}
HOW = "Asked the mother at the school gate"
HEARD = "Her sister rang: he has her phone now"


@pytest.fixture
def advisor() -> User:
    return people.make(Role.EHA)


def hidden(request: HelpRequest) -> set[str]:
    """What is masked from somebody who has opened nothing."""
    page = reading.read(request, people.make(Role.EHA), clock.now())
    return {line.id for part in page.parts for group in part.groups for line in group.lines if line.is_masked}


def test_once_cleared_it_is_as_if_contact_had_been_safe_from_the_start(advisor: User) -> None:
    request = requests.picked_up(advisor, **UNKNOWN)
    reach = {"contact_phone", "home_address", "home_postcode"}
    assert reach <= hidden(request) and "safe_contact" in request.tags and request.place == ""
    contact_safety.clear(request, HOW, advisor, clock.now())
    assert not reach & hidden(request) and "safe_contact" not in request.tags and request.place == "Retford"
    page = reading.read(request, advisor, clock.now())
    assert page.cleared and page.cleared.words == HOW and "Email" in page.unsafe_ways
    assert db.session.query(AuditEvent).filter_by(act="request.contact_cleared").one().person_id == advisor.id


def test_a_secret_address_stays_secret_when_contact_is_safe(advisor: User) -> None:
    request = requests.picked_up(advisor, contact_risk="dont_know", contact_address_secret="yes")
    contact_safety.clear(request, HOW, advisor, clock.now())
    assert {"home_address", "home_postcode"} <= hidden(request) and "contact_phone" not in hidden(request)
    assert "safe_contact" in request.tags and request.place == ""


@pytest.mark.parametrize(
    ("risk", "words", "refusal"),
    [("yes", HOW, "nothing to clear"), ("no", HOW, "nothing to clear"), ("dont_know", " ", "Say who you asked")],
)
def test_what_is_unsafe_is_never_cleared_nor_anything_without_words(
    advisor: User, risk: str, words: str, refusal: str
) -> None:
    request = requests.picked_up(advisor, **UNKNOWN | {"contact_risk": risk})
    with pytest.raises(NotAllowed, match=refusal):
        contact_safety.clear(request, words, advisor, clock.now())
    assert contact_safety.cleared(request, queries.content(request).answers) is None


def test_it_is_cleared_once_and_by_who_has_the_request(advisor: User) -> None:
    request = requests.picked_up(advisor, **UNKNOWN)
    with pytest.raises(Taken):
        contact_safety.clear(request, HOW, people.make(Role.EHA), clock.now())
    contact_safety.clear(request, HOW, advisor, clock.now())
    with pytest.raises(NotAllowed, match="cleared this already"):
        contact_safety.clear(request, "Asked again", advisor, clock.now())


def test_any_advisor_takes_it_back_with_a_reason_and_all_is_hidden_again(advisor: User) -> None:
    request, colleague = requests.picked_up(advisor, **UNKNOWN), people.make(Role.EHA)
    with pytest.raises(NotAllowed, match="nothing to take back"):
        contact_safety.take_back(request, HEARD, colleague, clock.now())
    contact_safety.clear(request, HOW, advisor, clock.now())
    with pytest.raises(NotAllowed, match="what you heard"):
        contact_safety.take_back(request, " ", colleague, clock.now())
    contact_safety.take_back(request, HEARD, colleague, clock.now())
    assert {"contact_phone", "home_address"} <= hidden(request) and "safe_contact" in request.tags
    assert request.place == "" and not reading.read(request, advisor, clock.now()).cleared
    contact_safety.clear(request, "Asked her again", advisor, clock.now())
    told = contact_events.story(request, contact_safety.story(request, queries.content(request).answers)).happened
    assert [words for _, _, _, words in told] == [HOW, HEARD, "Asked her again"]


def test_a_search_says_no_postcode_that_the_page_hides(advisor: User) -> None:
    request, typed = requests.picked_up(advisor, **UNKNOWN), search_words.read("DN22 9ZZ", clock.today())

    def found() -> bool:
        return bool(search.search(advisor, typed, today=clock.today()).rows)

    assert not found()
    contact_safety.clear(request, HOW, advisor, clock.now())
    assert found()
    contact_safety.take_back(request, HEARD, advisor, clock.now())
    assert not found()
    requests.sent(contact_risk="yes", contact_risk_detail="He reads her post.", contact_address_secret="no")
    assert not found()


def test_clearing_opens_no_way_they_did_not_tick(advisor: User) -> None:
    request = requests.picked_up(advisor, **UNKNOWN)
    contact_safety.clear(request, HOW, advisor, clock.now())
    answers = queries.content(request).answers
    assert [way for way, _ in contact_ways.offered(answers)] == ["phone_call", "voicemail", "letter_to_home"]


def test_a_look_into_the_case_system_says_when_and_what(advisor: User) -> None:
    request, now = requests.picked_up(advisor, at=clock.now() - timedelta(hours=1)), clock.now()
    facts: dict[str, Any] = {"by": advisor, "now": now, "checked_at": now, "words": ""}
    for wrong, refusal in (
        ({"is_found": True}, "Say what you found"),
        ({"is_found": False, "checked_at": now + timedelta(minutes=1)}, "in the past"),
        ({"is_found": False, "checked_at": now - timedelta(hours=2)}, "after the request was sent"),
    ):
        with pytest.raises(NotAllowed, match=refusal):
            case_checks.keep(request, **(facts | wrong))
    case_checks.keep(request, **facts, is_found=False)
    assert [(each.is_found, each.checked_at) for each in case_checks.checks(request.id)] == [(False, now)]
