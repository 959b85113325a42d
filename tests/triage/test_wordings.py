"""The council words its letters itself: checked, tried in an example, kept in versions, and used from then on."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from notifications import kept_wordings, letters
from notifications.models.letters import Letter, LetterKind
from notifications.wordings import Reader
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests import letter_text
from tests.factories import decisions, people, places, requests
from tests.pages import text_of
from tests.worker import work
from triage import drafting, wanted

SENTENCE = "Good news. {hub} will ring the family by {date}."
ADDRESS = "/wordings/family_hub_offer/referrer"


@pytest.fixture(autouse=True)
def county(schema: Engine) -> None:
    places.gazetteer()


@pytest.fixture
def officer(client: FlaskClient) -> FlaskClient:
    people.sign_in(client, people.make(Role.ADMIN, name="Ola Marsden"))
    return client


def keep(client: FlaskClient, sentence: str = SENTENCE, base: int = 0, **changed: str) -> str:
    typed = {"sentence": sentence, "also": "The hub will also help.", "why": "Warmer", "base": str(base)} | changed
    return text_of(client.post(ADDRESS, data=typed | {"action": "keep"} | changed, follow_redirects=True))


def sent_now() -> str:
    """The reference of a request whose family was offered a hub, its letters sent."""
    advisor = people.make(Role.EHA, districts=["bassetlaw"])
    request = requests.picked_up(advisor)
    decisions.write(request, advisor, decisions.pieces("family_hub_offer"))
    decisions.send(request, advisor)
    return request.reference


def letter_of(reference: str) -> Letter:
    return db.session.query(Letter).filter_by(reference=reference, kind=LetterKind.OUTCOME_REFERRER).one()


def test_a_kept_wording_is_in_the_next_letter_and_no_earlier_one_changes(officer: FlaskClient) -> None:
    before = sent_now()
    assert "Version 1 is in use from now on" in keep(officer)
    old, new = letter_of(before), letter_of(sent_now())
    assert "Good news." not in old.content["body"] and old.content["versions"]["family_hub_offer"] == 0
    assert "Good news." in new.content["body"] and new.content["versions"]["family_hub_offer"] == 1
    people.sign_in(officer, people.make(Role.EHA, districts=["bassetlaw"]))
    page = text_of(officer.get(f"/letters/{new.id}"))
    assert "Wordings: the council’s own for “Family hub offer” (version 1)." in page


def test_letters_that_were_read_do_not_go_with_a_wording_nobody_read(officer: FlaskClient) -> None:
    advisor = people.make(Role.EHA, districts=["bassetlaw"])
    request = requests.picked_up(advisor)
    decisions.write(request, advisor, decisions.pieces("family_hub_offer"))
    keep(officer)
    people.sign_in(officer, advisor)
    seen = {"base": "1", "read": decisions.marks(request)}
    answer = officer.post(f"/queue/{request.reference}/decide/send", data=seen)
    assert answer.status_code == 409 and "changed since you read them" in text_of(answer)


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("{hub} will ring.", "Put {date} back in"),
        ("{hub} will ring {name} by {date}.", "Nobody fills in {name}"),
        ("{hub.__class__} will ring by {date}.", "{ and } only around"),
        ("{hub} will ring by {date}. {", "{ and } only around"),
        ("{hub} will ring by {date}", "End the sentence with a full stop"),
        ("{hub} takes no NFA cases. It will ring by {date}.", "“NFA” is never said"),
        ("{hub} will ring by {date}. Ring 01632 960001.", "looks like a phone number"),
        ("{hub}\u202e will ring by {date}.", "marks that cannot be seen"),
        ("Multidisciplinary professionals of {hub} will subsequently undertake deliberations by {date}.", "at grade"),
        ("{hub} will ring by {date}." + " Yes." * 100, "400 characters or fewer"),
        ("", "Enter the sentence"),
    ],
)
def test_a_wording_that_letters_cannot_use_says_what_to_mend(officer: FlaskClient, sentence: str, wrong: str) -> None:
    assert wrong in keep(officer, sentence)
    assert kept_wordings.in_use()[Reader.REFERRER] == {}


def test_of_two_officers_the_second_reads_the_first_ones_words(officer: FlaskClient) -> None:
    keep(officer)
    said = keep(officer, "Hello. " + SENTENCE)
    assert "Somebody kept another wording a moment ago" in said
    assert "Version 2 is in use" in keep(officer, "Hello. " + SENTENCE, base=1)
    again = officer.get(f"{ADDRESS}?from=1").get_data(as_text=True)
    assert ">Good news. {hub}" in again and 'name="base" type="hidden" value="2"' in again
    page = text_of(officer.get(ADDRESS))
    assert "Version 2, in use" in page and "Ola Marsden" in page and "Why: Warmer" in page
    assert "Version 2, the council’s own." in text_of(officer.get("/wordings"))


def test_an_example_letter_is_shown_and_drawn_and_nothing_is_kept(officer: FlaskClient) -> None:
    page = officer.post(ADDRESS, data={"sentence": SENTENCE, "also": "Yes.", "base": "0", "action": "example"})
    shown = text_of(page)
    assert "Good news. The family hub will ring the family by" in shown and "Nothing is kept yet" in shown
    (address,) = [link for link in page.get_data(as_text=True).split('"') if link.startswith("/wordings/examples/")]
    waiting = officer.get(address)
    assert waiting.status_code == 503 and "The example is being made" in text_of(waiting)
    work()
    assert "Good news." in letter_text.words(officer.get(address).data)
    assert kept_wordings.in_use()[Reader.REFERRER] == {} and db.session.query(Letter).count() == 0


def test_every_line_and_sentence_can_be_opened_and_kept_as_it_came(officer: FlaskClient) -> None:
    every = officer.get("/wordings").get_data(as_text=True)
    addresses = {link for link in every.split('"') if link.startswith("/wordings/") and link.count("/") == 3}
    assert len(addresses) == 15 + 11 + 5
    line = "/wordings/complaint/family"
    typed = {"sentence": "Not happy? Ring {council_phone}.", "why": "Shorter", "base": "0", "action": "keep"}
    assert "Version 1 is in use" in text_of(officer.post(line, data=typed, follow_redirects=True))


def test_a_worker_who_asked_is_called_by_first_name_and_nobody_types_the_rest(client: FlaskClient) -> None:
    advisor = people.make(Role.EHA, name="Maria Okafor", districts=["bassetlaw"])
    people.sign_in(client, advisor)
    asked = client.post("/account/surname", data={"hides": "yes"}, follow_redirects=True)
    assert "Letters call you Maria ." in text_of(asked)
    advisor = db.session.get_one(User, advisor.id)
    request = requests.picked_up(advisor)
    decisions.write(request, advisor, decisions.pieces("family_hub_offer", words_referrer="Ring Maria Okafor."))
    shown = drafting.find(request)
    assert shown
    told = wanted.wanted(request, shown, advisor, clock.now())
    assert told.to_referrer and told.to_referrer.advisor.name == "Maria"
    (problem,) = letters.check(told.to_referrer, told.kept_out)
    assert "Okafor" in problem.wrong
