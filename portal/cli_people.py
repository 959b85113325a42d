"""`portal people add`: the first administrator, and staff before there is anybody to invite them."""

import click

from notifications import outbox
from notifications.models.messages import Kind
from portal import clock, council, db
from portal.access import Role
from portal.accounts import addresses, people


@click.group("people")
def people_group() -> None:
    """Accounts of council staff."""


@people_group.command("add")
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role if role.is_council]), required=True)
@click.option("--name", default="", help="As it stands in letters; they can change it.")
@click.option("--district", "districts", multiple=True, help="A district's slug in the council file; repeat for more.")
@click.option("--invite/--no-invite", default=True, help="Whether to send them an e-mail.")
def add(email: str, role: str, name: str, districts: tuple[str, ...], invite: bool) -> None:
    """Make an account for EMAIL. They sign in with a code sent to that address."""
    try:
        tidy = addresses.tidy(email)
        check_districts(Role(role), districts)
        with db.transaction():
            now = clock.now()
            person = people.invite(tidy, name, Role(role), districts, by=None, now=now)
            if invite:
                key = f"invitation:{person.id}"
                outbox.post(key, kind=Kind.INVITATION, to_email=tidy, person_id=person.id, now=now)
    except (addresses.BadEmail, people.AlreadyThere) as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo(f"{tidy} can sign in as {role}{' for ' + ', '.join(districts) if districts else ''}.")


def check_districts(role: Role, districts: tuple[str, ...]) -> None:
    """Raises ClickException naming the fix when a district is unknown, or missing for a role that needs one."""
    known = [district.slug for district in council.current().districts]
    unknown = [slug for slug in districts if slug not in known]
    if unknown:
        raise click.ClickException(f"No district {', '.join(unknown)}. The council file has: {', '.join(known)}.")
    if people.needs_districts(role) and not districts:
        raise click.ClickException(f"Role {role} needs --district. The council file has: {', '.join(known)}.")


def add_commands(group: click.Group) -> None:
    """Put these commands under `group`."""
    group.add_command(people_group)
