"""Send pressed twice at once and once more later, again and again: one reference each time (PROMISES.md R5)."""

from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from forms.models import Draft
from notifications.models.messages import Message
from portal import db
from portal.accounts.models import User
from tests.factories import drafts, people, places
from tests.factories.threads import at_once
from triage.models.requests import HelpRequest

TIMES = 8


def pressed(app: Flask, owner: User, draft: Draft) -> TestResponse:
    """One press of the button, in a browser of its own."""
    browser = FlaskClient(app, Response, use_cookies=True)
    people.sign_in(browser, owner)
    return browser.post(f"/requests/{draft.id}/check", data={"confirm": "y", "action": "send"})


def test_one_reference_and_one_mail_each_time(app: Flask) -> None:
    places.gazetteer()
    owner, made = people.make(), []
    for _ in range(TIMES):
        draft = drafts.of_case("c1", owner)
        db.session.remove()
        answers = at_once([lambda draft=draft: pressed(app, owner, draft)] * 3)  # type: ignore[misc]
        answers.append(pressed(app, owner, draft))
        assert all(isinstance(each, TestResponse) and each.status_code == 302 for each in answers), answers
        made.append(db.session.scalars(select(HelpRequest.reference).where(HelpRequest.draft_id == draft.id)).one())
    mails = db.session.scalars(select(Message.reference).order_by(Message.reference)).all()
    assert mails == sorted(made) and len(set(made)) == TIMES
