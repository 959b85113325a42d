"""Names that come in capitals, as people write them."""

import re

_SMALL = {"a", "and", "at", "by", "cum", "en", "in", "le", "next", "of", "on", "the", "to", "under", "upon", "with"}
_CAPITALS = {"AWC", "GP", "LA", "LLP", "MC", "NHS", "PMS", "UK", "II", "III"}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+[A-Z]+")


def nice_case(text: str) -> str:
    """ "ST. MARY'S SURGERY (HULL)" gives "St. Mary's Surgery (Hull)". Text that is not all capitals stays as it is."""
    if not text.isupper():
        return text
    return _WORD.sub(lambda found: _word(found[0], is_first=found.start() == 0), text)


def _word(word: str, *, is_first: bool) -> str:
    if word in _CAPITALS or len(word) == 1:
        return word
    if word.lower() in _SMALL and not is_first:
        return word.lower()
    if re.match(r"MC[^AEIOU]|[OD]['’]", word):
        return f"{word[0]}{word[1].lower()}{word[2]}{word[3:].lower()}"
    return word[0] + word[1:].lower()
