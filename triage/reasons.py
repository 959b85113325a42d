"""Words that explain nothing to a family, refused wherever an advisor types for a letter (DOMAIN.md 2.4 and 3.2)."""

import re

_HINT = "Say what the family needs or wishes, or what was tried, in a sentence they could read."

_REFUSED: tuple[tuple[str, str], ...] = (
    (r"(?:do(?:es)?|did)(?:\s+not|n['’]t)\s+(?:meet|reach)\b[\w\s]*?\bthresholds?", "does not meet threshold"),
    (r"thresholds?", "threshold"),
    (r"n\.?\s?f\.?\s?a\.?", "NFA"),
    (r"no\s+further\s+action", "no further action"),
    (r"inappropriate(?:\s+(?:referral|request))?", "inappropriate"),
    (r"(?:level|tier)\s*(?:[0-9]+|one|two|three|four|five|i{1,3}|iv|v)\b", "level or tier"),
    (r"tiers?", "tier"),
    (r"risk\s+(?:score|rating)", "risk score"),
)
_PATTERNS = [(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), shown) for pattern, shown in _REFUSED]


def problem(text: str) -> str:
    """Why these words are refused, with what to write instead; empty when they are fine."""
    for pattern, shown in _PATTERNS:
        if pattern.search(text):
            return f"Take out “{shown}”. {_HINT}"
    return ""
