"""What every program but the web does first: settings, council and database, from its environment."""

from collections.abc import Mapping

from portal import council, db, settings
from portal.settings import Settings


def for_work(environ: Mapping[str, str]) -> Settings:
    """Put settings, council and database in use for this process. Raises SettingMissing and CouncilFileWrong."""
    given = settings.load(environ)
    settings.use(given)
    council.use(council.load(given.council_file))
    db.connect(given.database_url)
    return given
