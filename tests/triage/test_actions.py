"""What was agreed is followed up: settled once, brought back when it stays silent, passed on with its request."""

from datetime import date, datetime, time, timedelta
from functools import partial

import pytest
from flask.testing import FlaskClient

from notifications.models.messages import Kind, Message
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import decisions as written
from tests.factories import people, requests
from tests.factories.threads import at_once
from tests.pages import text_of
from triage import actions, actions_due, came_back, settling, working_days
from triage.models.follow_up import Action, ActionKind, ActionState
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.settling import How, Settlement
from triage.statuses import Status
from triage.tags import CAME_BACK


def told(outcome: str = "family_hub_offer") -> tuple[HelpRequest, User]:
    request = written.decided(outcome)
    return request, db.session.get_one(User, request.assignee_id)


def one(request: HelpRequest, kind: ActionKind) -> Action:
    return db.session.query(Action).filter_by(request_id=request.id, kind=kind).one()


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), clock.LONDON)


def settle(action: Action, by: User, how: How, **typed: str) -> None:
    request = db.session.get_one(HelpRequest, action.request_id)
    settling.settle(action, request, Settlement(how=how, **typed), by, clock.now())


def mails(kind: Kind) -> int:
    return db.session.query(Message).filter_by(kind=kind).count()


def test_the_decision_is_kept_as_actions_and_the_services_first_contact() -> None:
    request, _ = told()
    kept = actions.of_request(request)
    assert [(each.kind, each.owner) for each in kept] == [
        (ActionKind.ACTION, "Early Help Advisor"),
        (ActionKind.FIRST_CONTACT, "The hub team"),
    ]
    assert {each.by for each in kept} == {clock.today() + timedelta(days=7), clock.today() + timedelta(days=5)}


def test_a_first_contact_silent_past_its_day_comes_back_once_to_the_advisor_and_the_referrer() -> None:
    request, advisor = told()
    contact = one(request, ActionKind.FIRST_CONTACT)
    came_back.sweep(at_noon(contact.by))
    assert mails(Kind.CAME_BACK) == 0
    for _ in range(2):
        came_back.sweep(at_noon(working_days.after(contact.by, 1)))
    assert (mails(Kind.CAME_BACK), mails(Kind.FIRST_CONTACT_LATE)) == (1, 1)
    found = requests.found(request.reference)
    assert CAME_BACK in found.tags
    assert "The hub team was to be in touch by" in came_back.words_for_referrer(found)[0]
    settle(one(found, ActionKind.FIRST_CONTACT), advisor, How.DONE, words="The family told us.")
    assert CAME_BACK not in found.tags and not came_back.words_for_referrer(found)


def test_a_new_day_gives_the_service_until_then() -> None:
    request, advisor = told()
    contact = one(request, ActionKind.FIRST_CONTACT)
    came_back.sweep(at_noon(working_days.after(contact.by, 1)))
    new_day = clock.today() + timedelta(days=9)
    settle(one(request, ActionKind.FIRST_CONTACT), advisor, How.NEW_DAY, by_day=new_day.isoformat())
    db.commit()
    assert CAME_BACK not in requests.found(request.reference).tags
    came_back.sweep(at_noon(working_days.after(new_day, 1)))
    assert mails(Kind.FIRST_CONTACT_LATE) == 2


def test_what_is_missing_is_named_at_its_box() -> None:
    request, advisor = told()
    contact = one(request, ActionKind.FIRST_CONTACT)
    wrong: list[tuple[How, dict[str, str], str]] = [
        (How.DONE, {}, "words"),  # who told us
        (How.DROPPED, {"words": " "}, "words"),
        (How.NEW_DAY, {"by_day": "2027-2-31"}, "by_day"),
        (How.NEW_DAY, {"by_day": "2020-01-01"}, "by_day"),
        (How.SENT_BACK, {"words": "No."}, "how"),  # nobody sends back a first contact
        (How.DONE, {"words": "x" * 301}, "words"),
    ]
    for how, typed, field in wrong:
        with pytest.raises(settling.Missing) as missing:
            settle(contact, advisor, how, **typed)
        assert missing.value.field == field


