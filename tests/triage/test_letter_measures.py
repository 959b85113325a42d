"""How letters arrive, in numbers: sent, arrived, came back, opened in time, said to be read, perhaps repeated."""

from datetime import timedelta

import click
from click.testing import CliRunner
from sqlalchemy import update

from notifications import bounces, claims, readings
from notifications.models.letters import Letter, LetterReading
from portal import cli_measures, clock, db
from tests.factories import people
from tests.factories.letters import outcome_message
from triage import letter_measures


def test_each_letter_counts_once_for_what_became_of_it(schema):
    readers = [people.make() for _ in range(3)]
    sent = [outcome_message(reader.email, for_person=reader.id) for reader in readers]
    for message in sent:
        claims.mark_sent(message.id, clock.now(), attached=False)
    sent[2].unsure = 2
    db.commit()
    bounces.delivered(sent[0], clock.now())
    bounces.failed(sent[1], "5.1.1", clock.now())
    letters = [db.session.get_one(Letter, message.letter_id) for message in sent]
    readings.opened(letters[0], readers[0], clock.now())
    readings.say_read(letters[2], readers[2], clock.now())
    late = update(LetterReading).where(LetterReading.letter_id == letters[2].id)
    db.session.execute(late.values(opened_at=clock.now() + timedelta(days=9)))
    db.commit()
    today = clock.today()
    told = letter_measures.of(today, today)
    assert (told.letters, told.opened_in_time, told.opened, told.acknowledged) == (3, 1, 2, 1)
    assert (told.sent, told.delivered, told.bounced, told.unsure) == (3, 1, 1, 2)
    assert letter_measures.of(today - timedelta(days=2), today - timedelta(days=1)).letters == 0
    cli_measures.add_commands(commands := click.Group())
    said = CliRunner().invoke(commands, ["measures"]).output
    assert "3  sent to referrers" in said and "1  opened within 2 working days (33%)" in said
