"""Who has a request."""

from functools import partial
from uuid import UUID

import pytest

from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import people, requests
from tests.factories.threads import at_once
from triage import assignment, notes, passing_on
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed, Taken
from triage.statuses import Status


def pick_up(request_id: UUID, by: User) -> None:
    assignment.pick_up(db.session.get_one(HelpRequest, request_id), by, clock.now())


def test_picking_up_starts_triage_and_a_second_press_changes_nothing() -> None:
    advisor, request = people.make(Role.EHA), requests.sent()
    assignment.pick_up(request, advisor, clock.now())
    assignment.pick_up(request, advisor, clock.now())
    assert (request.status, request.assignee_id) == (Status.IN_TRIAGE, advisor.id)


def test_who_comes_second_is_told_who_has_it() -> None:
    request = requests.picked_up(people.make(Role.EHA, name="Sian Price"))
    with pytest.raises(Taken, match="Sian Price"):
        assignment.pick_up(request, people.make(Role.EHA), clock.now())


def test_of_many_at_the_same_instant_one_wins_and_the_others_learn_who() -> None:
    request_id = requests.sent().id
    advisors = [people.make(Role.EHA, name=f"Advisor {number}") for number in range(8)]
    db.session.remove()
    results = at_once([partial(pick_up, request_id, by) for by in advisors])
    lost = [each for each in results if each is not None]
    holder = db.session.get_one(HelpRequest, request_id).assignee_id
    winner = next(by for by in advisors if by.id == holder)
    assert len(lost) == 7
    assert all(isinstance(each, Taken) and each.holder == winner.name for each in lost)


def test_given_back_it_can_be_picked_up_by_another() -> None:
    first, second = people.make(Role.EHA), people.make(Role.EHA)
    request = requests.picked_up(first)
    assignment.give_back(request, first, clock.now())
    db.commit()
    assignment.pick_up(request, second, clock.now())
    assert (request.status, request.assignee_id) == (Status.IN_TRIAGE, second.id)


def test_only_who_has_it_gives_it_back() -> None:
    request = requests.picked_up(people.make(Role.EHA))
    with pytest.raises(NotAllowed):
        assignment.give_back(request, people.make(Role.EHA), clock.now())


def test_a_withdrawn_request_cannot_be_picked_up() -> None:
    request = requests.sent()
    request.status = Status.WITHDRAWN
    db.commit()
    with pytest.raises(NotAllowed, match="no longer open"):
        assignment.pick_up(request, people.make(Role.EHA), clock.now())


def test_who_had_a_request_that_was_withdrawn_is_not_sent_to_themselves() -> None:
    advisor, referrer = people.make(Role.EHA), people.make()
    request, colleague = requests.picked_up(advisor, by=referrer), people.make(Role.EHA)
    notes.withdraw(request, "They said no", referrer, clock.now())
    for hand_on in (
        partial(assignment.hand, request, colleague.id, ""),
        partial(passing_on.pass_on, request, "newark_and_sherwood", "Sam"),
    ):
        with pytest.raises(NotAllowed, match="no longer open: it is “withdrawn”"):
            hand_on(advisor, clock.now())
