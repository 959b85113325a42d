"""`portal demo load`: invented people and families to look at."""

import click

from portal import clock, db, demo, settings

_ONLY_THERE = "Invented families belong on a trial run only. If this is one, set DEMO=1 and try again."


@click.group("demo")
def demo_group() -> None:
    """Invented people and families."""


@demo_group.command("load")
def load() -> None:
    """Load them at different stages, unless they are there already."""
    if not settings.current().is_demo:
        raise click.ClickException(_ONLY_THERE)
    with db.transaction():
        families = demo.load(clock.now())
    click.echo(f"Invented families: {families} loaded." if families else "Invented families: there already.")


def add_commands(group: click.Group) -> None:
    """Put this command under `group`."""
    group.add_command(demo_group)
