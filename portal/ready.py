"""What every program but the web does first: settings, council and database, from its environment."""

from collections.abc import Mapping

from portal import council, db, settings
from portal.settings import SettingMissing, Settings


def for_work(environ: Mapping[str, str]) -> Settings:
    """Put settings, council and database in use for this process. Raises SettingMissing and CouncilFileWrong."""
    given = settings.load(environ)
    settings.use(given)
    council.use(council.load(given.council_file))
    if council.current().mail_way == "notify" and not given.notify_key:
        raise SettingMissing("Set NOTIFY_API_KEY in the environment, or mail_way: smtp in the council file.")
    if council.current().mail_way == "smtp" and not given.smtp_url:
        raise SettingMissing("Set SMTP_URL in the environment, or mail_way: notify in the council file.")
    db.connect(given.database_url)
    return given
