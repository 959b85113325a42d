"""`portal run`, `portal worker` and `portal sweeper`: the programs that go on until they are told to end."""

import os
import sys

import click

from portal.embedded import home, run
from portal.embedded.mail_catcher import MailCatcherDidNotStart
from portal.embedded.postgres import PostgresDidNotStart
from portal.embedded.valkey import ValkeyDidNotStart
from portal.settings import SettingMissing

_SAID = (
    run.RunFailed, home.AlreadyRunning, PostgresDidNotStart, ValkeyDidNotStart, MailCatcherDidNotStart, SettingMissing,
)  # fmt: skip


def add_commands(group: click.Group) -> None:
    """Add these commands to `group`."""

    @group.command("run")
    def run_portal() -> None:
        """Run the portal with its own database, queue and mailbox until Ctrl-C (`make run`)."""
        try:
            run.run(os.environ, click.echo, lambda: group.main(["prepare"]))
        except _SAID as error:
            raise click.ClickException(str(error)) from error

    @group.command("worker")
    def worker() -> None:
        """Do the queue's work: draw letters, send e-mail."""
        _become("portal.worker")

    @group.command("sweeper")
    def sweeper() -> None:
        """Find e-mails and letters that were never handed over."""
        _become("portal.sweeper")


def _become(module: str) -> None:
    """Go on as another program of ours: only it loads WeasyPrint."""
    environ = {**home.environment(home.of(os.environ)), **os.environ}
    os.execve(sys.executable, [sys.executable, "-m", module], environ)  # noqa: S606 - a program of ours
