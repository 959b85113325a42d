"""How long a sign-in lasts, by role (PROMISES.md: three lifetimes, kept apart). The council file says."""

from dataclasses import dataclass
from datetime import timedelta

from portal import council
from portal.access import Role


@dataclass(frozen=True)
class Lengths:
    """`idle`: since the browser was last seen. `absolute`: since the sign-in began."""

    idle: timedelta
    absolute: timedelta


def lengths_of(role: Role) -> Lengths:
    """The council's lengths for `role`: council roles are shorter, because they read about many families."""
    times = council.current().sign_in
    if role.is_council:
        return Lengths(timedelta(minutes=times.council_idle_minutes), timedelta(hours=times.council_hours))
    return Lengths(timedelta(minutes=times.referrer_idle_minutes), timedelta(hours=times.referrer_hours))
