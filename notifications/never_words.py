"""Words no letter may say (DOMAIN.md 3.2), each with what to write instead."""

import re
from collections.abc import Iterable

_SAY_NEED = "Say what the family needs, or what help they will get."
_SAY_SERVICE = 'Write "a service you agreed", or the service\'s own neutral name.'
_LEAVE_OUT = "Leave it out. Tell the person by a way that is safe."

_NEVER: tuple[tuple[str, str], ...] = (
    (r"thresholds?", _SAY_NEED),
    (r"tiers?(?:\s*\d)?", _SAY_NEED),
    (r"level\s+(?:[1-9]|one|two|three|four|five)|levels? of need", _SAY_NEED),
    (r"risk scores?|scores?|scored|risk rating|rag rating", _SAY_NEED),
    (r"n\.?f\.?a\.?|no further action|case closed", "Say what each person will do now."),
    (r"inappropriate(?:ly)?|not appropriate", "Say what would help instead."),
    (r"criteria|(?:in)?eligib(?:le|ility)", _SAY_NEED),
    (r"domestic (?:abuse|violence)|coercive control|refuge", _SAY_SERVICE),
    (r"police(?:man|woman|men|women)?", _SAY_SERVICE),
    (r"mental(?:ly)? ill(?:ness(?:es)?)?|psychiatric", _SAY_SERVICE),
    (r"drugs?(?: (?:use|misuse|abuse))?|substance (?:use|misuse|abuse)|alcohol(?:ic|ism)?", _SAY_SERVICE),
    (r"safe contact|safe to (?:call|ring|text|write)|code ?words?|pass ?words?", _LEAVE_OUT),
)
_PATTERNS = tuple((re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), fix) for words, fix in _NEVER)


def found_in(text: str, names: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Each word in `text` that no letter may say, with what to do instead. `names` are looked past: a child may be
    called anything."""
    for name in sorted((name for name in names if name.strip()), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
    return [(match.group(), fix) for pattern, fix in _PATTERNS for match in pattern.finditer(text)]
