"""`portal db`: the numbered steps that bring a database to the shape the code expects."""

from pathlib import Path

import click
from alembic import command
from alembic.config import Config

from portal import settings


def alembic_config(url: str) -> Config:
    """Alembic's settings for the database at `url`."""
    config = Config(Path(__file__).parent / "migrations" / "alembic.ini")
    config.attributes["url"] = url
    return config


def add_commands(group: click.Group) -> None:
    """Add `portal db upgrade` and `portal db revision`."""

    @group.group("db")
    def database() -> None:
        """Bring the database to the shape this version needs."""

    @database.command("upgrade")
    def upgrade() -> None:
        """Take every step that is still to take. Safe to repeat."""
        command.upgrade(alembic_config(settings.current().database_url), "head")

    @database.command("revision")
    @click.option("--message", "-m", required=True, help="What the step does, in a few words.")
    def revision(message: str) -> None:
        """Write the next step from what the models have and the database has not."""
        command.revision(alembic_config(settings.current().database_url), message, autogenerate=True)
