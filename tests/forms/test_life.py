"""How long drafts live: each warning once, kept, deleted in two steps, put back, gone (DOMAIN.md 6.2). The clock is
moved day by day."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from forms import drafts, life_acts, life_sweep, saving
from forms.models import Draft, DraftAnswer, DraftKey, DraftSave
from notifications.models.messages import Kind, Message
from portal import clock, council, db
from portal.accounts.models import User
from portal.audit import AuditEvent
from portal.day_counts import DayCount
from tests.factories import people, places, requests, sharing
from tests.factories.threads import at_once

pytestmark = pytest.mark.usefixtures("schema")
START = datetime(2026, 9, 1, 11, tzinfo=clock.LONDON)
AGREED = {"agree_status": "agreed", "agree_people/a": 1, "children/a": 1, "children/a/child_first_name": "Wren"}


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def begin(owner: User | None = None, **first: object) -> Draft:
    draft = drafts.start(owner or people.make(), first, START)  # type: ignore[arg-type]
    db.commit()
    return draft


def sweep(*days: int) -> None:
    """Twice each day, once at breakfast."""
    for number in days:
        life_sweep.sweep(day(number - 0.2))
        life_sweep.sweep(day(number))


def mails(kind: Kind | None = None) -> list[tuple[int, Kind, date]]:
    """Of each message: the day it was posted, its kind and the last day it names."""
    rows = db.session.scalars(select(Message).order_by(Message.posted_at, Message.kind))
    return [((row.posted_at - day(-0.3)).days, row.kind, row.due_on) for row in rows if kind in (None, row.kind)]


def on(number: int) -> date:
    return day(number).date()


def certificate(draft_id: object) -> str:
    event = select(AuditEvent.reason).where(AuditEvent.act == "draft.erased", AuditEvent.subject == str(draft_id))
    return db.session.scalars(event).one()


def test_a_draft_without_agreement_is_warned_of_twice_deleted_after_28_days_and_gone_7_days_later() -> None:
    draft = begin(strengths="Reads well")
    sweep(13, 14, 15, 24, 25, 28)
    assert mails() == [(14, Kind.DRAFT_ENDING, on(28)), (25, Kind.DRAFT_ENDING, on(28))]
    assert drafts.find(draft.id, db.session.get_one(User, draft.owner_id))
    sweep(29, 36)
    assert mails()[2:] == [(29, Kind.DRAFT_DELETED, on(36))]
    assert db.session.get_one(Draft, draft.id).deleted_why == "retention"
    sweep(37)
    assert db.session.get(Draft, draft.id) is None
    assert db.session.scalars(select(DraftAnswer)).all() == db.session.scalars(select(DraftSave)).all() == []
    assert certificate(draft.id) == "retention: answers 1, saves 1, keys 1, handed 0"
    stopped = select(DayCount.day, DayCount.key).where(DayCount.what == "form_stopped_at")
    assert [tuple(row) for row in db.session.execute(stopped)] == [(START.date(), "strengths")]


def test_an_agreed_draft_is_kept_by_one_click_at_a_time_and_a_year_at_most() -> None:
    draft, keep = begin(**AGREED), council.current().keep
    owner = db.session.get_one(User, draft.owner_id)
    sweep(59, 60, 61, 82, 83, 84)
    expected = [(60, Kind.DRAFT_KEEP, on(90)), (83, Kind.DRAFT_KEEP, on(90))]
    assert mails() == expected
    for asked, until in ((85, 175), (170, 260), (255, 345), (340, 365), (350, 365)):
        with db.transaction():
            assert life_acts.keep_longer(db.session.get_one(Draft, draft.id), owner, day(asked), keep) == on(until)
    sweep(356, 357, 358, 365, 366)
    ended = [(356, Kind.DRAFT_KEEP, on(365)), (358, Kind.DRAFT_KEEP, on(365)), (366, Kind.DRAFT_DELETED, on(373))]
    assert mails()[2:] == ended


def test_a_change_begins_its_days_again_and_the_same_warnings_come_once_more() -> None:
    draft = begin()
    sweep(14, 19)
    with db.transaction():
        saving.save_page(db.session.get_one(Draft, draft.id), {"strengths": "More"}, draft.owner_id, day(20))
    sweep(28, 33, 34, 44, 45)
    assert [(number, last) for number, _, last in mails()] == [(14, on(28)), (34, on(48)), (45, on(48))]


def test_the_warning_of_a_sweeper_that_was_away_leaves_the_last_days_before_deleting() -> None:
    draft = begin(**AGREED)
    sweep(100, 101, 107)
    assert mails() == [(100, Kind.DRAFT_KEEP, on(107))]
    sweep(108)
    assert mails(Kind.DRAFT_DELETED) == [(108, Kind.DRAFT_DELETED, on(115))]
    assert db.session.get_one(Draft, draft.id).deleted_at


def test_colleagues_with_the_whole_draft_are_warned_too_and_nobody_who_left() -> None:
    owner, helper, part = (sharing.person(name) for name in ("Ama", "Beth", "Cai"))
    gone = sharing.person("Dee")
    draft = begin(owner)
    for person, *section in ((helper,), (part, "story"), (gone,)):
        sharing.hand(draft, person, *section)
    gone.closed_at = START
    db.commit()
    life_sweep.sweep(day(14))
    told = {message.to_email: message.kind for message in db.session.scalars(select(Message)) if message.about_id}
    assert told == {owner.email: Kind.DRAFT_ENDING, helper.email: Kind.DRAFT_HANDED_ENDING}


def test_what_was_deleted_is_put_back_whole_for_a_week_and_then_never() -> None:
    owner, keep = people.make(), council.current().keep
    draft, other = begin(owner, **AGREED), begin(owner)
    with db.transaction():
        life_acts.delete(db.session.get_one(Draft, draft.id), owner, day(2))
        life_acts.delete(db.session.get_one(Draft, other.id), owner, day(2))
    assert drafts.find(draft.id, owner) is None and drafts.mine(owner) == []
    sweep(3, 9)
    with db.transaction():
        life_acts.restore(life_acts.find_deleted(draft.id, owner, day(9), keep) or pytest.fail(), owner, day(9), keep)
    sweep(10)
    answers = drafts.answers(db.session.get_one(Draft, draft.id))
    assert {path: held.value for path, held in answers.rows.items()} == AGREED
    assert life_acts.deleted(owner, day(10), keep) == []
    assert certificate(other.id).startswith("owner: ")
    assert mails() == []


def test_putting_back_what_came_to_its_end_gives_a_week_and_one_more_warning() -> None:
    owner, keep = people.make(), council.current().keep
    draft = begin(owner, **AGREED)
    sweep(83, 90, 91)
    with db.transaction():
        life_acts.restore(db.session.get_one(Draft, draft.id), owner, day(95), keep)
    sweep(95, 96, 102)
    assert mails()[-1] == (95, Kind.DRAFT_KEEP, on(102))
    sweep(103)
    assert mails()[-1] == (103, Kind.DRAFT_DELETED, on(110))


def test_two_sweeps_at_once_warn_and_erase_once() -> None:
    begin()
    ended = begin()
    ended.deleted_at, ended.deleted_why = START, "owner"
    db.commit()
    assert at_once([lambda: life_sweep.sweep(day(25)) for _ in range(4)]) == [None] * 4
    assert mails() == [(25, Kind.DRAFT_ENDING, on(28))]
    certificate(ended.id)


def test_a_week_after_sending_only_the_request_has_what_was_typed() -> None:
    places.gazetteer()
    request = requests.sent(by=people.make(), at=START)
    draft = begin(db.session.get_one(User, request.referrer_id), **AGREED)
    draft.sent_at, draft.reference = START, request.reference
    db.commit()
    sweep(7)
    assert db.session.scalars(select(DraftKey)).one()
    sweep(8)
    assert [db.session.scalars(select(part)).all() for part in (DraftAnswer, DraftSave, DraftKey)] == [[], [], []]
    assert db.session.get_one(Draft, draft.id).reference == request.reference
    emptied = db.session.scalars(select(AuditEvent.reason).where(AuditEvent.act == "draft.emptied")).one()
    assert emptied == "sent: answers 4, saves 4, keys 1"
