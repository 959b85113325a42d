"""`portal places` and `portal organisations`: the postcode edition in use, and the list referrers pick from."""

from pathlib import Path

import click

from portal import clock, council, db, organisation_load, places, postcode_load
from portal.postcode_archives import PostcodeFileWrong
from portal.postcode_load import Loaded

_FAR_FEWER = 0.9  # of the postcodes before: below this the report warns of a part of the country


@click.group("places")
def places_group() -> None:
    """Postcodes and the districts they stand for."""


@places_group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_file(file: Path) -> None:
    """Put the edition in FILE in place of the one in use, while the portal runs.

    FILE: an ONS Postcode Directory (ONSPD) or National Statistics Postcode Lookup (NSPL), as its .zip or the .csv in it
    (.csv.gz and .csv.xz too). A wrong file changes nothing.
    """
    try:
        with db.transaction():
            loaded = postcode_load.load_file(file, council.current().council_codes, clock.now())
    except PostcodeFileWrong as wrong:
        raise click.ClickException(f"{wrong} The edition in use was not changed.") from wrong
    _report(loaded)


@places_group.command("load-shipped")
@click.option("--again", is_flag=True, help="Go back to the shipped edition when another one is in use.")
def load_shipped(again: bool) -> None:
    """Load the postcodes that come with the portal, unless an edition is in use."""
    with db.transaction():
        loaded = postcode_load.load_shipped(clock.now(), again=again)
    if loaded:
        _report(loaded)
    else:
        _show()


@places_group.command("show")
def show() -> None:
    """Say which edition is in use."""
    _show()


def _show() -> None:
    edition = places.edition()
    if edition:
        click.echo(f"In use: {edition.name} ({edition.source}), {edition.rows:,} postcodes.")
    else:
        click.echo("No postcodes are loaded yet. Load them: portal places load-shipped")


def _report(loaded: Loaded) -> None:
    counts = loaded.counts
    click.echo(f"In use now: {loaded.name}")
    click.echo(f"  Rows read: {counts.read:,}")
    click.echo(f"  Kept: {counts.kept:,} live English postcodes")
    click.echo(f"  Refused: {counts.refused.total():,}")
    for reason, number in counts.refused.most_common():
        click.echo(f"    {number:,} {reason}")
    click.echo(f"  Postcodes before: {loaded.rows_before:,}")
    if counts.kept < loaded.rows_before * _FAR_FEWER:
        click.echo("  Look again: this edition has far fewer postcodes than the one before. If it is a part of the")
        click.echo("  country, go back: portal places load-shipped --again")


@click.group("organisations")
def organisations_group() -> None:
    """The schools and GP practices a referrer picks from."""


@organisations_group.command("load")
@click.option("--again", is_flag=True, help="Put every row right, also when these lists are in use already.")
def load_organisations(again: bool) -> None:
    """Load the lists that come with the portal, or bring them up to date. Safe to repeat."""
    with db.transaction():
        changed = organisation_load.load(clock.now(), again=again)
    click.echo(f"Schools and GP practices: {'as shipped' if changed is None else f'{changed:,} new or changed'}.")


def add_commands(group: click.Group) -> None:
    """Put these commands under `group`."""
    group.add_command(places_group)
    group.add_command(organisations_group)
