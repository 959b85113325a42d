"""Every group of pages, in one list."""

from flask import Blueprint

from forms.views import (
    autosave,
    begin,
    blank,
    life,
    question,
    requests,
    reuse,
    saves,
    sending,
    sharing,
    sharing_left,
    start,
    stop,
    tasks,
    worker,
)
from forms.views import people as form_people
from notifications.views import letters
from portal.front import about_data, account, here, home, pages, people, refusals, sign_in, tokens, you
from portal.web import brand, health
from triage.views import ask, decide, decide_actions, decide_read, matches, queue, referrer, step_up
from triage.views import request as triage_request

BLUEPRINTS: list[Blueprint] = [
    about_data.bp,
    account.bp,
    ask.bp,
    autosave.bp,
    begin.bp,
    blank.bp,
    brand.bp,
    decide.bp,
    decide_actions.bp,
    decide_read.bp,
    form_people.bp,
    question.bp,
    requests.bp,
    queue.bp,
    referrer.bp,
    sending.bp,
    sharing.bp,
    sharing_left.bp,
    start.bp,
    step_up.bp,
    stop.bp,
    tasks.bp,
    health.bp,
    here.bp,
    letters.bp,
    life.bp,
    matches.bp,
    reuse.bp,
    saves.bp,
    home.bp,
    pages.bp,
    people.bp,
    refusals.bp,
    sign_in.bp,
    tokens.bp,
    triage_request.bp,
    worker.bp,
    you.bp,
]
