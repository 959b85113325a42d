"""Checks for one field, each with a message that names the fix. They set no HTML attribute: the browser's own bubbles
cannot be read as well as ours."""

import re
from collections.abc import Callable

from wtforms import Field, Form
from wtforms.validators import StopValidation

Check = Callable[[Form, Field], None]
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{6,20}(?: ?(?:x|ext\.?|extension) ?[0-9]{1,6})?", re.IGNORECASE)


def stripped(value: str | None) -> str:
    """A field's filter: no white space around."""
    return (value or "").strip()


def filled(message: str) -> Check:
    """Something must be given; else `message`."""

    def check(form: Form, field: Field) -> None:
        if not field.data:
            raise StopValidation(message)

    return check


def at_most(most: int, what: str) -> Check:
    """`what` ("Your name") has no more than `most` characters."""

    def check(form: Form, field: Field) -> None:
        if len(field.data or "") > most:
            raise StopValidation(f"{what} must be {most} characters or fewer")

    return check


def phone(form: Form, field: Field) -> None:
    """A phone number, with an extension or not."""
    if not _PHONE.fullmatch(field.data or ""):
        raise StopValidation("Enter a phone number, like 01632 960 001 or 01632 960 001 ext 12")