def test_of_two_who_settle_an_action_at_once_one_does() -> None:
    request, advisor = told()
    action_id = one(request, ActionKind.ACTION).id

    def act(how: How) -> None:
        settle(db.session.get_one(Action, action_id), advisor, how, words="Done.")

    db.session.remove()
    results = at_once([partial(act, how) for how in (How.DONE, How.DROPPED) * 3])
    assert results.count(None) == 1 and all(each is None or isinstance(each, NotAllowed) for each in results)


def test_a_transfer_stays_open_until_a_named_person_confirms_it() -> None:
    request, advisor = told("transfer_council")
    transfer = one(request, ActionKind.TRANSFER)
    came_back.sweep(at_noon(working_days.after(transfer.by, 1)))
    assert (mails(Kind.CAME_BACK), mails(Kind.FIRST_CONTACT_LATE)) == (1, 0)
    with pytest.raises(settling.Missing, match="name of the person"):
        settle(one(request, ActionKind.TRANSFER), advisor, How.DONE)
    settle(one(request, ActionKind.TRANSFER), advisor, How.DONE, words="Jo Fenn, family help")
    assert one(request, ActionKind.TRANSFER).state is ActionState.DONE
    assert requests.found(request.reference).status is Status.TRANSFERRED


def test_a_transfer_is_never_dropped_and_may_come_back_after_it_was_confirmed(client: FlaskClient) -> None:
    request, advisor = told("transfer_council")
    transfer = one(request, ActionKind.TRANSFER)
    with pytest.raises(settling.Missing, match="the family is ours"):
        settle(transfer, advisor, How.DROPPED, words="Nobody answers.")
    settle(transfer, advisor, How.DONE, words="Jo Fenn, family help")
    db.commit()
    people.sign_in(client, advisor)
    here = f"/queue/{request.reference}"
    assert "They sent it back" in text_of(client.get(here))
    given = {"how": "sent_back", "words": "They moved here last week, says Jo Fenn."}
    assert client.post(f"{here}/actions/{transfer.id}", data=given).status_code == 302
    assert requests.found(request.reference).status is Status.IN_TRIAGE
    assert client.post(f"{here}/actions/{transfer.id}", data=given).status_code == 409


def test_a_transfer_sent_back_is_in_triage_again() -> None:
    request, advisor = told("transfer_council")
    settle(one(request, ActionKind.TRANSFER), advisor, How.SENT_BACK, words="They live here, says Jo Fenn.")
    found = requests.found(request.reference)
    assert (found.status, found.assignee_id) == (Status.IN_TRIAGE, advisor.id)


def test_actions_due_are_the_readers_own_districts_nearest_first_by_pages() -> None:
    request, advisor = told()
    stranger = people.make(Role.EHA, districts=["rushcliffe"])
    today = clock.today() + timedelta(days=6)
    first = actions_due.due(advisor, actions_due.Filters(), today=today, limit=1)
    second = actions_due.due(advisor, actions_due.Filters(), today=today, limit=1, after=first.next_key)
    shown = [row for page in (first, second) for row in page.rows]
    assert [(row.kind, row.is_late) for row in shown] == [(ActionKind.FIRST_CONTACT, True), (ActionKind.ACTION, False)]
    assert second.next_key is None and {row.reference for row in shown} == {request.reference}
    assert actions_due.counts(advisor, today=today) == actions_due.Counts(all=2, mine=2, late=1, came_back=0)
    assert not actions_due.due(stranger, actions_due.Filters(), today=today).rows
    assert actions_due.counts(stranger, today=today).all == 0


def test_actions_go_with_the_request_to_the_district_that_answers() -> None:
    request, _ = written.written("transfer_district")
    written.send(request, db.session.get_one(User, request.assignee_id))
    assert {each.district for each in actions.of_request(request)} == {"rushcliffe"}
