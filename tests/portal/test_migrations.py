"""The database that the numbered steps make is the one that the models describe."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from portal import audit, clock, db
from portal.settings import ROOT
from portal.tables import metadata


def test_the_steps_make_just_what_the_models_say(schema: Engine) -> None:
    with schema.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_the_steps_stand_in_one_numbered_line() -> None:
    steps = ScriptDirectory.from_config(Config(ROOT / "portal" / "migrations" / "alembic.ini"))
    assert len(steps.get_heads()) == 1
    numbers = sorted(step.revision for step in steps.walk_revisions())
    assert numbers == [f"{number + 1:04d}" for number in range(len(numbers))]


def test_an_audit_event_can_not_be_changed_afterwards(schema: Engine) -> None:
    audit.record("request.opened", "EH-TEST", by=None, at=clock.now())
    db.commit()
    event = db.session.query(audit.AuditEvent).one()
    event.subject = "EH-OTHER"
    with pytest.raises(DBAPIError, match="never changed"):
        db.commit()
    db.rollback()
