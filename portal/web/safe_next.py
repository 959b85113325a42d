"""Where to go after signing in: only to a page of ours (PROMISES.md S12)."""

import re

_OURS = re.compile(r"/(?:[A-Za-z0-9_.~-]+(?:/[A-Za-z0-9_.~-]+)*/?)?(?:\?[A-Za-z0-9_.~=&%+-]*)?")


def safe_next(wanted: str | None, otherwise: str = "/") -> str:
    """`wanted` when it is a plain path on this site, else `otherwise`.

    An allow-list: one leading slash and plain segments; no second slash, backslash, scheme, control or dot-dot.
    """
    if not wanted or len(wanted) > 500 or not _OURS.fullmatch(wanted):
        return otherwise
    return otherwise if ".." in wanted.split("?")[0].split("/") else wanted
