"""How postcodes are written."""

import re

# Letters that Royal Mail never uses in the last part: C I K M O V.
FULL = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][ABD-HJLNP-UW-Z]{2})")


def normalise(text: str) -> str | None:
    """A full UK postcode in its usual form ("dn229zz" gives "DN22 9ZZ"); None when `text` is not one."""
    found = FULL.fullmatch(re.sub(r"[\s.\-]", "", text).upper())
    return f"{found[1]} {found[2]}" if found else None
