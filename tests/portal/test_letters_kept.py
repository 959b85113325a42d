"""What an installation held of letters before they were followed to the end is all there after the upgrade."""

import hashlib
import io
import os
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pypdfium2
import pytest
from alembic import command

from portal.cli_database import alembic_config

_PERSON = """INSERT INTO person (id, email, role, name, job, phone, organisation_name, source_code, lead, districts,
 created_at) VALUES (%s, %s, %s, 'Invented', '', '', '', '', '', '{}', now())"""
_LETTER = """INSERT INTO letter (id, kind, state, request_id, reference, district, for_person, content, content_sha256,
 written_at, pdf, pdf_sha256, draw_tries, draw_failed) VALUES (%s, 'outcome_referrer', 'sealed', gen_random_uuid(),
 'EH-TEST-0001', 'bassetlaw', %s, '{"layout": "large_print"}', 'digest', now(), %s, %s, 3, %s)"""
_MAIL = """INSERT INTO message (id, key, kind, to_email, reference, letter_id, posted_at, state, next_at, attempts,
 last_error, attached) VALUES (%(id)s, %(id)s, 'outcome', 'a@school.example', 'EH-TEST-0001', %(letter)s, now(),
 %(state)s, now(), 1, '', false)"""
_OPENED = """INSERT INTO audit_event (id, at, act, subject, person_id, reason)
 VALUES (gen_random_uuid(), %s, 'letter.read', %s, %s, '')"""


@pytest.fixture
def address() -> Iterator[str]:
    """Of a database as it was two steps before."""
    server, name = os.environ["TEST_DATABASE_SERVER"], f"portal_old_{uuid4().hex}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        _bring(f"{server}/{name}", "0004")
        yield f"{server}/{name}"
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _bring(address: str, step: str) -> None:
    command.upgrade(alembic_config(address.replace("postgresql:", "postgresql+psycopg:")), step)


def _rows(old: psycopg.Connection, statement: str) -> set[tuple[Any, ...]]:
    return set(old.execute(statement))


@pytest.fixture
def old(address: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


def _person(old: psycopg.Connection, role: str) -> UUID:
    person = uuid4()
    old.execute(_PERSON, (person, f"{role}@work.example", role))
    return person


def _letter(old: psycopg.Connection, reader: UUID, pdf: bytes | None = None, failed: str = "") -> UUID:
    letter = uuid4()
    old.execute(_LETTER, (letter, reader, pdf, hashlib.sha256(pdf).hexdigest() if pdf else None, failed))
    return letter


def _two_pages() -> bytes:
    made, kept = pypdfium2.PdfDocument.new(), io.BytesIO()
    made.new_page(10, 10)
    made.new_page(10, 10)
    made.save(kept)
    return kept.getvalue()


def test_a_letter_keeps_its_bytes_and_can_be_drawn_the_other_way_too(address: str, old: psycopg.Connection) -> None:
    pdf, referrer = _two_pages(), _person(old, "referrer")
    drawn, undrawn, failed = (
        _letter(old, referrer, pdf),
        _letter(old, referrer),
        _letter(old, referrer, failed="TooLong"),
    )
    _bring(address, "head")
    kept = "SELECT letter_id, layout, pdf, pdf_sha256, pages, draw_tries, draw_failed FROM letter_print"
    other = {(letter, "standard", None, None, 0, 0, "") for letter in (drawn, undrawn, failed)}
    assert _rows(old, kept) == other | {
        (drawn, "large_print", pdf, hashlib.sha256(pdf).hexdigest(), 2, 3, ""),
        (undrawn, "large_print", None, None, 0, 3, ""),
        (failed, "large_print", None, None, 0, 3, "TooLong"),
    }


def test_who_read_a_letter_and_what_went_wrong_are_not_forgotten(address: str, old: psycopg.Connection) -> None:
    referrer, advisor = _person(old, "referrer"), _person(old, "eha")
    letter, undrawn = _letter(old, referrer, _two_pages()), _letter(old, referrer, failed="TooLong")
    for day, reader in (("2026-09-04", referrer), ("2026-09-03", referrer), ("2026-09-02", advisor)):
        old.execute(_OPENED, (day, str(letter), reader))
    refused, sent = uuid4(), uuid4()
    old.execute(_MAIL, {"id": refused, "letter": letter, "state": "failed"})
    old.execute(_MAIL, {"id": sent, "letter": undrawn, "state": "sent"})
    _bring(address, "head")
    read = "SELECT letter_id, person_id, to_char(opened_at, 'YYYY-MM-DD') FROM letter_reading"
    assert _rows(old, read) == {(letter, referrer, "2026-09-03")}
    assert _rows(old, "SELECT id, state, way FROM message") == {(refused, "failed", "smtp"), (sent, "sent", "smtp")}
    assert _rows(old, "SELECT kind, key, district, letter_id, message_id FROM post_task WHERE done_at IS NULL") == {
        ("draw_failed", f"draw_failed:{undrawn}:large_print", "bassetlaw", undrawn, None),
        ("refused", f"refused:{refused}", "bassetlaw", letter, refused),
    }
