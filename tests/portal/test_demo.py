"""The demo's county is made by the product's own rules, on whatever day it is loaded."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner

from forms import drafts, sharing_lists
from notifications.models.letters import Letter
from notifications.models.messages import Kind, Message, MessageState
from portal import clock, db, demo, demo_days, settings
from portal.access import Role
from portal.accounts import people
from portal.accounts.models import User
from portal.cli_demo import demo_group
from portal.organisations import Organisation
from triage import (
    actions_due,
    case_checks,
    contacts,
    family,
    matching,
    places_map,
    queries,
    queue,
    reviewers,
    working_days,
)
from triage.models.decisions import Decision, OutcomeDraft
from triage.models.history import Question
from triage.models.requests import HelpRequest
from triage.queue import Filters, QueueRow
from triage.statuses import Status
from triage.tags import TAGS

THURSDAY = datetime(2026, 10, 8, 14, 0, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def only_here() -> Iterator[None]:
    """Take the invented organisations away again: the real list stays loaded between tests."""
    yield
    with db.transaction():
        db.session.query(Organisation).filter(Organisation.code.in_(["999901", "999902", "Z99901"])).delete()


def load(now: datetime = THURSDAY) -> int:
    with db.transaction():
        return demo.load(now)


def queue_of(email: str) -> tuple[QueueRow, ...]:
    return queue.queue(person(email), Filters(), today=THURSDAY.date()).rows


def person(email: str) -> User:
    found = people.by_email(email)
    assert found is not None
    return found


def test_the_demo_loads_on_a_sunday_night_too(schema: object) -> None:
    sunday = datetime(2026, 11, 22, 0, 2, tzinfo=UTC)
    assert load(sunday) > 12
    assert not db.session.query(HelpRequest).filter(HelpRequest.sent_at >= sunday).count()


def test_the_demo_has_something_of_everything_for_everybody(schema: object) -> None:
    load()
    _a_second_loading_changes_nothing()
    _each_live_district_has_a_queue_with_something_of_everything()
    _decided_requests_have_their_letters_and_one_mail_that_failed()
    _what_was_decided_is_followed_up()
    _a_family_across_a_border_was_rung_and_is_known_from_before()
    _everybody_has_something_to_come_back_to()


def _a_second_loading_changes_nothing() -> None:
    before = [db.session.query(model).count() for model in (User, HelpRequest, Message)]
    assert load(THURSDAY + timedelta(days=1)) == 0
    assert before == [db.session.query(model).count() for model in (User, HelpRequest, Message)]


def _each_live_district_has_a_queue_with_something_of_everything() -> None:
    bassetlaw, newark = queue_of("grace.okafor@council.example"), queue_of("sam.whitlock@council.example")
    assert (len(bassetlaw), len(newark)) == (10, 5)
    assert {row.status for row in bassetlaw} == {
        Status.SENT, Status.IN_TRIAGE, Status.AWAITING_INFORMATION, Status.DECIDED,
    }  # fmt: skip
    assert Status.MAC_BOOKED in {row.status for row in newark}
    assert {row.due_words for row in bassetlaw} >= {"1 day late", "due today", "due tomorrow"}
    tags = Counter(tag for row in bassetlaw + newark for tag in row.tags)
    assert (tags[TAGS["read_now"]], tags[TAGS["re_request"]], tags[TAGS["look_again"]]) == (1, 2, 1)
    assert {each.about for each in db.session.query(Question)} == {"", "contact_times"}


def _decided_requests_have_their_letters_and_one_mail_that_failed() -> None:
    told = db.session.query(Message).filter_by(kind=Kind.OUTCOME)
    assert told.count() == 7
    assert [message.last_error for message in told.filter_by(state=MessageState.FAILED)] == ["recipient 550"]
    (looked_at,) = reviewers.waiting_for(person("grace.okafor@council.example")).rows
    unsent = db.session.query(Letter.reference).filter(Letter.sealed_at.is_(None))
    assert {reference for (reference,) in unsent} == {looked_at.reference}, "they wait for a second look"
    decided = db.session.query(Decision.request_id)
    assert db.session.query(OutcomeDraft).filter(OutcomeDraft.request_id.not_in(decided)).count() == 3


def _what_was_decided_is_followed_up() -> None:
    standing = Counter(request.status for request in db.session.query(HelpRequest))
    assert (standing[Status.CHECKING_BACK], standing[Status.CLOSED], standing[Status.DECIDED]) == (2, 2, 1)
    due = actions_due.counts(person("grace.okafor@council.example"), today=THURSDAY.date())
    assert due.all > 5 and (due.late, due.came_back) == (1, 1)


def _a_family_across_a_border_was_rung_and_is_known_from_before() -> None:
    grace, found = person("grace.okafor@council.example"), queue_of("grace.okafor@council.example")
    junaid, mabel = (queries.found(next(row.reference for row in found if row.children[0].first_name == name), grace)
                     for name in ("Junaid", "Mabel"))  # fmt: skip
    assert junaid and mabel
    places = places_map.of(junaid, queries.content(junaid).answers, frozenset(), THURSDAY.date())
    assert places and [area.name for area in places.contacts] == ["Doncaster City Council"]
    assert len(contacts.of(junaid)) == 3 and len(case_checks.checks(junaid.id)) == 1
    assert len(family.history(junaid, grace).past) == 2 and matching.find(mabel, grace).suggested


def _everybody_has_something_to_come_back_to() -> None:
    priya, head = person("p.nair@larkfield.school.example"), person("head@larkfield.school.example")
    assert (len(queries.referrer_summary(priya)), len(drafts.mine(priya))) == (3, 1)
    assert len(queries.referrer_summary(head)) == 3, "the head sees what the school sent"
    assert len(sharing_lists.handed_to(head)) == 1
    roles = {each.role for each in db.session.query(User)}
    assert roles == {Role.REFERRER, Role.ORG_LEAD, Role.EHA, Role.DUTY_EHA, Role.SERVICE_MANAGER, Role.ADMIN}
    unwanted = db.session.query(Message).filter(Message.kind.in_([Kind.SIGN_IN_CODE, Kind.INVITATION]))
    assert unwanted.count() == 0


def test_a_moment_that_has_not_come_counts_as_a_minute_ago(schema: object) -> None:
    monday = datetime(2027, 3, 1, 0, 0, 30, tzinfo=UTC)
    assert demo_days.moment("0 09:25", monday) == monday - timedelta(minutes=1)
    assert demo_days.moment("1 16:20", monday) == datetime(2027, 2, 26, 16, 20, tzinfo=clock.LONDON)


def test_dates_move_together_and_words_stay() -> None:
    told = {"sent": "2026-09-14", "children": [{"born": "2017-02-11", "age": 9}], "note": "on 2026-09-14"}
    moved = demo_days.moved(told, timedelta(days=7))
    assert moved == {"sent": "2026-09-21", "children": [{"born": "2017-02-18", "age": 9}], "note": "on 2026-09-14"}


def test_days_ago_are_working_days(schema: object) -> None:
    assert demo_days.working_days_before(date(2026, 9, 1), 1) == date(2026, 8, 28), "not the bank holiday"
    assert demo_days.working_days_before(date(2026, 9, 5), 1) == date(2026, 9, 4)
    assert all(working_days.is_working(demo_days.working_days_before(date(2027, 1, 2), n)) for n in range(1, 20))


def test_invented_people_stay_out_of_a_real_portal(schema: object) -> None:
    refused = CliRunner().invoke(demo_group, ["load"])
    assert refused.exit_code == 1
    assert "set DEMO=1" in refused.output
    assert settings.current().is_demo is False
    assert db.session.query(User).count() == 0
