"""What this installation is told by its environment. Council facts live in the council file (`portal.council`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
_DEFAULT_COUNCIL = ROOT / "portal" / "councils" / "nottinghamshire.yaml"
_REQUIRED = ("DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "SECRET_KEY")
_HERE = {"localhost", "127.0.0.1", "::1"}
_NOTIFY_KEY = re.compile(r".+-[0-9a-f-]{36}-[0-9a-f-]{36}")
_STARRED = re.compile(r"[^*@]{1,27}[+-]\*@[^*@]+")  # the star becomes 36 letters, and 64 fit before the @
_IMAP_SCHEMES = {"imap", "imap+starttls", "imaps"}
_MAIL_SCHEMES = {"smtp", "smtp+starttls", "smtps"}


class SettingMissing(Exception):
    """A setting without which the portal does not start; the message says which and how to give it."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """`secret_key` signs cookies, form tokens and sign-in codes; it is given, never made at start, so a restart
    signs nobody out (PROMISES.md R3). What `old_secret_keys` signed is taken too: so that changing it does not."""

    database_url: str  # postgresql+psycopg://
    redis_url: str
    smtp_url: str  # smtp://, smtp+starttls:// or smtps://, user and password allowed
    public_url: str  # every link in an e-mail starts with it
    secret_key: str
    old_secret_keys: tuple[str, ...] = ()
    council_file: Path
    mail_from: str
    mail_bounce: str = ""  # where mail servers send what they could not deliver; mail_from when empty. *: which mail
    bounce_imap_url: str = ""  # the mailbox where those reports arrive: imaps:// or imap+starttls://
    starts_held: bool = False  # after a restore: worker and sweeper hold all mail back when they start
    notify_key: str = ""  # of GOV.UK Notify, where the council file says that mail goes that way
    notify_token: str = ""  # what its callbacks carry
    notify_url: str = "https://api.notifications.service.gov.uk"
    is_demo: bool = False
    mailbox_dir: Path | None = None  # where the default run keeps the mails it sent; shown to anybody at /mailbox
    proxies: int = 0  # how many reverse proxies of ours stand in front and may say where a visitor comes from

    @property
    def is_secure(self) -> bool:
        """Whether people reach the portal over TLS; only loopback may go without."""
        return self.public_url.startswith("https://")

    @property
    def host(self) -> str:
        """The one host name answered to."""
        return urlsplit(self.public_url).hostname or ""


def load(environ: Mapping[str, str]) -> Settings:
    """Read the settings. Raises SettingMissing naming every variable that is not there."""
    missing = [name for name in _REQUIRED if not environ.get(name)]
    missing += [] if environ.get("SMTP_URL") or environ.get("NOTIFY_API_KEY") else ["SMTP_URL"]
    if missing:
        raise SettingMissing(f"Set {', '.join(missing)} in the environment (docs/runbook.md lists them all).")
    public_url = environ["PUBLIC_URL"].rstrip("/")
    host = urlsplit(public_url).hostname
    if not public_url.startswith("https://") and host not in _HERE:
        raise SettingMissing("PUBLIC_URL must start with https:// on any machine but this one.")
    if public_url.startswith("https://") and environ.get("MAILBOX_DIR"):
        raise SettingMissing("Take MAILBOX_DIR away: it shows every e-mail to anybody, which only a trial run may do.")
    return Settings(
        database_url=_for_psycopg(environ["DATABASE_URL"]),
        redis_url=environ["REDIS_URL"],
        smtp_url=_smtp_url(environ.get("SMTP_URL", "")),
        public_url=public_url,
        secret_key=environ["SECRET_KEY"],
        old_secret_keys=tuple(key for key in environ.get("SECRET_KEY_OLD", "").split(",") if key),
        council_file=Path(environ.get("COUNCIL_FILE", _DEFAULT_COUNCIL)),
        mail_from=environ.get("MAIL_FROM", f"early-help@{host}"),
        mail_bounce=_mail_bounce(environ.get("MAIL_BOUNCE", "")),
        bounce_imap_url=_imap_url(environ.get("BOUNCE_IMAP_URL", "")),
        starts_held=environ.get("MAIL_HOLD") == "1",
        notify_key=_notify_key(environ.get("NOTIFY_API_KEY", "")),
        notify_token=environ.get("NOTIFY_CALLBACK_TOKEN", ""),
        notify_url=environ.get("NOTIFY_URL", Settings.notify_url),
        is_demo=environ.get("DEMO") == "1",
        mailbox_dir=Path(environ["MAILBOX_DIR"]) if environ.get("MAILBOX_DIR") else None,
        proxies=int(environ.get("TRUSTED_PROXIES", "0")),
    )


def _smtp_url(url: str) -> str:
    """Mail holds sign-in codes and links, and the address the server's password: only on this machine may it go
    unencrypted."""
    given = urlsplit(url)
    if url and given.scheme not in _MAIL_SCHEMES:
        raise SettingMissing("SMTP_URL must start with smtp+starttls:// or smtps:// (smtp:// on this machine only).")
    if given.scheme == "smtp" and given.hostname not in _HERE:
        raise SettingMissing("SMTP_URL must start with smtp+starttls:// or smtps:// for a mail server elsewhere.")
    return url


def _mail_bounce(address: str) -> str:
    if "*" in address and not _STARRED.fullmatch(address):
        raise SettingMissing("MAIL_BOUNCE may hold one *, after a + or - before the @: bounces+*@council.example.")
    return address


def _imap_url(url: str) -> str:
    """What came back may quote our mail, and the address holds a password."""
    given = urlsplit(url)
    if url and not (given.scheme in _IMAP_SCHEMES and given.hostname and given.username):
        raise SettingMissing("BOUNCE_IMAP_URL must be like imaps://user:password@host/INBOX (or imap+starttls://).")
    if given.scheme == "imap" and given.hostname not in _HERE:
        raise SettingMissing("BOUNCE_IMAP_URL must start with imaps:// or imap+starttls:// for a server elsewhere.")
    return url


def _notify_key(key: str) -> str:
    if key and not _NOTIFY_KEY.fullmatch(key):
        raise SettingMissing("NOTIFY_API_KEY must be the whole key as GOV.UK Notify shows it once: name-id-secret.")
    return key


def _for_psycopg(url: str) -> str:
    scheme, rest = url.split("://", 1)
    return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else url


_current: Settings | None = None


def use(settings: Settings) -> None:
    """Make `settings` this process's settings."""
    global _current
    _current = settings


def current() -> Settings:
    """The settings of this process. Raises SettingMissing before `use` was called."""
    if _current is None:
        raise SettingMissing("No settings yet: the program that starts the portal calls settings.use() first.")
    return _current
