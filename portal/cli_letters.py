"""`portal letters`: whether the stored letters are what they were (docs/runbook.md)."""

from datetime import datetime
from itertools import chain

import click

from notifications import verifying
from portal import clock


@click.group("letters")
def letters_group() -> None:
    """Letters as they are stored."""


def add_commands(group: click.Group) -> None:
    """Put these commands under `group`."""
    group.add_command(letters_group)


@letters_group.command("verify")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Letters written from this day on; else all.")
def verify(since: datetime | None) -> None:
    """Hash what is stored anew and print each letter that differs: id, reference, and whether its words or which print.
    Ends with 1 when any does. Changes nothing; safe at any time."""
    moment = since.replace(tzinfo=clock.LONDON) if since else None
    total = wrong = 0
    for batch in chain(verifying.words(moment), verifying.prints(moment)):
        total, wrong = total + batch.number, wrong + len(batch.wrong)
        for each in batch.wrong:
            click.echo(f"{each.letter_id}  {each.reference}  differs: {each.where}")
    click.echo(f"{total} looked at, {wrong} differ.")
    if wrong:
        raise SystemExit(1)
