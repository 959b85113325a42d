"""The council this installation serves: its file is loaded once at the start, and every rule asks here."""

from portal.council_file import CouncilFileWrong, load
from portal.council_shape import Council, District, Neighbour

__all__ = ["Council", "CouncilFileWrong", "District", "Neighbour", "current", "load", "use"]

_current: Council | None = None


def use(council: Council) -> None:
    """Make `council` the one this process serves."""
    global _current
    _current = council


def current() -> Council:
    """The council this process serves. Raises RuntimeError before `use` was called."""
    if _current is None:
        raise RuntimeError("No council yet: the program that starts the portal calls council.use(council.load(path)).")
    return _current
