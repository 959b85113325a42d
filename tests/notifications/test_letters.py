"""Writing and sealing: same words, same letter."""

import pytest
from sqlalchemy import func, select
from uuid_utils.compat import uuid7

from notifications import letters
from notifications.models.letters import Letter, LetterState
from notifications.wordings import CopyGroup, CopyLine, Reader
from portal import clock, db
from tests.factories import people
from tests.factories.letters import wording

pytestmark = pytest.mark.usefixtures("schema")


def write(request_id, **facts) -> Letter:
    made = letters.write(wording(**facts), request_id=request_id, for_person=None, now=clock.now())
    db.commit()
    return made


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Letter)) or 0


def test_the_same_words_are_the_same_letter():
    request_id = uuid7()
    assert write(request_id).id == write(request_id).id


def test_other_words_replace_the_draft():
    request_id = uuid7()
    first, second = write(request_id).id, write(request_id, words="Please ring us.").id
    assert first != second and count() == 1


def test_a_sealed_letter_stays_when_another_is_written():
    request_id = uuid7()
    letters.seal(sent := write(request_id), clock.now())
    write(request_id, words="Please ring us.")
    assert count() == 2 and sent.state is LetterState.SEALED


def test_sealing_twice_changes_nothing():
    made, then = write(uuid7()), clock.now()
    letters.seal(made, then)
    letters.seal(made, clock.now())
    assert made.sealed_at == then


def test_letters_to_the_two_readers_stand_side_by_side():
    request_id = uuid7()
    write(request_id)
    write(request_id, reader=Reader.FAMILY)
    assert count() == 2


def test_what_is_kept_holds_no_first_name_in_a_referrer_s_letter():
    assert "Alfie" not in str(write(uuid7()).content)


def test_the_copy_of_a_request_is_written_once():
    person, now = people.make(), clock.now()
    line = CopyLine(question="What is going well?", answer="Football\n<b>Reading</b>")
    facts = {"request_id": uuid7(), "district": "bassetlaw", "sent_on": now.date(), "due_on": now.date()}
    groups = (CopyGroup(heading="Alfie", lines=(line,)),)
    copies = [letters.write_copy("EH-7K2M-Q4XT", **facts, groups=groups, for_person=person.id, now=now) for _ in "12"]
    assert copies[0].id == copies[1].id
    assert "&lt;b&gt;Reading" in copies[0].content["body"]
