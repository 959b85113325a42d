"""What people make of a letter when it goes: a translation of what was typed, Braille, British Sign Language."""

from datetime import datetime

from notifications import languages, tasks
from notifications.models.letters import Letter
from notifications.models.tasks import TaskKind
from notifications.translated import Translation
from notifications.wordings import OutcomeWording

FORMATS = ("easy_read", "audio", "braille", "bsl")
_LANGUAGE = "language:"
_MADE = (TaskKind.TRANSLATE, TaskKind.OTHER_FORMAT)


def wanted(wording: OutcomeWording, translation: Translation | None) -> tuple[str, ...]:
    """The codes of what this letter's reader asked for and no program makes: formats, and "language:<code>" when
    anything is left in English."""
    is_left = bool(wording.language) and (translation is None or not translation.is_whole)
    languages_left = (f"{_LANGUAGE}{wording.language}",) if is_left else ()
    return (*(code for code in FORMATS if code in wording.formats), *languages_left)


def ask_for(letter: Letter, now: datetime) -> None:
    """Put it before the district's advisors, once a letter; what the letter before needed, nobody makes any more. Call
    when it is sealed."""
    if letter.replaces_id:
        tasks.drop(letter.replaces_id, _MADE, now, "Another letter replaced it.")
    for code in letter.content.get("by_people", ()):
        is_language = code.startswith(_LANGUAGE)
        tasks.make(
            f"{code}:{letter.id}",
            TaskKind.TRANSLATE if is_language else TaskKind.OTHER_FORMAT,
            reference=letter.reference,
            district=letter.district,
            letter_id=letter.id,
            reason=code.removeprefix(_LANGUAGE),
            now=now,
        )


def language_name(code: str) -> str:
    """A language as the advisor reads it; "another language" where the request names none of ours."""
    return languages.of(code).name if code in languages.CODES else "another language"
