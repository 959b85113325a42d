"""What the form failed to ask: the questions advisors had to put to referrers, without a family's data."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from portal import db
from triage import private
from triage.models.history import Question
from triage.models.requests import RequestContent

SHOWN = 20  # texts on a page
_NAME = "[name]"


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How often advisors had to ask for something, and when last. `about`: a question's id, "section:" and a section's
    id, or empty where they named none."""

    about: str
    asked: int
    last_at: datetime


def counts() -> list[Counted]:
    """Each part of the form, asked for most often first. One SELECT."""
    number, last = func.count(), func.max(Question.asked_at)
    rows = select(Question.about, number, last).group_by(Question.about).order_by(number.desc(), Question.about)
    return [Counted(about=about, asked=asked, last_at=at) for about, asked, at in db.session.execute(rows)]


def texts(about: str, page: int) -> tuple[list[str], bool]:
    """The questions asked about one part, newest first, names and numbers of the family left out; and whether there are
    more pages after `page`, the first being 1."""
    rows = (
        select(Question.text, RequestContent.answers, RequestContent.snapshot)
        .join(RequestContent, RequestContent.request_id == Question.request_id)
        .where(Question.about == about)
        .order_by(Question.asked_at.desc(), Question.id)
        .offset((page - 1) * SHOWN)
        .limit(SHOWN + 1)
    )
    found = [without_names(*row) for row in db.session.execute(rows)]
    return found[:SHOWN], len(found) > SHOWN


def without_names(text: str, answers: dict[str, Any], snapshot: dict[str, Any]) -> str:
    """`text` with every name, number and address of its family taken out."""
    kept_out = private.gather(answers, snapshot)
    names = {*kept_out.names, *kept_out.first_names, *kept_out.child_names}
    words = sorted(names | {*kept_out.strings}, key=len, reverse=True)
    for word in words:
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", _NAME, text, flags=re.IGNORECASE)
    return text
