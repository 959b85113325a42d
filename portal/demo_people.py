"""The demo's invented staff and referrers, and the organisations they work for."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import select

from portal import db, yaml_lines
from portal.access import Role
from portal.accounts import people
from portal.accounts.models import User
from portal.accounts.people import Details
from portal.demo_families import FOLDER
from portal.organisations import Organisation

_FILE = FOLDER / "people.yaml"


def are_here() -> bool:
    """Whether the demo was loaded before."""
    return people.by_email(_read()["staff"][0]["email"]) is not None


def arrive(now: datetime) -> dict[str, User]:
    """Everybody of people.yaml, by e-mail. No invitation is sent: a sign-in code is all they need."""
    told = _read()
    listed = {each["code"]: _organisation(each) for each in told["organisations"]}
    everybody = [_member_of_staff(each, now) for each in told["staff"]]
    everybody += [_referrer(each, listed, now) for each in told["referrers"]]
    db.session.flush()
    return {person.email: person for person in everybody}


@cache
def _read() -> dict[str, list[dict[str, Any]]]:
    told: dict[str, list[dict[str, Any]]] = yaml_lines.read(_FILE).data
    return told


def _organisation(told: dict[str, Any]) -> Organisation:
    there = db.session.scalar(select(Organisation).where(Organisation.code == told["code"]))
    organisation = there or Organisation(**told)
    db.session.add(organisation)
    db.session.flush()
    return organisation


def _member_of_staff(told: dict[str, Any], now: datetime) -> User:
    person = people.invite(told["email"], told["name"], Role(told["role"]), told["districts"], by=None, now=now)
    person.job, person.phone, person.is_experienced = told["job"], told["phone"], told.get("experienced", True)
    return person


def _referrer(told: dict[str, str], listed: dict[str, Organisation], now: datetime) -> User:
    person = people.arrive(told["email"], now)
    details = Details(
        name=told["name"], job=told["job"], phone=told["phone"], source_code=told["source"], lead=told["lead"]
    )
    people.tell(person, details, now)
    organisation = listed.get(told.get("listed", ""))
    people.join(person, organisation.id if organisation else None, told["organisation"], now)
    person.role = Role(told.get("role", Role.REFERRER))
    return person
