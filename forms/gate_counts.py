"""Counts stop pages shown: a number a day, nothing about anybody."""

from datetime import date

from sqlalchemy.dialects.postgresql import insert

from forms.models import StopCount
from portal import db

_LONGEST_KEY = 100


def count(page: str, key: str, today: date) -> None:
    """One more showing of stop page `page`; key: a council or district where it is counted by one, else ""."""
    one = insert(StopCount).values(day=today, page=page, key=key[:_LONGEST_KEY], count=1)
    db.session.execute(
        one.on_conflict_do_update(
            index_elements=[StopCount.day, StopCount.page, StopCount.key], set_={"count": StopCount.count + 1}
        )
    )
