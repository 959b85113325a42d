"""Words of names that are stored, like the words that were typed (extensions pg_trgm, unaccent, fuzzystrmatch)."""

from sqlalchemy import text

from portal import db

Likes = list[dict[str, int]]  # for each word typed, stored words and how far each is from it

MOST = 6
SHORTEST_START = 3
# Like it by its letters; two letters changed about; by its sound in English; beginning with it. Nearest first.
_LIKE = text(
    """
SELECT typed.n, near.word, near.far
FROM (
    SELECT n, unaccent(word) AS word, string_to_array(unaccent(swaps), ' ') AS swaps
    FROM unnest(CAST(:words AS text[]), CAST(:swaps AS text[])) WITH ORDINALITY AS given(word, swaps, n)
    OFFSET 0  -- each word loses its accents once, and not again beside every stored word
) typed,
LATERAL (
    SELECT word, min(far) AS far FROM (
        SELECT word, levenshtein(word, typed.word) AS far, length(typed.word) / 3 AS most
        FROM search_word WHERE word % typed.word
        UNION ALL
        SELECT word, levenshtein(word, typed.word), greatest(length(word), length(typed.word)) / 2
        FROM search_word WHERE sound = dmetaphone(typed.word) AND typed.word ~ '^[a-z]{2,}$'
        UNION ALL
        SELECT word, 1, 1 FROM search_word WHERE word = ANY(typed.swaps)
        UNION ALL
        (SELECT word, 2, 2 FROM search_word
        WHERE length(typed.word) >= :start AND word > typed.word AND word < typed.word || chr(1114111)
        ORDER BY word LIMIT :most)
    ) alike
    WHERE far <= greatest(1, most)
    GROUP BY word ORDER BY min(far), word LIMIT :most
) near
ORDER BY typed.n, near.far, near.word
"""
)


def likes(words: tuple[str, ...]) -> Likes:
    """For each of `words` the stored ones most like it, in the order typed; one statement. A word that is like none is
    itself: then nothing is found. Letters alone beside a longer word are left out."""
    longer = [word for word in words if len(word) > 1] or list(words)
    found: Likes = [{} for _ in longer]
    if not longer:
        return found
    given = {"words": longer, "swaps": [" ".join(_swapped(word)) for word in longer]}
    for n, word, far in db.session.execute(_LIKE, given | {"most": MOST, "start": SHORTEST_START}):
        found[n - 1][word] = far
    return [near or {word: 0} for word, near in zip(longer, found, strict=True)]


def _swapped(word: str) -> list[str]:
    """The word with each two neighbouring letters changed about."""
    return [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]
