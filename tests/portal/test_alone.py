from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError

from portal import alone, db
from portal.accounts.models import User
from tests.factories import people

pytestmark = pytest.mark.usefixtures("schema")


def name_seen_by_others(person_id: UUID) -> str:
    with db.engine().connect() as another:
        return str(another.scalar(select(User.name).where(User.id == person_id)))


def test_each_statement_is_committed_as_it_is_done() -> None:
    person = people.make(name="Ada")
    db.commit()
    db.session.remove()
    done = list[str]()
    with alone.each():
        db.session.execute(update(User).where(User.id == person.id).values(name="Grace"))
        assert name_seen_by_others(person.id) == "Grace"
        db.after_commit(lambda: done.append("told"))
    assert done == ["told"] and not db.session.registry.has()


def test_within_the_work_of_somebody_else_it_is_a_part_of_that() -> None:
    person = people.make(name="Ada")
    db.commit()
    with alone.each():
        db.session.execute(update(User).where(User.id == person.id).values(name="Grace"))
        assert name_seen_by_others(person.id) == "Ada"
    assert name_seen_by_others(person.id) == "Grace"


def test_an_object_is_never_dropped_in_silence() -> None:
    person = people.make(name="Ada")
    db.commit()
    db.session.remove()
    with pytest.raises(AssertionError, match="transaction"), alone.each():
        db.session.get_one(User, person.id).name = "Grace"
    assert name_seen_by_others(person.id) == "Ada"


_BACKEND = select(func.pg_backend_pid())


def by_session() -> int:
    with alone.each():
        return int(db.session.execute(_BACKEND).scalar_one())


def past_session() -> int:
    return int(alone.run(_BACKEND, {})[0][0])


@pytest.mark.parametrize("backend", [by_session, past_session])
def test_a_job_uses_one_connection_and_another_once_that_broke(backend: Callable[[], int]) -> None:
    person = people.make(name="Ada")
    db.commit()
    db.session.remove()
    with alone.held():
        first = backend()
        with alone.each():
            db.session.execute(update(User).where(User.id == person.id).values(name="Grace"))
            assert name_seen_by_others(person.id) == "Grace"
        assert by_session() == past_session() == first
        with db.engine().connect() as another:
            another.execute(select(func.pg_terminate_backend(first)))
        with pytest.raises(OperationalError):
            backend()
        assert backend() != first
        with alone.each():
            db.session.execute(update(User).where(User.id == person.id).values(name="Ada"))
            assert name_seen_by_others(person.id) == "Ada"


def test_a_statement_past_the_session_is_a_part_of_what_the_session_does() -> None:
    person_id = people.make(name="Ada").id
    named = update(User).where(User.id == person_id).values(name="Grace").returning(User.id)
    db.commit()
    alone.run(named, {})
    assert name_seen_by_others(person_id) == "Ada"
    db.rollback()
    db.session.remove()
    alone.run(named, {})
    assert name_seen_by_others(person_id) == "Grace"
