"""What was typed in a draft as plain text, readable without the portal."""

from collections.abc import Callable
from datetime import date, datetime

from forms import snapshot
from forms.answers import Answers
from portal.council import Council
from portal.web.words import moment_words

_BOM = "\ufeff"  # Windows' own editor then reads accents and names rightly


def write(
    answers: Answers,
    saved_at: datetime,
    council: Council,
    today: date,
    is_theirs: Callable[[str], bool] = lambda _: True,
) -> str:
    """Questions and answers in the order of the form, with Windows line ends, which every editor reads. is_theirs: of a
    section's id, whether who asks may read it."""
    lines = [f"Early help request to {council.name}", f"Not sent. Saved {moment_words(saved_at)}", ""]
    for section in snapshot.freeze(answers, council, today)["sections"]:
        if not is_theirs(section["id"]):
            continue
        lines += ["", section["title"], "=" * len(section["title"])]
        for group in section["groups"]:
            lines += ["", group["heading"]] if group["heading"] else []
            for line in group["lines"]:
                lines += ["", line["question"], *(f"  {part}" for part in line["answer"].splitlines())]
    return _BOM + "\r\n".join(lines) + "\r\n"
