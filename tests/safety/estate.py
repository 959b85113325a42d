"""Two organisations, two districts, every role, and one family whose every word carries a canary."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from flask import Flask, Response
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forms import drafts as rules
from forms.models import Draft
from notifications import prints, tasks
from notifications.models.letters import Letter
from notifications.models.messages import Kind, Message
from notifications.models.tasks import PostTask, TaskKind
from notifications.wordings import Layout
from portal import clock, council, db
from portal.access import Role
from portal.accounts.models import User
from portal.organisations import Organisation
from tests.factories import cases, decisions, drafts, people, places, requests, sharing
from triage import replies
from triage.models.follow_up import Action
from triage.models.requests import HelpRequest

NOBODY = "nobody"
CANARY = re.compile("zzcanary|zzsecret", re.IGNORECASE)
SECRET = "Zzsecret: never ring on a Tuesday"
HIDDEN = ("07700 900141", "zz.home@family.example", "7 Zzcanary Road", "DN22 9ZZ")  # how and where to reach the family
_TEXTS = ("strengths", "network", "worries", "tried", "better", "parent_words", "service_idea", "changed_since")


@cache
def answers() -> dict[str, Any]:
    """The example family of a school, with a canary in every name and text, and a contact that is not safe."""
    given = cases.read(cases.SCHOOL)["answers"]
    changed = {name: f"Zzcanary {name}" for name in _TEXTS if given.get(name)}
    changed["children"] = [child | {"child_last_name": "Zzcanary-Hallam"} for child in given["children"]]
    changed["home_address"] = "7 Zzcanary Road, Retford"
    safe_contact = {"contact_risk": "yes", "contact_risk_detail": SECRET, "contact_address_secret": "no"}
    ways = [*given["contact_ways"], "email"]
    changed |= {"contact_ways": ways, "contact_phone": HIDDEN[0], "contact_email": HIDDEN[1]}
    return given | changed | safe_contact


@dataclass(repr=False)
class Estate:
    """`people`: by what they are to the family. `held`: a request its advisor is deciding; `decided`: one that is."""

    app: Flask
    people: dict[str, User] = field(default_factory=dict)
    browsers: dict[str, FlaskClient] = field(default_factory=dict)
    draft: Draft = None  # type: ignore[assignment]
    held: HelpRequest = None  # type: ignore[assignment]
    decided: HelpRequest = None  # type: ignore[assignment]
    letters: dict[str, Letter] = field(default_factory=dict)
    look: UUID | None = None  # asked for, at the letters of `held`
    action: UUID | None = None  # the first of `decided`
    message: UUID | None = None  # tells of its letter
    task: UUID | None = None  # about its letter

    def add(self, name: str, role: Role, **facts: Any) -> User:
        """One more person, signed in on a browser of their own."""
        person = people.make(role, name=f"Person {name}", email=f"zz.{name.replace('_', '.')}@school.example", **facts)
        self.people[name], self.browsers[name] = person, self.browser()
        people.sign_in(self.browsers[name], person)
        return person

    def browser(self) -> FlaskClient:
        """A browser of nobody yet. It does not check how pages are made: other tests do, and here speed counts."""
        return FlaskClient(self.app, Response, use_cookies=True)

    def sign_in_again(self, name: str) -> FlaskClient:
        """A fresh browser for `name`."""
        browser = self.browser()
        if name in self.people:
            people.sign_in(browser, self.people[name])
        return browser

    @property
    def child(self) -> str:
        """The first child of the draft, as its addresses call them."""
        return rules.answers(self.draft).items("children")[0]

    def get(self, name: str, path: str, method: str = "GET", **given: Any) -> TestResponse:
        """What `name` is answered."""
        return self.browsers[name].open(path, method=method, buffered=True, **given)


def build(app: Flask) -> Estate:
    """Everything above, committed."""
    places.gazetteer()
    made = Estate(app)
    made.browsers[NOBODY] = made.browser()
    _add_people(made)
    made.draft = drafts.of_case("c1", made.people["sender"], **answers())
    _hand_over(made)
    _add_requests(made)
    return made


def _add_people(made: Estate) -> None:
    ours, other = [each.slug for each in council.current().live_districts(clock.today())]
    ids = {name: _organisation(name) for name in ("ours", "theirs")}
    for name in ("sender", "colleague", "helper", "part_helper", "ex_helper"):
        made.add(name, Role.REFERRER, organisation_id=ids["ours"])
    people.away(made.people["sender"])  # so their lead answers for them
    made.add("lead", Role.ORG_LEAD, organisation_id=ids["ours"])
    made.add("stranger", Role.REFERRER, organisation_id=ids["theirs"])
    made.add("strange_lead", Role.ORG_LEAD, organisation_id=ids["theirs"])
    made.add("unlisted_lead", Role.ORG_LEAD, organisation_id=None)
    made.add("advisor", Role.EHA, districts=[ours])
    made.add("other_advisor", Role.EHA, districts=[other])
    for role in (Role.DUTY_EHA, Role.SERVICE_MANAGER, Role.QA_REVIEWER, Role.DATA_VIEWER, Role.MAC_MEMBER, Role.ADMIN):
        made.add(role.value, role)


def _hand_over(made: Estate) -> None:
    """The whole to one colleague, a section to another; one who had the whole works elsewhere now."""
    sharing.hand(made.draft, made.people["helper"])
    sharing.hand(made.draft, made.people["part_helper"], "story")
    sharing.hand(made.draft, made.people["ex_helper"])
    db.session.get_one(User, made.people["ex_helper"].id).organisation_id = _organisation("theirs")
    db.commit()


def _organisation(name: str) -> Any:
    row = Organisation(kind="school", code=f"safety-{name}", name="Larkfield Primary School")
    found = db.session.query(Organisation).filter_by(code=row.code).one_or_none()
    if found is None:
        db.session.add(row)
        db.commit()
    return (found or row).id


def _add_requests(made: Estate) -> None:
    advisor, now = made.people["advisor"], clock.now()
    made.held = requests.picked_up(advisor, by=made.people["sender"], **answers())
    replies.ask(made.held, ["Zzcanary, is Friday good?"], advisor, now)
    decisions.write(made.held, advisor, decisions.pieces(words_family="Zzcanary wrote this."))
    made.look = decisions.ask_look(made.held, advisor, now)
    made.decided = requests.picked_up(advisor, by=made.people["sender"], **answers())
    decisions.write(made.decided, advisor, decisions.pieces())
    decisions.send(made.decided, advisor)
    made.action = db.session.query(Action.id).filter_by(request_id=made.decided.id, position=0).scalar()
    outcome = {"reference": made.decided.reference, "kind": Kind.OUTCOME}
    made.message = db.session.query(Message.id).filter_by(**outcome).scalar()
    about = {"reference": made.decided.reference, "district": made.decided.district, "now": now}
    tasks.make("estate", TaskKind.UNREAD, **about)
    made.task = db.session.query(PostTask.id).scalar()
    for letter in db.session.query(Letter).filter_by(request_id=made.decided.id).all():
        for each in Layout:
            prints.keep(letter.id, each, b"%PDF zzcanary", 1, clock.now())
        made.letters[letter.kind.value] = letter
    db.commit()
    db.session.expunge_all()
    db.session.remove()
