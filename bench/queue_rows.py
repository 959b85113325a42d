"""Requests by the thousand or the million, with names as uneven as real ones: some very common, most very rare."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any
from uuid import UUID

import psycopg
from uuid_utils.compat import uuid4, uuid7

from triage.search_words import born_term, pair, postcode_term
from triage.statuses import Status

DISTRICTS = ("bassetlaw", "newark_and_sherwood")
OPEN_ROWS = 400  # a county's open requests stay the same however many are stored
CHECKING_ROWS = 300
_OPEN = (Status.SENT, Status.IN_TRIAGE, Status.AWAITING_INFORMATION, Status.AWAITING_FAMILY)
_SOUNDS = (
    "al", "ash", "ba", "ben", "bri", "cal", "ches", "cor", "dal", "den", "dor", "ed", "ell", "far", "fin", "fo", "gar",
    "gil", "hal", "har", "hum", "is", "jo", "kel", "kir", "lam", "lin", "low", "mar", "mel", "mor", "nor", "oak", "os",
    "pe", "pri", "quin", "ros", "rud", "sha", "sto", "sut", "tay", "thor", "tur", "ul", "ver", "wal", "wil", "yor",
)  # fmt: skip
_COLUMNS = (
    "id, reference, draft_id, district, status, sent_at, due_on, read_now, need_first, tags, children, place, "
    "referrer_id, organisation_name, check_back_on, waited_days, version"
)
_WORDS = "INSERT INTO search_word SELECT word, dmetaphone(word) FROM unnest(%s::text[]) AS word"
_COUNTS = "INSERT INTO request_count SELECT district, status, count(*) FROM help_request GROUP BY 1, 2"
_KEY = "ALTER TABLE search_term ADD CONSTRAINT pk_search_term PRIMARY KEY (term, district, request_id)"


class Names:
    """Names drawn again and again, the n-th of them about 1/n as often as the first."""

    def __init__(self, chance: Random, number: int, syllables: int) -> None:
        self._chance = chance
        self.all = list(dict.fromkeys(self._word(syllables) for _ in range(number * 2)))[:number]
        self._weights = list(accumulate(1 / (place + 8) for place in range(len(self.all))))

    def _word(self, syllables: int) -> str:
        return "".join(self._chance.choices(_SOUNDS, k=self._chance.randint(2, syllables)))

    def some(self, number: int) -> list[str]:
        """`number` of them."""
        return self._chance.choices(self.all, cum_weights=self._weights, k=number)


def first_names() -> Names:
    """The same whenever they are made."""
    return Names(Random(1), 6_000, 3)


def last_names() -> Names:
    """The same whenever they are made."""
    return Names(Random(2), 40_000, 4)


def fill(line: psycopg.Connection[Any], number: int, referrer: UUID, now: datetime) -> None:
    """Store `number` requests of one child and one adult each, with all that lists and the search read."""
    chance, first, last = Random(number), first_names(), last_names()
    people = list(zip(first.some(number), last.some(number), first.some(number), last.some(number), strict=True))
    born = [date(2009, 1, 1) + timedelta(days=chance.randrange(6_000)) for _ in range(number)]
    ids = [uuid7() for _ in range(number)]
    with line.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # a million times no foreign key
        _copy(cursor, f"help_request ({_COLUMNS})", _requests(ids, people, born, str(referrer), now))
        cursor.execute("ALTER TABLE search_term DROP CONSTRAINT pk_search_term")
        cursor.execute("DROP INDEX ix_search_term_request_id")
        _copy(cursor, "search_term (term, district, request_id)", _terms(ids, people, born))
        cursor.execute(_KEY)
        cursor.execute("CREATE INDEX ix_search_term_request_id ON search_term (request_id)")
        cursor.execute(_WORDS, [sorted({word for names in people for word in names})])
        cursor.execute(_COUNTS)
        cursor.execute("SET session_replication_role = origin")


def _copy(cursor: psycopg.Cursor[Any], table: str, lines: Iterator[str]) -> None:
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for text in lines:
            copy.write(text)


def _requests(
    ids: list[UUID], people: Sequence[tuple[str, ...]], born: list[date], referrer: str, now: datetime
) -> Iterator[str]:
    """Lines as COPY takes them."""
    number = len(ids)
    checking = min(OPEN_ROWS, number // 2) + min(CHECKING_ROWS, number // 4)
    for place, (row_id, names, day) in enumerate(zip(ids, people, born, strict=True)):
        is_open = place < min(OPEN_ROWS, number // 2)
        due = (now + timedelta(days=place % 5 - 2)).date()
        sent = now - timedelta(hours=place % 60 if is_open else 200 + place % 20_000)
        status = _OPEN[place % 4] if is_open else Status.CHECKING_BACK if place < checking else Status.CLOSED
        child = {
            "first_name": names[0].title(), "born": day.isoformat(), "age_estimate": None, "is_unborn": False,
            "is_in_request": True,
        }  # fmt: skip
        fields = (
            row_id, f"EH-{place:08d}", uuid4(), DISTRICTS[place % 2], status, sent, due,
            place % 97 == 0, "secure_housing", "{two_homes}", json.dumps([child]), "Retford",
            referrer, "Larkfield Primary School", due if status is Status.CHECKING_BACK else "\\N", 0, 1,
        )  # fmt: skip
        yield "\t".join(map(str, fields)) + "\n"


def _terms(ids: list[UUID], people: Sequence[tuple[str, ...]], born: list[date]) -> Iterator[str]:
    """What `triage.search_keeping` keeps of one child, one adult and a postcode."""
    for place, (row_id, names, day) in enumerate(zip(ids, people, born, strict=True)):
        child, adult = names[:2], names[2:]
        terms = {*names, pair(*child), pair(*adult), born_term(day), *(pair(born_term(day), word) for word in child)}
        terms.add(postcode_term(f"NG{place % 40 + 10} {place % 9}{_letters(place // 360)}"))
        rest = f"\t{DISTRICTS[place % 2]}\t{row_id}\n"
        yield "".join(term + rest for term in terms)


def _letters(place: int) -> str:
    usable = "ABDEFGHJLN"
    return usable[place // 10 % 10] + usable[place % 10]
