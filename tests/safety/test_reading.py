"""Who may read what about a family: every relation, every page, and nothing else (PROMISES.md S1, S3, S4, S5)."""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.safety import pages_of
from tests.safety.estate import CANARY, HIDDEN, NOBODY, SECRET, Estate, build
from tests.safety.pages_of import NONE_ID, NONE_REFERENCE

_ONCE = re.compile(
    r"nonce(?:=\"|-)[\w-]+|name=\"csrf_token\"[^>]*|EH-\w{4}-\w{4}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)


@pytest.fixture
def estate(app: Flask) -> Estate:
    return build(app)


def told(answer: TestResponse) -> tuple[int, str, str | None, str]:
    """Everything an answer says, without what differs each time or was in the address asked for."""
    location = answer.headers.get("Location")
    headers = sorted((name, value) for name, value in answer.headers if name not in {"Date", "Set-Cookie", "Location"})
    said = _ONCE.sub("", answer.get_data(as_text=True)), _ONCE.sub("", repr(headers))
    return answer.status_code, said[0], location and _ONCE.sub("", location), said[1]


def test_those_who_may_are_let_in(estate: Estate) -> None:
    wrong = []
    for may, path in pages_of.readable(estate):
        for name in sorted(may):
            if (status := estate.get(name, path).status_code) not in {200, 302, 409}:
                wrong.append((status, name, path))
    assert not wrong


def test_nobody_else_reads_a_word_of_it(estate: Estate) -> None:
    wrong = []
    for may, path in pages_of.readable(estate):
        for name in pages_of.outsiders(estate, may):
            answer = estate.get(name, path)
            refused = answer.location and answer.location.startswith("/sign-in?") if name == NOBODY else None
            if not (refused or answer.status_code in {403, 404}) or CANARY.search(str(told(answer))):
                wrong.append((answer.status_code, name, path))
    assert not wrong


def test_no_other_verb_says_more(estate: Estate) -> None:
    for _, path in pages_of.readable(estate):
        for name in ("stranger", "other_advisor", NOBODY):
            page = estate.get(name, path)
            for method in ("HEAD", "OPTIONS", "TRACE", "PROPFIND"):
                answer = estate.get(name, path, method=method)
                assert not CANARY.search(str(told(answer))), (method, name, path)
                if method == "HEAD":
                    assert (answer.status_code, answer.data) == (page.status_code, b""), (name, path)


def test_not_yours_and_none_are_answered_in_the_same_words(estate: Estate) -> None:
    real = {
        "draft": {NONE_ID: str(estate.draft.id)},
        "request": {NONE_REFERENCE: estate.held.reference},
        "letter": {NONE_ID: str(estate.letters["outcome_family"].id)},
    }
    for noun, path in pages_of.absent(estate):
        ((none, there),) = real[noun].items()
        for name in ("stranger", "colleague", "ex_helper", "other_advisor", "admin", NOBODY):
            theirs, nothing = estate.get(name, path.replace(none, there)), estate.get(name, path)
            assert told(theirs) == told(nothing), (name, path)


def test_lists_and_searches_hold_nothing_foreign(estate: Estate) -> None:
    reference = estate.held.reference
    places = ("/requests", "/queue", "/queue?district=bassetlaw", "/queue/now", "/account", "/people")
    places += ("/letters", "/letters-to-see-to", "/post-room?show=unread", "/post-room?show=tasks")
    for name in ("colleague", "stranger", "strange_lead", "unlisted_lead", "other_advisor", "admin", "data_viewer"):
        answers = {path: estate.get(name, path) for path in places}
        for words in ("Alfie Hallam", "Hallam", "DN22 9ZZ", "11 2 2017", reference[:7]):
            found = estate.get(name, "/queue/find", "POST", data={"find": words}, follow_redirects=True)
            answers[words] = found
        for path, answer in answers.items():
            assert not CANARY.search(str(told(answer))) and estate.decided.reference not in answer.text, (name, path)
            assert reference not in answer.text and answer.status_code in {200, 403}, (name, path)
    found = estate.get("advisor", "/queue/find", "POST", data={"find": "Alfie Halam"}, follow_redirects=True)
    assert reference in found.text and estate.decided.reference in found.text


def test_a_restricted_answer_is_masked_wherever_the_council_looks(estate: Estate) -> None:
    pages = [*pages_of.of_queue(estate.held.reference), *pages_of.of_queue(estate.decided.reference)]
    pages += [f"/letters/{letter.id}" for letter in estate.letters.values()]
    for name in ("advisor", "duty_eha", "service_manager"):
        estate.get(name, "/queue/find", "POST", data={"find": "Alfie Hallam"}, follow_redirects=True)
        for path in ["/queue", "/actions", "/second-looks", *pages]:
            shown = estate.get(name, path).text
            assert not [each for each in (SECRET, *HIDDEN) if each in shown], (name, path)


def test_addresses_hold_nothing_to_count(estate: Estate) -> None:
    ids = re.compile(r"/[0-9]+(?:/|$)")
    place_or_item = re.compile(r"actions/1$|(?<=/children/)[0-9a-f]{8}(?=/)")  # an item's id is drawn at random
    assert not [path for _, path in pages_of.readable(estate) if ids.search(place_or_item.sub("x", path))]


def test_an_account_shows_its_owner_and_nobody_else(estate: Estate) -> None:
    for name, person in estate.people.items():
        page = estate.get(name, "/account").text
        others = [each.email for each in estate.people.values() if each is not person]
        assert person.email in page and not [email for email in others if email in page]
