"""A number a day of something that happened, and nothing about anybody."""

from datetime import date

from sqlalchemy.dialects.postgresql import insert

from forms.models import DayCount
from portal import db

_LONGEST_KEY = 100


def count(what: str, key: str, today: date, times: int = 1) -> None:
    """`times` more of `what`: a stop page shown, a step of the form reached (forms/measures.py), an answer lost. key:
    which, where it is told apart (a council, a page, minutes), else ""."""
    more = insert(DayCount).values(day=today, what=what, key=key[:_LONGEST_KEY], count=times)
    db.session.execute(
        more.on_conflict_do_update(
            index_elements=[DayCount.day, DayCount.what, DayCount.key], set_={"count": DayCount.count + times}
        )
    )
