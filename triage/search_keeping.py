"""Keeps how a request can be found. What is erased with the request goes with its terms."""

from collections.abc import Iterator
from datetime import datetime
from itertools import combinations
from typing import Any

from sqlalchemy import delete, select, text, update

from portal import db
from portal.postcode_words import normalise
from triage import restricted
from triage.children import day_of
from triage.models.requests import HelpRequest, RequestContent
from triage.models.search import SearchTerm
from triage.search_words import born_term, pair, postcode_term, words_of

AT_ONCE = 500
_PLAIN = text("SELECT word, unaccent(word) FROM unnest(CAST(:words AS text[])) AS word")
# In one order, so that two requests sent at once never wait for each other in a ring.
_KEEP_WORDS = text(
    "INSERT INTO search_word (word, sound) SELECT word, CASE WHEN word ~ '^[a-z]+$' THEN dmetaphone(word) ELSE '' END "
    "FROM unnest(CAST(:words AS text[])) AS word ORDER BY word ON CONFLICT DO NOTHING"
)
_KEEP_TERMS = text(
    "INSERT INTO search_term (term, district, request_id) SELECT term, :district, :request_id "
    "FROM unnest(CAST(:terms AS text[])) AS term ON CONFLICT DO NOTHING"
)
_PEOPLE = {"children": "child", "adults": "adult"}
_NAMES = ("first_name", "last_name", "known_as")


def keep(request: HelpRequest, content: RequestContent, *, is_cleared: bool = False) -> None:
    """Have `request` found by the names of its people, the children's dates of birth and the family's postcodes.

    What the request page masks is never looked in: a search that found it would say it. `is_cleared`: an advisor found
    that contact is safe (`triage.contact_safety`).
    """
    answers = _unrestricted(content, is_cleared=is_cleared)
    people = [list(_names_of(person, prefix)) for person, prefix in _people(answers)]
    plain = _plain({word for words in people for word in words})
    words = sorted(set(plain.values()))
    terms = {term for names in people for term in _terms([plain[word] for word in names])}
    terms |= set(_born_terms(answers, plain)) | set(_postcodes(answers))
    if words:
        db.session.execute(_KEEP_WORDS, {"words": words})
    where = {"district": request.district, "request_id": request.id}
    db.session.execute(_KEEP_TERMS, {"terms": sorted(terms), **where})


def keep_anew(request: HelpRequest, content: RequestContent, *, is_cleared: bool) -> None:
    """The same once what is masked has changed: what was kept before goes."""
    gone = delete(SearchTerm).where(SearchTerm.request_id == request.id)
    db.session.execute(gone, execution_options={"synchronize_session": False})
    keep(request, content, is_cleared=is_cleared)


def moved(request: HelpRequest) -> None:
    """Follow `request` into the district it was handed to."""
    rows = update(SearchTerm).where(SearchTerm.request_id == request.id)
    db.session.execute(rows.values(district=request.district), execution_options={"synchronize_session": False})


def sweep(now: datetime) -> None:
    """Have requests found that were stored before there was a search, some at a time."""
    while fill():
        pass


def fill() -> int:
    """Keep the terms of the next such requests; how many were done."""
    with db.transaction():
        rows = select(HelpRequest, RequestContent).join(RequestContent, RequestContent.request_id == HelpRequest.id)
        left = rows.where(RequestContent.is_searchable.is_(False)).order_by(RequestContent.request_id).limit(AT_ONCE)
        found = db.session.execute(left.with_for_update(of=RequestContent, skip_locked=True)).all()
        for request, content in found:
            keep(request, content)
            content.is_searchable = True
    return len(found)


def _plain(words: set[str]) -> dict[str, str]:
    if not words:
        return {}
    rows = db.session.execute(_PLAIN, {"words": sorted(words)})
    return {word: "".join(plain.lower().split()) or word for word, plain in rows}


def _unrestricted(content: RequestContent, *, is_cleared: bool) -> dict[str, Any]:
    """The answers without those that are masked."""
    told = content.answers | {"contact_risk": "no"} if is_cleared else content.answers
    lines = (line for part in content.snapshot["sections"] for group in part["groups"] for line in group["lines"])
    by_code = {line["id"] for line in lines if restricted.closed_by_code(line, is_cleared=is_cleared)}
    closed = by_code | restricted.closed_by(told)
    return {name: _without(value, closed) for name, value in content.answers.items() if name not in closed}


def _without(value: Any, closed: set[str]) -> Any:
    if not isinstance(value, list):
        return value
    return [
        {name: said for name, said in each.items() if name not in closed} if isinstance(each, dict) else each
        for each in value
    ]


def _people(answers: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    for repeat, prefix in _PEOPLE.items():
        yield from ((person, prefix) for person in answers.get(repeat) or [])


def _names_of(person: dict[str, Any], prefix: str) -> tuple[str, ...]:
    return words_of(" ".join(str(person.get(f"{prefix}_{name}") or "") for name in _NAMES))


def _terms(words: list[str]) -> set[str]:
    return {*words, *(pair(*two) for two in combinations(dict.fromkeys(words), 2))}


def _born_terms(answers: dict[str, Any], plain: dict[str, str]) -> Iterator[str]:
    for child in answers.get("children") or []:
        if day := day_of(str(child.get("child_dob") or "")):
            yield born_term(day)
            yield from (pair(born_term(day), plain[word]) for word in _names_of(child, "child"))


def _postcodes(answers: dict[str, Any]) -> Iterator[str]:
    elsewhere = [child.get("child_other_postcode") for child in answers.get("children") or []]
    typed = [answers.get("home_postcode"), *elsewhere]
    yield from (postcode_term(whole) for each in typed if each and (whole := normalise(str(each))))
