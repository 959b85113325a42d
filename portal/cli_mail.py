"""`portal mail`: hold mail back after a restore, look at what waits, and let it leave (docs/runbook.md)."""

from collections.abc import Iterator
from uuid import UUID

import click

from notifications import holding
from notifications.models.messages import Message
from portal import clock, db, settings

_PAGE = 500
_IDS = click.argument("ids", nargs=-1, type=click.UUID)


@click.group("mail")
def mail_group() -> None:
    """Mail that is held back, and mail that leaves."""


def add_commands(group: click.Group) -> None:
    """Put these commands under `group`."""
    group.add_command(mail_group)


@mail_group.command("hold")
def hold() -> None:
    """Let nothing leave from now on but sign-in codes. What is posted meanwhile waits too. Safe to repeat."""
    with db.transaction():
        held = holding.hold(clock.now())
    click.echo(f"Mail is held: {held} wait. See them with: portal mail list")


@mail_group.command("list")
def show() -> None:
    """Print what is held, oldest first: id (its Message-ID begins with it), when posted, kind, reference, address."""
    with db.transaction():
        begun = holding.since()
        click.echo(f"Mail has been held since {begun:%Y-%m-%d %H:%M} UTC." if begun else "Mail leaves as it is posted.")
        for message in _held():
            where = f"{message.reference or '-'}  {message.to_email}"
            click.echo(f"{message.id}  {message.posted_at:%Y-%m-%d %H:%M}  {message.kind}  {where}")


def _held() -> Iterator[Message]:
    after = None
    while rows := holding.held(_PAGE, after):
        yield from rows
        after = rows[-1].posted_at, rows[-1].id


@mail_group.command("release")
@_IDS
@click.option("--all", "everything", is_flag=True, help="All of it, and what is posted from now on: the hold ends.")
def release(ids: tuple[UUID, ...], everything: bool) -> None:
    """Let mail with these IDS leave, or all."""
    if everything == bool(ids):
        raise click.ClickException("Give the ids to release (portal mail list shows them), or --all.")
    with db.transaction():
        now = clock.now()
        freed = holding.release_all(now) if everything else holding.release(ids, now)
        left = holding.count()
    click.echo(f"{freed} will leave within a minute, {left} stay held.")
    if everything and settings.current().starts_held:
        click.echo("MAIL_HOLD=1 is still set: take it away, or mail is held again when a program starts.")


@mail_group.command("sent")
@_IDS
def sent(ids: tuple[UUID, ...]) -> None:
    """Mark mail with these IDS as sent before: the mail server's log shows it, and it must not go twice."""
    with db.transaction():
        done = sum(holding.mark_as_sent(each, clock.now()) for each in ids)
    click.echo(f"{done} marked as sent.")
    if done != len(ids):
        raise click.ClickException(f"{len(ids) - done} of the ids are not held.")
