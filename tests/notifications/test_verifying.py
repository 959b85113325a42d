"""`portal letters verify`: stored letters are hashed anew, and any that differ are named."""

from datetime import timedelta

from click.testing import CliRunner, Result
from sqlalchemy import update

from notifications import jobs, verifying
from notifications.models.letters import Letter, LetterPrint
from portal import clock, db
from portal.cli_letters import letters_group
from tests.factories.letters import letter


def drawn() -> Letter:
    made = letter()
    jobs.draw(str(made.id))
    return made


def verify(*words: str) -> Result:
    result = CliRunner().invoke(letters_group, ["verify", *words])
    db.session.remove()
    return result


def test_letters_as_they_were_made_are_all_right(schema):
    drawn()
    said = verify()
    assert said.exit_code == 0 and "2 looked at, 0 differ" in said.output


def test_a_changed_byte_and_a_changed_word_are_named(schema, monkeypatch):
    monkeypatch.setattr(verifying, "_BATCH", 1)
    one, other, _ = (drawn().id for _ in range(3))
    db.session.execute(update(LetterPrint).where(LetterPrint.letter_id == one).values(pdf=b"%PDF-1.7 another"))
    db.session.execute(
        update(Letter).where(Letter.id == other).values(content=Letter.content.op("||")({"title": "Another"}))
    )
    db.commit()
    said = verify()
    assert said.exit_code == 1 and "6 looked at, 2 differ" in said.output
    assert f"{one}" in said.output and "differs: standard" in said.output
    assert f"{other}" in said.output and "differs: words" in said.output
    tomorrow = clock.today() + timedelta(days=1)
    assert "0 looked at" in verify("--since", str(tomorrow)).output
