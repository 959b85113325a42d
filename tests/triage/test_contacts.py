"""Contacts: only by a ticked way, only with whom the family said yes to, and counted for those who could not be
reached."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import cases, people, requests
from tests.factories.contacts import told, tried
from triage import assignment, contact_ways, contacts
from triage.models.contacts import Contact, With
from triage.models.requests import HelpRequest
from triage.statuses import Status
from triage.tries import Tries

MONDAY = datetime(2026, 9, 7, 10, tzinfo=clock.LONDON)
SERVICES = [
    {"pro_kind": "school_nurse", "pro_org": "School nursing", "pro_ok": "yes"},
    {"pro_kind": "housing", "pro_org": "Trent Homes", "pro_ok": "no"},
    {"pro_kind": "other", "pro_org": "Meadow Club", "pro_ok": "not_asked"},
]


@pytest.fixture
def advisor() -> User:
    return people.make(Role.EHA)


def at_work(advisor: User, **answers: Any) -> HelpRequest:
    return requests.picked_up(advisor, at=MONDAY, **answers)


def problems(request: HelpRequest, by: User, now: datetime | None = None, **changes: Any) -> set[str]:
    """The fields a contact is refused for; nothing when it was kept."""
    try:
        contacts.log(request, told(**changes), by, now or clock.now())
    except contacts.Wrong as refused:
        return set(refused.problems)
    return set()


def test_a_family_is_reached_by_the_ways_they_ticked_and_by_no_other(advisor: User) -> None:
    ticked = ["text_message", "letter_to_home"]
    request = at_work(advisor, contact_ways=ticked)
    for way in [*contact_ways.WAYS, "video_call", ""]:
        assert problems(request, advisor, way=way, result="wrong_details") == (set() if way in ticked else {"way"}), way
    assert {each.way for each in contacts.of(request)} == set(ticked)


def test_no_message_is_left_where_voicemail_is_not_safe(advisor: User) -> None:
    silent, spoken = (at_work(advisor, contact_ways=["phone_call", *more]) for more in ([], ["voicemail"]))
    assert problems(silent, advisor, result="message") == problems(spoken, advisor, result="message") == {"result"}
    assert problems(spoken, advisor, way="voicemail", result="message") == set()
    assert "way" in problems(silent, advisor, way="voicemail", result="message")


def test_a_service_they_said_no_to_is_never_rung_and_one_not_asked_about_waits_for_their_yes(advisor: User) -> None:
    request = at_work(advisor, professionals=SERVICES)
    service = {"with_whom": With.SERVICE}
    assert problems(request, advisor, **service) == {"whom"}
    assert problems(request, advisor, **service, whom="School nursing") == set()
    for name in ("Trent Homes", " trent  homes"):
        assert problems(request, advisor, **service, whom=name, said_yes=True) == {"whom"}
    for name in ("Meadow Club", "Nobody named it"):
        assert problems(request, advisor, **service, whom=name) == {"said_yes"}
    assert problems(request, advisor, **service, whom="Meadow Club", said_yes=True) == set()
    assert problems(request, advisor, **service, whom="meadow club") == set()  # they said yes the first time


def test_what_cannot_have_been_is_refused(advisor: User) -> None:
    request, later = at_work(advisor), MONDAY + timedelta(days=1)
    assert problems(request, advisor, MONDAY, at=later) == {"at"}
    assert problems(request, advisor, later, at=MONDAY - timedelta(hours=1)) == {"at"}
    assert problems(request, advisor, later, next_on=MONDAY.date()) == {"next_on"}
    assert problems(request, advisor, result="reached", words=" ") == {"words"}
    assert problems(request, advisor, result="did_not_come") == {"result"}
    assert problems(request, advisor, result="", way="") == {"result", "way"}
    assert db.session.query(Contact).count() == 0


def test_two_presses_of_one_button_keep_one_contact_and_other_words_another(advisor: User) -> None:
    request = at_work(advisor)
    once = told(words="Rang twice")
    assert [contacts.log(request, once, advisor, clock.now()) for _ in range(2)] == [True, False]
    assert contacts.log(request, told(words="Rang again", press=once.press), advisor, clock.now())
    assert [each.words for each in contacts.of(request)] == ["Rang twice", "Rang again"]


def test_a_day_to_try_again_waits_for_the_family_and_reaching_them_ends_the_wait(advisor: User) -> None:
    request, colleague = at_work(advisor), people.make(Role.EHA)
    tomorrow = clock.today() + timedelta(days=1)
    assert not problems(request, colleague, next_on=tomorrow) and request.status is Status.IN_TRIAGE
    assert not problems(request, advisor, next_on=tomorrow) and request.status is Status.AWAITING_FAMILY
    assert contacts.next_try(contacts.of(request)) == tomorrow
    assert not problems(request, colleague, result="reached", words="They rang back")
    assert request.status is Status.IN_TRIAGE and contacts.next_try(contacts.of(request)) is None


def counted(request: HelpRequest) -> Tries:
    return contacts.family_tries(request, clock.today())


def test_three_tries_in_two_ways_on_three_days_are_enough_and_less_is_named(advisor: User) -> None:
    request = at_work(advisor)
    assert [len(counted(request).missing), counted(request).number] == [3, 0]
    for days, way in ((0, "phone_call"), (0, "voicemail"), (1, "phone_call")):
        tried(request, advisor, MONDAY + timedelta(days=days, hours=1), way)
    assert counted(request).missing == ("Try on at least 3 different days.",)
    tried(request, advisor, MONDAY + timedelta(days=2), "phone_call")
    found = counted(request)
    assert found.is_enough and (found.number, found.ways, found.days, found.within) == (4, 2, 3, 2)
    tried(request, advisor, MONDAY + timedelta(days=3), "phone_call", result="reached", words="Not now")
    assert counted(request).number == 0


def test_tries_far_apart_do_not_add_up(advisor: User) -> None:
    request = at_work(advisor)
    for days, way in ((0, "phone_call"), (7, "voicemail"), (15, "phone_call")):
        tried(request, advisor, MONDAY + timedelta(days=days), way)
    assert (counted(request).number, counted(request).is_enough) == (2, False)
    tried(request, advisor, MONDAY + timedelta(days=16), "phone_call")
    assert counted(request).is_enough  # since the second of them, ten working days have not gone by


def test_a_family_with_one_safe_way_is_tried_by_that_one_alone(advisor: User) -> None:
    request = at_work(advisor, contact_ways=["email"])
    for days in range(3):
        tried(request, advisor, MONDAY + timedelta(days=days), "email", result="message")
    assert counted(request).is_enough


def test_every_example_family_can_be_tried_by_what_they_ticked(advisor: User) -> None:
    for name in cases.ALL:
        request = requests.picked_up(advisor, name)
        for way in contact_ways.ticked(cases.read(name)["answers"]):
            assert problems(request, advisor, way=way) == set(), (name, way)


def test_contacts_stay_with_the_request_whoever_has_it(advisor: User) -> None:
    request, next_holder = at_work(advisor), people.make(Role.EHA)
    tried(request, advisor, MONDAY)
    assignment.give_back(request, advisor, clock.now())
    assignment.pick_up(request, next_holder, clock.now())
    assert [each.by_id for each in contacts.of(request)] == [advisor.id]
