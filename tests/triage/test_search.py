"""Requests are found by name, date of birth and postcode, however they are typed, and only in one's own districts."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from portal import db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import cases, people, requests, statements
from triage import progress, search, search_keeping, search_words
from triage.models.requests import HelpRequest, RequestContent
from triage.models.search import SearchTerm

TODAY = date(2026, 11, 20)
TYPED = {
    ("Alfie", "Hallam"): (
        "alfie hallam", "Hallam, Alfie", "Alfy Halam", "aflie", "hal", "Alfie James Hallam", "11/02/2017", "dn229zz",
        "11th of Feb 2017", "2.11.17", "11022017", "Alfi 2017-02-11", "Hallam DN22 9Z2", "hallam dn22 9zz 11 2 2017",
    ),
    ("Zoë", "Łukasiewicz"): ("zoe lukasiewicz", "Łukasiewicz"),
    ("Muhammad", "Khan"): ("mohammed khan",),
    ("Jon", "Smith"): ("John Smyth",),
    ("Catherine", "O’Neill"): ("Kathryn ONeil", "o'neill catherine"),
    ("Mary-Jane", "Watts"): ("mary jane", "j watts"),
}  # fmt: skip


@pytest.fixture
def advisor() -> User:
    return people.make(Role.EHA)


def named(first: str, last: str, **more: Any) -> HelpRequest:
    """A request about one child of that name."""
    child = cases.read(cases.SCHOOL)["answers"]["children"][0]
    more = {"adults": []} | more
    return requests.sent(children=[child | {"child_first_name": first, "child_last_name": last}], **more)


def found(reader: User, typed: str) -> list[str]:
    page = search.search(reader, search_words.read(typed, TODAY), today=TODAY)
    return [row.reference for row in page.rows]


def test_a_family_is_found_however_it_is_typed(advisor: User) -> None:
    missed = []
    for (first, last), typed in TYPED.items():
        reference = named(first, last).reference
        missed += [words for words in typed if reference not in found(advisor, words)]
    assert missed == []


def test_what_is_not_like_it_is_not_found(advisor: User) -> None:
    named("Alfie", "Hallam", adults=[{"adult_first_name": "Dana", "adult_last_name": "Marsh"}])
    assert found(advisor, "Dana Marsh") and found(advisor, "marsh")
    nothing = ("Alfie Marsh", "Bertram", "12/02/2018", "DN22 9ZY", "Bertram DN22 9ZZ", "Bertram 11/02/2017", "?", "")
    assert [words for words in nothing if found(advisor, words)] == []


def test_the_nearest_come_first_and_pages_show_each_once(advisor: User) -> None:
    smyths = [named("Jo", "Smyth") for _ in range(3)]
    smiths = [named("Joe", "Smith") for _ in range(3)]
    expected = [each.reference for each in (*reversed(smiths), *reversed(smyths))]
    typed, shown, after = search_words.read("Smith", TODAY), list[str](), None
    for _ in range(4):
        page = search.search(advisor, typed, today=TODAY, after=after, limit=2)
        shown, after = [*shown, *(row.reference for row in page.rows)], page.next_key
        if after is None:
            break
    assert shown == expected


def test_only_in_ones_own_districts_and_the_request_is_followed_when_handed_on(advisor: User) -> None:
    request, other = named("Alfie", "Hallam"), people.make(Role.EHA, districts=["newark_and_sherwood"])
    assert (len(found(advisor, "hallam")), len(found(other, "hallam"))) == (1, 0)
    assert len(found(people.make(Role.SERVICE_MANAGER), "hallam")) == 1
    progress.hand_to("newark_and_sherwood", request)
    assert (len(found(advisor, "hallam")), len(found(other, "hallam"))) == (0, 1)
    assert found(people.make(Role.REFERRER), "hallam") == found(people.make(Role.ADMIN), "hallam") == []


def test_a_secret_address_is_not_looked_in(advisor: User) -> None:
    secret = named("Alfie", "Hallam", contact_address_secret="dont_know")
    assert found(advisor, "DN22 9ZZ") == [] and found(advisor, "hallam") == [secret.reference]


def test_a_page_takes_three_statements_however_many_there_are(advisor: User) -> None:
    asked = []
    for _ in range(2):
        named("Alfie", "Hallam")
        with statements.sent() as sent:
            found(advisor, "alfie halam")
        asked.append(len(sent))
    assert asked == [3, 3]


def test_requests_of_before_there_was_a_search_are_found_once_filled_in(advisor: User) -> None:
    reference = named("Alfie", "Hallam").reference
    kept = set(db.session.scalars(select(SearchTerm.term)))
    db.session.query(SearchTerm).delete()
    db.session.query(RequestContent).update({"is_searchable": False})
    db.commit()
    assert (found(advisor, "hallam"), search_keeping.fill(), search_keeping.fill()) == ([], 1, 0)
    assert set(db.session.scalars(select(SearchTerm.term))) == kept and found(advisor, "hallam") == [reference]
