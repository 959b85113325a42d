"""Who has which pages open, and what stands on them: between them the stages show every kind of page."""

from dataclasses import dataclass, replace
from datetime import timedelta

from forms import drafts as drafts_rule
from forms import submission
from forms.models import Draft
from notifications import queries as letters
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import cases, decisions, drafts, people, places, requests, sharing
from triage import family_copies, notes, replies, restricted
from triage.models.requests import HelpRequest

STOPS = (
    "/stop/urgent",
    "/stop/talk-first",
    "/stop/family-hub",
    "/stop/public",
    "/stop/other-council?area=Derbyshire+County+Council",
    "/stop/not-live-here?area=mansfield",
    "/stop/social-worker",
    "/stop/no-agreement",
)
STATIC = ("/about-our-data", "/accessibility", "/privacy", "/cookies", "/no-such-page")
LONG_NAME = "Bartholomew-Christopher Featherstonehaugh-Cholmondeley-Wriothesley"


@dataclass(frozen=True)
class Stage:
    """person: who is signed in, None for a visitor; pages: addresses, in the order they are met."""

    person: User | None
    pages: tuple[str, ...]


def visitor() -> Stage:
    """Nobody has signed in. The pages of the gate after its first follow from its answers."""
    return Stage(None, ("/", "/start/role", "/sign-in", *STOPS, *STATIC))


def newcomer() -> Stage:
    """A referrer who has signed in for the first time and has asked for nothing yet."""
    person = people.make(name="", job="", phone="", organisation_name="", source_code="", lead="")
    return Stage(person, ("/sign-in/you", "/sign-in/organisation", "/account", "/requests"))


def writer() -> Stage:
    """A referrer with a draft filled in but for its last tick."""
    places.gazetteer()
    person = people.make()
    draft = drafts.of_case("c1", person, confirm=False)
    answers = drafts_rule.answers(db.session.get_one(Draft, draft.id))
    child, adult = answers.items("children")[0], answers.items("adults")[0]
    home = f"/requests/{draft.id}"
    each = (
        "agree-status", "agree-care", "home-address", "contact-ways", "strengths", "needs", "ref-details", "check",
        "delete", "children/list", f"children/{child}/child-who", f"children/{child}/child-about",
        f"children/{child}/remove", f"adults/{adult}/adult",
    )  # fmt: skip
    return Stage(person, (home, *(f"{home}/{page}" for page in each)))


def beginner() -> Stage:
    """A referrer whose draft holds little: nothing can be sent yet."""
    places.gazetteer()
    person = people.make()
    first = {"safety_now": "no", "home_postcode": "DN22 9ZZ", "social_worker_now": "no", "agree_status": "agreed"}
    home = f"/requests/{drafts.begin(person, clock.now(), **first).id}"
    return Stage(person, (home, f"{home}/check", f"{home}/children/list"))


def asker() -> Stage:
    """A referrer with requests at every stage: one in writing, one sent, one with a question, one with its outcome."""
    places.gazetteer()
    person, advisor = people.make(), people.make(Role.EHA, name="Priya Raman")
    drafts.begin(person, clock.now() - timedelta(days=2), safety_now="no", strengths="They cook together.")
    sent = drafts.of_case("c1", person)
    submission.send(sent, person, clock.now())
    db.commit()
    asked, decided = _asked(advisor, person), _decided(advisor, person)
    mine = f"/letters/{next(each.id for each in letters.letters_of(decided.id, person))}"
    one, other = f"/r/{asked.reference}", f"/r/{decided.reference}"
    return Stage(
        person,
        ("/requests", f"/requests/{sent.id}/sent", one, f"{one}/answer", f"{one}/note", f"{one}/withdraw", other, mine),
    )


def _asked(advisor: User, referrer: User) -> HelpRequest:
    request = requests.picked_up(advisor, cases.SIBLINGS, by=referrer)
    replies.ask(request, ["Which days is Dad at home?", "Does Leo see his gran?"], advisor, clock.now())
    db.commit()
    return request


def _decided(advisor: User, referrer: User) -> HelpRequest:
    request = requests.picked_up(advisor, cases.UNBORN, by=referrer)
    decisions.write(request, advisor, decisions.pieces())
    decisions.send(request, advisor)
    return request


def idle_advisor() -> Stage:
    """An advisor in whose district nobody waits."""
    return Stage(people.make(Role.EHA), ("/queue", "/account"))


