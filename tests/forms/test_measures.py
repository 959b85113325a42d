"""M18 to M20: how far requests come, how long they take, who comes back. Counts that know nobody and outlive drafts."""

from datetime import date, datetime, timedelta

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from forms import drafts, life_erase, measures, milestones, saving, submission
from forms.models import Draft
from portal import cli_measures, clock, council, day_counts, db
from portal.accounts.models import User
from portal.day_counts import DayCount
from tests.factories import drafts as made
from tests.factories import places

DAY = date(2026, 9, 14)
NOON = datetime(2026, 9, 14, 12, tzinfo=clock.LONDON)
NEXT = DAY + timedelta(days=1)
pytestmark = pytest.mark.usefixtures("schema")


def sent(minutes: float, sittings: int) -> Draft:
    """A draft as sending leaves it."""
    draft = made.begin(now=NOON)
    draft.active_seconds, draft.sittings = round(minutes * 60), sittings
    milestones.sent(draft, NOON)
    db.commit()
    return draft


def test_each_step_is_counted_once_on_the_day_of_beginning_and_drop_off_outlives_the_draft() -> None:
    places.gazetteer()
    milestones.gate_passed(DAY)
    whole, half = made.of_case("c1"), made.begin(now=NOON)
    made.begin(now=NOON, strengths="Reads")
    for _ in range(2):
        saving.save_page(half, {"agree_status": "agreed", "agree_people/a": 1}, half.owner_id, NOON)
        milestones.note(half, drafts.answers(half), council.current(), NOON + timedelta(days=2))
    saving.save_page(whole, {"confirm": True}, whole.owner_id, NOON)
    submission.send(whole, db.session.get_one(User, whole.owner_id), NOON)
    life_erase.erase(made.begin(now=NOON, worries="Sleep"), NOON)
    stopped = {"agree_people": 1, "strengths": 1, "worries_and_tried": 1}
    assert measures.funnel(DAY, DAY) == measures.Funnel(1, begun=4, agreed=2, half_done=1, sent=1, stopped_at=stopped)
    assert measures.funnel(NEXT, NEXT) == measures.Funnel(0, 0, 0, 0, 0, {})


def test_minutes_and_sittings_are_those_of_requests_sent_in_the_period() -> None:
    for minutes, sittings in ((12.4, 1), (30, 2), (18, 3), (55, 1)):
        sent(minutes, sittings)
    day_counts.count("answers_lost", "", DAY, 2)
    assert measures.minutes(DAY, DAY) == measures.Minutes(sent=4, quarter=12, median=18, three_quarters=30)
    assert measures.came_back(DAY, DAY) == measures.CameBack(sent=4, in_more_sittings=2, answers_lost=2)
    assert measures.came_back(DAY, DAY).share == 0.5
    assert measures.minutes(NEXT, NEXT) == measures.Minutes(0, None, None, None)
    kept = db.session.scalars(select(DayCount).where(DayCount.what == "form_minutes"))
    assert {(row.day, row.key, row.count) for row in kept} == {(DAY, key, 1) for key in ("12", "30", "18", "55")}


def test_the_command_prints_all_three() -> None:
    sent(20, 2)
    commands = click.Group()
    cli_measures.add_commands(commands)
    said = CliRunner().invoke(commands, ["measures", "--from", "2026-09-01", "--to", "2026-09-30"])
    assert said.exit_code == 0, said.output
    for words in ("1  sent", "median 20 active minutes of 1 requests", "100% (1 of 1)", "answers lost: 0"):
        assert words in said.output
