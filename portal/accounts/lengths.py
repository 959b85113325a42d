"""How long a sign-in lasts, by role (PROMISES.md: three lifetimes, kept apart). The council file says."""

from dataclasses import dataclass
from datetime import timedelta

from portal.access import Role


@dataclass(frozen=True)
class Lengths:
    """`idle`: since the browser was last seen. `absolute`: since the sign-in began."""

    idle: timedelta
    absolute: timedelta


def lengths_of(role: Role) -> Lengths:
    """The council's lengths for `role`: council roles are shorter, because they read about many families."""
    if role.is_council:
        return Lengths(idle=timedelta(minutes=30), absolute=timedelta(hours=12))
    return Lengths(idle=timedelta(hours=2), absolute=timedelta(hours=20))
