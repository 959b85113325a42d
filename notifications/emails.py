"""The words of each e-mail: a reference, a link, whom to ring; never a name and never what was decided."""

from dataclasses import dataclass
from datetime import date
from email.utils import format_datetime
from urllib.parse import quote

from notifications import access_codes, templating
from notifications.mime import Mail
from notifications.models.messages import Kind, Message
from portal import council, settings
from portal.accounts import codes

_LINKS = {
    Kind.SIGN_IN_CODE: "/sign-in",
    Kind.INVITATION: "/sign-in",
    Kind.RECEIVED: "/r/{}",
    Kind.HOLDING: "/r/{}",
    Kind.NEW_DATE: "/r/{}",
    Kind.READ_NOW: "/queue/{}",
    Kind.QUESTION_ASKED: "/r/{}/answer",
    Kind.REPLY_RECEIVED: "/queue/{}",
    Kind.QUESTION_REMINDER: "/r/{}/answer",
    Kind.SAID_AWAY: "/requests",
    Kind.NOTE_ADDED: "/queue/{}",
    Kind.WITHDRAWN: "/queue/{}",
    Kind.LOOK_AGAIN: "/queue/{}",
    Kind.OUTCOME: "/r/{}",
    Kind.CORRECTED: "/r/{}",
    Kind.FAMILY_LETTER: "/family-letter/{token}",
    Kind.CAME_BACK: "/queue/{}",
    Kind.LETTER_UNREAD: "/r/{}",
    Kind.FIRST_CONTACT_LATE: "/r/{}",
    Kind.OPENED_AGAIN: "/queue/{}",
    Kind.ANSWER_AGAIN: "/r/{}",
    Kind.FACTS_ADDED: "/queue/{}",
    Kind.GIVEN_TO_YOU: "/queue/{}",
    Kind.GIVEN_SEVERAL: "/queue?show=mine",
    Kind.LEFT_BEHIND: "/workload/{about}",
    Kind.WITH_COLLEAGUE: "/queue/{}",
    Kind.DISTRICT_CHANGED: "/r/{}",
    Kind.MASH_RUNG: "/queue/{}",
    Kind.SECOND_LOOK_ASKED: "/second-looks/{about}",
    Kind.SECOND_LOOK_DONE: "/queue/{}/decide/read",
    Kind.HANDED_OVER: "/requests",
    Kind.TAKEN_BACK: "/requests",
    Kind.TAKEN_OVER: "/requests",
    Kind.DRAFT_ENDING: "/requests/{about}",
    Kind.DRAFT_KEEP: "/requests/{about}/keep",
    Kind.DRAFT_HANDED_ENDING: "/requests/{about}",
    Kind.DRAFT_DELETED: "/requests#deleted",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailFacts:
    """All that an e-mail may say."""

    reference: str
    link: str
    due: str
    code: str
    minutes: int
    attached: bool
    council: str
    phone: str
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """The same words once more, for the HTML part."""

    paragraphs: tuple[str, ...]
    facts: EmailFacts
    subject: str


def words(message: Message, *, attached: bool) -> tuple[str, str]:
    """Subject and text of the e-mail of `message`. The last paragraph says whom to ring."""
    return _filled(message, _facts(message, attached=attached))


def file_name(message: Message) -> str:
    """What the letter is called as a file."""
    return f"outcome-{message.reference}.pdf"


def compose(message: Message, pdf: bytes | None) -> Mail:
    """The e-mail of `message`: text, the same words as HTML, and the letter when `pdf` is given. Built again it is the
    same to the byte, so that a repeat can be told as one."""
    given, ours, facts = settings.current(), council.current().name, _facts(message, attached=pdf is not None)
    subject, text = _filled(message, facts)
    paragraphs = tuple(" ".join(part.split()) for part in text.split("\n\n"))
    framed = Framed(paragraphs=paragraphs, facts=facts, subject=subject)
    return Mail(
        subject=subject,
        sender=(ours if message.kind is Kind.FAMILY_LETTER else f"Early help, {ours}", given.mail_from),
        to_email=message.to_email,
        date=format_datetime(message.posted_at),
        message_id=f"<{message.id}@{given.host}>",
        text=text,
        html=templating.fill("frame.html", framed),
        mark=f"=_{message.id.hex}",
        file_name=file_name(message) if pdf is not None else "",
        pdf=pdf,
    )


def _filled(message: Message, facts: EmailFacts) -> tuple[str, str]:
    subject, _, text = templating.fill_plain(f"{message.kind}.txt", facts).strip().partition("\n")
    *above, last = text.strip().split("\n\n")
    is_neutral = message.kind is Kind.FAMILY_LETTER  # somebody else may read over a family's shoulder
    signed = "" if is_neutral else "\n".join(council.current().brand.signed)
    return subject, "\n\n".join(part for part in (*above, signed, last) if part) + "\n"


def _facts(message: Message, *, attached: bool) -> EmailFacts:
    this = council.current()
    token = access_codes.link(message.about_id) if message.kind is Kind.FAMILY_LETTER and message.about_id else ""
    path = _LINKS[message.kind].format(quote(message.reference), about=message.about_id, token=token)
    return EmailFacts(
        reference=message.reference,
        link=settings.current().public_url + path,
        due=_day(message.due_on) if message.due_on else "",
        code=codes.derive(message.code_id) if message.code_id else "",
        minutes=this.sign_in.code_minutes,
        attached=attached,
        council=this.name,
        phone=this.phones.early_help_unit,
        colour=this.brand.colour,
    )


def _day(day: date) -> str:
    return f"{day:%A} {templating.date_words(day)}"
