"""Post a message in the transaction that decides; it leaves after commit."""

from datetime import date, datetime
from uuid import UUID

from notifications.models import Kind, Message


class BadAddress(ValueError):
    """Not one plain e-mail address."""


def post(
    key: str,
    *,
    kind: Kind,
    to_email: str,
    now: datetime,
    person_id: UUID | None = None,
    reference: str = "",
    letter_id: UUID | None = None,
    code_id: UUID | None = None,
    due_on: date | None = None,
) -> Message:
    """Have one e-mail sent to `to_email` after commit. `key` names it once and for all: posting a key again gives the
    first message back and sends nothing more (PROMISES.md R7, R10). Raises BadAddress for anything but one address.

    SIGN_IN_CODE needs `code_id`; RECEIVED `reference` and `due_on`; OUTCOME `reference` and `letter_id`; READ_NOW,
    QUESTION_ASKED and REPLY_RECEIVED `reference`; INVITATION nothing more.
    """
    raise NotImplementedError
