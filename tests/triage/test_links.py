"""A person says of two requests whether they are one family's; what follows from it, and taking it back."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from notifications.models.messages import Kind, Message
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from portal.audit import AuditEvent
from tests.factories import cases, people, requests
from tests.factories.threads import at_once
from triage import duplicates, family, links, matching, notes
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import Status

NOW = clock.now()
CHILD = cases.read(cases.SCHOOL)["answers"]["children"][0]
GUESSED = [CHILD | {"child_last_name": "Hallem-Marsh"}]


def manager() -> User:
    return people.make(Role.SERVICE_MANAGER, name="Dev Rao")


def told(days_ago: int, outcome: str = "advice_guidance", **answers: object) -> HelpRequest:
    """An earlier request, told so many days ago."""
    request = requests.sent(at=NOW - timedelta(days=23), **answers)
    request.outcome, request.outcome_sent_at = outcome, NOW - timedelta(days=days_ago)
    db.commit()
    return request


def again() -> HelpRequest:
    return requests.sent(children=GUESSED, at=NOW)


def is_flagged(request: HelpRequest) -> bool:
    return "re_request" in requests.found(request.reference).tags


def test_what_is_confirmed_is_one_history_and_what_is_rejected_does_not_come_again() -> None:
    first, second, third, by = told(20), again(), requests.sent(at=NOW), manager()
    links.confirm(second, first, by, NOW)
    links.reject(second, third, by, NOW)
    db.commit()
    history = family.history(second, by)
    assert [(past.reference, past.is_this, past.joined_by) for past in history.past] == [
        (second.reference, True, ""),
        (first.reference, False, "Dev Rao"),
    ]
    found = matching.find(second, by)
    assert found.suggested == () and [match.reference for match in found.rejected] == [third.reference]
    assert [match.reference for match in matching.find(third, by).suggested] == [first.reference]
    links.undo(second, third, by, NOW)
    assert [match.reference for match in matching.find(second, by).suggested] == [third.reference]
    acts = {act for (act,) in db.session.query(AuditEvent.act).filter_by(person_id=by.id)}
    assert acts == {"link.confirmed", "link.rejected", "link.undone"}


def test_families_grow_together_and_part_where_a_link_is_taken_back() -> None:
    one, two, three, four = (requests.sent() for _ in range(4))
    by = manager()
    for pair in ((one, two), (three, four), (two, three)):
        links.confirm(*pair, by, NOW)
    assert len({each.family_id for each in (one, two, three, four)}) == 1
    assert {each.reference for each in links.confirmed(one)} == {two.reference, three.reference, four.reference}
    links.undo(two, three, by, NOW)
    assert one.family_id == two.family_id and three.family_id == four.family_id != one.family_id
    links.undo(four, three, by, NOW)
    assert three.family_id is None and links.confirmed(three) == []


@pytest.mark.parametrize(
    ("days", "outcome", "counts"),
    [(20, "advice_guidance", True), (365, "family_declined", True), (366, "advice_guidance", False),
     (20, "duplicate", False), (20, "withdrawn", False), (20, "more_information", False)],
)  # fmt: skip
def test_a_confirmed_link_makes_a_re_request_by_the_same_rule_and_taking_it_back_ends_that(
    days: int, outcome: str, counts: bool
) -> None:
    first, second, by = told(days, outcome), again(), manager()
    assert not is_flagged(second)
    links.confirm(second, first, by, NOW)
    db.commit()
    assert is_flagged(second) is counts and not is_flagged(first)
    links.undo(first, second, by, NOW)
    db.commit()
    assert not is_flagged(second)


def test_another_child_of_the_very_same_name_and_birthday_makes_no_re_request() -> None:
    first, second, by = told(20), requests.sent(at=NOW), manager()
    assert is_flagged(second)
    links.reject(second, first, by, NOW)
    db.commit()
    assert not is_flagged(second)


def test_of_two_people_who_say_it_at_once_one_is_kept() -> None:
    one, two, by = requests.sent(), requests.sent(), manager()

    def say(act: Callable[..., None]) -> None:
        act(requests.found(one.reference), requests.found(two.reference), by, NOW)

    said = at_once([partial(say, act) for act in (links.confirm, links.reject) * 2])
    assert [type(each) for each in said if each is not None] == [NotAllowed] * 3
    with pytest.raises(NotAllowed, match="same request"):
        links.confirm(one, one, by, NOW)


def test_the_history_tells_of_another_district_only_how_many() -> None:
    here, there = requests.sent(), requests.sent(home_postcode="NG22 9ZZ")
    links.confirm(here, there, manager(), NOW)
    db.commit()
    history = family.history(here, people.make(Role.EHA))
    assert [past.reference for past in history.past] == [here.reference]
    assert history.elsewhere == (("newark_and_sherwood", 1),)


def test_the_facts_of_a_duplicate_go_to_an_open_confirmed_request_and_say_nothing_of_its_sender() -> None:
    by, holder, request = manager(), people.make(Role.EHA), requests.sent()
    other = requests.picked_up(holder)
    with pytest.raises(NotAllowed, match="Confirm it on the request page first"):
        duplicates.copy_facts(request, other.reference, "Alfie has moved class.", by, NOW)
    links.confirm(request, other, by, NOW)
    duplicates.copy_facts(request, other.reference.lower(), " Alfie has moved class. ", by, NOW)
    (note,) = notes.notes_for(other, by)
    assert (note.text, note.is_from_referrer) == ("Alfie has moved class.", False)
    assert notes.notes_for(other, db.session.get_one(User, other.referrer_id)) == []
    mail = db.session.query(Message).filter_by(kind=Kind.FACTS_ADDED).one()
    assert (mail.person_id, mail.reference) == (holder.id, other.reference)
    with pytest.raises(NotAllowed, match="Write your note"):
        duplicates.copy_facts(request, other.reference, " ", by, NOW)


def test_a_request_that_is_finished_takes_no_duplicate() -> None:
    by, other, request = manager(), requests.sent(children=GUESSED, at=NOW), requests.sent(at=NOW)
    links.confirm(request, other, by, NOW)
    for still in (Status.IN_TRIAGE, Status.CHECKING_BACK, Status.SENT):  # what was agreed is help under way too
        other.status = still
        db.commit()
        assert duplicates.joinable(request, by) == [other]
    notes.withdraw(other, "Asked twice; he is safe at home.", db.session.get_one(User, other.referrer_id), NOW)
    assert duplicates.joinable(request, by) == []