def advisor() -> Stage:
    """An advisor with a full queue and, on one request, all that can be on it."""
    places.gazetteer()
    person = people.make(Role.EHA, name="Priya Raman", districts=["bassetlaw", "newark_and_sherwood"])
    for name in cases.ALL:
        requests.sent(name, read_now=name == cases.UNBORN)
    requests.sent(at=clock.now() - timedelta(days=9))
    request = _full_request(person)
    fresh = requests.sent(cases.HOME_EDUCATED, contact_risk="yes", contact_risk_detail="Never ring on a Tuesday")
    here = f"/queue/{request.reference}"
    pages = ("/queue", "/queue?show=waiting", f"/queue/{fresh.reference}", here, f"{here}/ask", f"{here}/note")
    return Stage(person, pages)


def _full_request(holder: User) -> HelpRequest:
    referrer = people.make(name=LONG_NAME, organisation_name="Llanfairpwllgwyngyllgogerychwyrndrobwll " * 2)
    told = {"contact_risk": "yes", "contact_risk_detail": "Ring Gran first"}
    request = requests.picked_up(holder, cases.SIBLINGS, by=referrer, at=clock.now() - timedelta(days=1), **told)
    notes.add(request, "Mum rang.\nDad is away until " + "later" * 30, referrer, clock.now())
    replies.ask(request, ["Which days is Dad at home?"], holder, clock.now())
    db.commit()
    replies.answer(request, ["Mondays and Fridays"], referrer, clock.now())
    restricted.open(request, "safe_contact", "I am about to ring the family", holder, clock.now())
    db.commit()
    return request


def decider() -> Stage:
    """An advisor with a decision written and its letters to read, and another just begun."""
    places.gazetteer()
    request, person = decisions.written()
    here = f"/queue/{request.reference}/decide"
    steps = ("outcome", "details", "actions", "actions/add", "actions/1", "words", "family", "read")
    begun = requests.picked_up(person)
    return Stage(person, (*(f"{here}/{step}" for step in steps), f"/queue/{begun.reference}/decide/outcome"))


def after_deciding() -> Stage:
    """An advisor looking back at what went out, with a link to the family's letter and a letter to correct."""
    places.gazetteer()
    person = people.make(Role.EHA)
    asked = {"interpreter": "spoken_language", "language": "Arabic"}  # in large print, what was typed in a quotation
    request = requests.picked_up(person, contact_ways=["email"], contact_email="home@family.example", **asked)
    (action,) = decisions.pieces().actions
    longest = replace(action, by=f"{clock.today().year + 1}-09-30")
    decisions.write(request, person, decisions.pieces(actions=(longest,)))
    decisions.send(request, person)
    request = decisions.told(request)
    family = next(each for each in letters.letters_of(request.id, person) if each.kind == "outcome_family")
    family_copies.send_link(request, db.session.get_one(User, person.id), clock.now())
    db.commit()
    about, read = f"/queue/{request.reference}", f"/letters/{family.id}"
    return Stage(person, (about, read, f"{read}.pdf", f"{about}/family-copy", f"{about}/correct"))


def administrator() -> Stage:
    """Whoever looks after people and roles."""
    person, other = people.make(Role.ADMIN), people.make(Role.EHA, name=LONG_NAME)
    people.make(closed_at=clock.now())
    return Stage(person, ("/people", "/people/invite", "/people/senders", f"/people/{other.id}", "/account", "/queue"))


def lead() -> Stage:
    """An organisation's lead: a draft handed to a colleague, others handed to them, sent for them, or left behind."""
    places.gazetteer()
    person, helper = sharing.person("Tom Hale", Role.ORG_LEAD), sharing.person(LONG_NAME)
    own, given, parts, sent = (drafts.of_case("c1", by) for by in (person, helper, helper, person))
    sharing.hand(own, helper, "story", "needs")
    sharing.hand(sent, helper)
    sharing.hand(given, person)
    sharing.hand(parts, person, "children")
    submission.send(sent, helper, clock.now())
    left = drafts.of_case("c1", sharing.person(LONG_NAME, closed_at=clock.now()))
    db.commit()
    home, whole = f"/requests/{own.id}", f"/requests/{given.id}"
    others = (whole, f"{whole}/check", f"/requests/{parts.id}", f"/requests/{sent.id}/sent")
    return Stage(person, ("/requests", home, f"{home}/share", *others, "/requests/left", f"/requests/left/{left.id}"))


ALL = (
    visitor, newcomer, beginner, writer, asker, lead, idle_advisor, advisor, decider, after_deciding, administrator,
)  # fmt: skip
