"""How Alembic reaches the database and numbers its steps. Alembic runs this file; nothing imports it."""

from typing import Any, Literal

from alembic import context
from alembic.operations import MigrationScript
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from portal.db import UtcDateTime
from portal.tables import metadata

_ONE_AT_A_TIME = 7_215_004  # any number: two upgrades at once wait for each other on this lock


def number(context_: Any, revision: Any, directives: list[MigrationScript]) -> None:
    """Call the next step 0002 after 0001."""
    head = ScriptDirectory.from_config(context.config).get_current_head()
    for script in directives:
        script.rev_id = f"{int(head or 0) + 1:04d}"


def render(kind: str, item: Any, context_: Any) -> str | Literal[False]:
    """Write our time column as the plain one it is, so that a step does not change when the code does."""
    return "sa.DateTime(timezone=True)" if isinstance(item, UtcDateTime) else False


def upgrade() -> None:
    """Bring the database at the address given to Alembic to the wanted step, all in one transaction."""
    engine = create_engine(context.config.attributes["url"])
    with engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=metadata, process_revision_directives=number, render_item=render
        )
        with context.begin_transaction():
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"))
            context.run_migrations()
    engine.dispose()


upgrade()
