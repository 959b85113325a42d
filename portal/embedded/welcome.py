"""What the default run says once it answers: where to go and who can sign in."""

from collections.abc import Mapping
from pathlib import Path

from portal import council, db, settings
from portal.access import Role
from portal.accounts import people
from portal.accounts.models import User

_JOBS = {
    Role.REFERRER: "asks for early help",
    Role.ORG_LEAD: "leads a school, sees all it asked for",
    Role.EHA: "Early Help Advisor",
    Role.DUTY_EHA: "Early Help Advisor on duty",
    Role.SERVICE_MANAGER: "service manager",
    Role.ADMIN: "administrator",
}
_A_FEW = 3


def words(environ: Mapping[str, str], home: Path) -> str:
    """The lines to print. `environ`: the settings of the run."""
    url = environ["PUBLIC_URL"]
    lines = ["", "The portal is running.", "", f"  Open         {url}"]
    if environ.get("MAILBOX_DIR"):
        lines.append(f"  Mailbox      {url}/mailbox  (every e-mail it sends, sign-in codes too)")
    lines += [f"  Logs         {home / 'log'}", "", "  Who can sign in (the code is in the mailbox):", ""]
    lines += [f"    {person.email:<42} {_job(person)}" for person in _known(environ)]
    lines += ["    any other work e-mail address              asks for early help", "", "Ctrl-C stops it."]
    return "\n".join(lines)


def _known(environ: Mapping[str, str]) -> list[User]:
    """Open staff accounts with a job here, and the first few referrers."""
    given = settings.load(environ)
    council.use(council.load(given.council_file))
    db.connect(given.database_url)
    try:
        staff = [person for person in people.staff() if person.role in _JOBS and person.closed_at is None]
        first_come = sorted(people.referrers(""), key=lambda person: person.id)
        return [*first_come[:_A_FEW], *staff]
    finally:
        db.let_go()


def _job(person: User) -> str:
    where = ", ".join(council.current().district(slug).name for slug in person.districts)
    return _JOBS.get(person.role, person.role) + (f", {where}" if where else "")
