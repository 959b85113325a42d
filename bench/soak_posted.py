"""Letters posted for the fault runs, and what became of each: in the database, in the mailbox, and at the workers."""

import hashlib
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import cycle
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from redis import Redis, RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bench.soak_mail import TroubledPost, id_of
from bench.soak_worker import STEPS
from notifications import outbox, post_acts, sweeping
from notifications.models.messages import Kind
from notifications.wordings import ChildName
from portal import clock, db, settings
from portal.access import Role
from portal.settings import ROOT
from tests.factories import letters, people
from triage import references

_NAMES = [each["value"] for each in json.loads((ROOT / "tests/data/hard_names.json").read_text("utf-8"))]
_PEOPLE = 12
_T = TypeVar("_T")
_ROWS = """SELECT m.id::text AS id, m.letter_id::text AS letter, m.to_email, m.state, m.sent_at, m.unsure, m.last_error,
p.pdf_sha256, p.draw_failed, (SELECT count(*) FROM post_task t WHERE t.message_id = m.id) AS tasks
FROM message m JOIN letter l ON l.id = m.letter_id
JOIN letter_print p ON p.letter_id = l.id AND p.layout = l.content->>'layout'
WHERE m.kind = 'outcome' AND m.id::text = ANY(:ids)"""
_LEFT = "SELECT count(*) FROM message WHERE state = 'waiting' AND id::text = ANY(:ids)"
_FREE = [
    "UPDATE message SET lease_until = :gone WHERE lease_until IS NOT NULL AND id::text = ANY(:dead)",
    "UPDATE letter_print SET drawing_until = :gone WHERE drawing_until IS NOT NULL "
    "AND letter_id::text || ':' || layout = ANY(:dead)",
    _SOON := "UPDATE message SET next_at = :gone WHERE state = 'waiting' AND next_at > :gone",
]


@dataclass
class Posted:
    """What was posted to `_PEOPLE` people, by the ids of its messages."""

    folder: Path  # of the workers' notes
    ids: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)  # of those, what a manager sent once more
    _freed: int = 0
    _people: list[tuple[UUID, str]] = field(default_factory=list)
    _names: Any = field(default_factory=lambda: cycle(_NAMES))

    def __post_init__(self) -> None:
        for number in range(_PEOPLE):
            domain = "school.example" if number % 2 else "charity.example"
            person = people.make(email=f"office.{number}.{clock.now():%H%M%S%f}@{domain}")
            self._people.append((person.id, person.email))
        db.session.remove()

    def more(self, number: int, **facts: Any) -> None:
        """Decide so many at once, however long the database takes to be there; each letter is another's."""
        asked(lambda: self._more(number, facts))

    def _more(self, number: int, facts: dict[str, Any]) -> None:
        with db.transaction():
            made = [self._one(len(self.ids) + each, facts) for each in range(number)]
        self.ids += made

    def _one(self, number: int, facts: dict[str, Any]) -> str:
        person_id, address = self._people[number % _PEOPLE]
        reference, child = references.make(), ChildName(first_name=next(self._names), initials="A.B.")
        given = {"request_reference": reference, "children": (child,), "for_person": person_id, **facts}
        made = letters.letter(commits=False, **given)
        about: dict[str, Any] = {"reference": reference, "letter_id": made.id, "person_id": person_id}
        key, now = f"outcome:{made.id}", clock.now()
        return str(outbox.post(key, kind=Kind.OUTCOME, to_email=address, now=now, **about).id)

    def send_failed_again(self) -> None:
        """As a manager does in the post room with each that was rejected."""
        manager = people.make(Role.SERVICE_MANAGER)
        with db.transaction():
            for row in self.rows():
                found = post_acts.opened(UUID(row.id)) if row.state == "failed" else None
                if found and (sent := post_acts.send_again(found, found.addressees[0], manager, clock.now())):
                    self.again.append(str(sent.id))
        self.ids += self.again

    def rows(self) -> list[Any]:
        """Each with its letter."""
        return list(asked(lambda: _all(_ROWS, ids=self.ids)))

    def waiting(self) -> int:
        """How many have not left."""
        return int(asked(lambda: _all(_LEFT, ids=self.ids))[0][0])

    def notes(self) -> list[list[str]]:
        """What the workers wrote down."""
        try:
            return [line.split("\t") for line in (self.folder / "passed").read_text().splitlines()]
        except FileNotFoundError:
            return []

    def died(self, *steps: str) -> Counter[str]:
        """How often a worker died over each message, at one of these steps or at any."""
        return Counter(n[2] for n in self.notes() if n[0] == "died" and (not steps or n[1] in steps))

    def pauses_end(self) -> None:
        """As if: what is to be tried again later is tried now."""
        with db.engine().begin() as connection:
            connection.execute(text(_SOON), {"gone": clock.now()})

    def two_minutes_pass(self) -> None:
        """As if: what the dead had in hand is free, pauses are over, the queue forgot, and the sweeper comes by."""
        notes, known = self.notes(), self._freed
        dead = [each for note in notes[known:] if note[0] == "died" and note[1] != STEPS[0] for each in note[2:]]
        with suppress(RedisError, SQLAlchemyError):
            with db.engine().begin() as connection:
                for statement in _FREE:
                    given = {"dead": dead, "gone": clock.now() - timedelta(seconds=1)}
                    connection.execute(text(statement), given)
            self._freed = len(notes)  # once each: the living may have it next
            Redis.from_url(settings.current().redis_url).flushdb()
            sweeping.sweep()


@dataclass(frozen=True)
class Mail:
    """One that came."""

    address: str
    whole: str  # SHA-256
    pdf: str  # SHA-256 of what is attached, empty for none


def mailbox(post: TroubledPost) -> dict[str, list[Mail]]:
    """What came, by the id of its message."""
    found: dict[str, list[Mail]] = defaultdict(list)
    for raw, addresses in zip(post.received, post.recipients, strict=True):
        mail = message_from_bytes(raw, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        pdf = b"".join(part.get_content() for part in mail.iter_attachments())
        digest = hashlib.sha256(pdf).hexdigest() if pdf else ""
        found[id_of(raw)].append(Mail(",".join(addresses), hashlib.sha256(raw).hexdigest(), digest))
    return found


def asked(what: Callable[[], _T], seconds: float = 60) -> _T:
    """What the database says, which may be away."""
    until = time.monotonic() + seconds
    while True:
        try:
            return what()
        except SQLAlchemyError:
            db.let_go()
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _all(statement: str, **given: Any) -> Any:
    with db.engine().connect() as connection:
        return connection.execute(text(statement), given).all()
