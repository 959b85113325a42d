"""Counts promised dates anew: `portal recount-promises`."""

import click

from portal import clock
from triage import recounting


def add_commands(group: click.Group) -> None:
    """Add `portal recount-promises`."""

    @group.command("recount-promises")
    def recount() -> None:
        """Move promised dates to where today's bank holidays put them, and tell referrers. The portal does this by
        itself at its start and every hour; safe to repeat."""
        moved = recounting.recount(clock.now())
        click.echo(f"{moved} promised dates moved." if moved != 1 else "1 promised date moved.")
