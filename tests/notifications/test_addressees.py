"""Who may be written to about a letter is who may open it, also after somebody works elsewhere."""

from sqlalchemy import select

from notifications import claims, outbox, post_acts, shares
from notifications.models.letters import Letter, LetterShare
from notifications.models.messages import Kind, Message
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import sharing
from tests.factories.letters import REFERENCE, letter, outcome_message


def test_word_of_a_letter_goes_to_those_only_who_may_open_it(schema):
    author, lead = sharing.person("Tom Hale"), sharing.person("Lee Lead", Role.ORG_LEAD)
    made = letter(for_person=author.id, organisation_id=author.organisation_id)
    shares.give(made.id, lead.id, clock.now())
    elsewhere = sharing.person("New Colleague", at="share-2")
    old = refused(outcome_message(author.email, for_person=author.id, organisation_id=author.organisation_id))
    author.organisation_id = elsewhere.organisation_id  # works there now
    unread = refused(unread_mail(made, lead))
    lead.organisation_id = elsewhere.organisation_id
    db.commit()
    assert addressees(old) == [author] and addressees(unread) == []
    stayed = sharing.person("Amy Lee")
    assert addressees(old) == [author, stayed] and addressees(unread) == [stayed]
    author.organisation_id = stayed.organisation_id
    db.commit()
    assert addressees(unread) == [stayed, author]
    again = post_acts.send_again(post_acts.opened(unread.id), author, lead, clock.now())
    assert again.kind is Kind.OUTCOME and stayed not in db.session.scalars(select(LetterShare.person_id))


def addressees(message: Message) -> list[User]:
    return list(post_acts.opened(message.id).addressees)


def unread_mail(made: Letter, to: User) -> Message:
    told = {"person_id": to.id, "reference": REFERENCE, "letter_id": made.id, "now": clock.now()}
    return outbox.post(f"unread:{made.id}", kind=Kind.LETTER_UNREAD, to_email=to.email, **told)


def refused(message: Message) -> Message:
    claims.mark_failed(message, clock.now(), "550", "5.1.1")
    db.commit()
    return message
