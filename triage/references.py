"""References people can say on the phone: EH-7KQ2-MX4D. None can be guessed or counted (PROMISES.md S3)."""

import re
import secrets

# Without 0 and O, 1, I and L, which sound or look alike.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_WRITTEN = re.compile(rf"(?:EH)?([{LETTERS}]{{4}})([{LETTERS}]{{4}})")


def make() -> str:
    """A new reference."""
    text = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"EH-{text[:4]}-{text[4:]}"


def read(text: str) -> str | None:
    """A reference as stored, however it was typed: "eh 7kq2 mx4d" gives "EH-7KQ2-MX4D". None when it is not one."""
    found = _WRITTEN.fullmatch(re.sub(r"[^0-9A-Z]", "", text.upper()))
    return f"EH-{found[1]}-{found[2]}" if found else None


def start(text: str) -> str:
    """The start of a reference as typed into a search box, as it is stored: "7kq2m" gives "EH-7KQ2-M"."""
    letters = re.sub(r"[^0-9A-Z]", "", text.upper()).removeprefix("EH")[:8]
    return "-".join(part for part in ("EH", letters[:4], letters[4:]) if part)
