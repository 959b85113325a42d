"""`portal`: what an operator types. Each part of the portal has its own module of commands; here they come together."""

import os
from collections.abc import Mapping

import click

from portal import (
    cli_database,
    cli_demo,
    cli_docs,
    cli_letters,
    cli_mail,
    cli_measures,
    cli_people,
    cli_places,
    cli_promises,
    cli_run,
    ready,
    settings,
)
from portal.council import CouncilFileWrong
from portal.embedded import home
from portal.settings import SettingMissing

_PARTS = (
    cli_run, cli_database, cli_demo, cli_docs, cli_letters, cli_mail, cli_measures, cli_people, cli_places,
    cli_promises,
)  # fmt: skip
_ALONE = {"run", "worker", "sweeper", "docs"}  # these find or make their own database, or need none


@click.group()
@click.pass_context
def portal(context: click.Context) -> None:
    """The Early Help portal. While `make run` goes on, these commands work on what it runs; else they need the settings
    listed in docs/runbook.md."""
    if context.invoked_subcommand not in _ALONE:
        _open(os.environ)


def _open(environ: Mapping[str, str]) -> None:
    """Have settings, council and database ready for a command."""
    try:
        ready.for_work({**home.environment(home.of(environ)), **environ})
    except SettingMissing as error:
        raise click.ClickException(f"{error}\nOr start the portal with `make run` and try again.") from error
    except CouncilFileWrong as error:
        raise click.ClickException(str(error)) from error


for part in _PARTS:
    part.add_commands(portal)


@portal.command("prepare")
def prepare() -> None:
    """Bring the database up to date and load what comes with the portal. Safe to repeat."""
    demo = [["demo", "load"]] if settings.current().is_demo and "demo" in portal.commands else []
    for words in [["db", "upgrade"], ["places", "load-shipped"], ["organisations", "load"], *demo]:
        portal.main(words, standalone_mode=False)


def main() -> None:
    """Run one command."""
    portal()


if __name__ == "__main__":
    main()
