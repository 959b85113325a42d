"""What the post room lists, in plain words."""

from notifications import delivery_words, languages
from notifications.models.messages import Kind
from notifications.models.tasks import TaskKind

_KINDS = {
    TaskKind.DRAW_FAILED: "A letter could not be drawn as a PDF",
    TaskKind.REFUSED: "An email was refused",
    TaskKind.BOUNCED: "An email came back",
    TaskKind.UNREAD: "A letter has not been opened",
    TaskKind.TRANSLATE: "A letter needs a translator",
    TaskKind.OTHER_FORMAT: "A letter is wanted another way",
}
_HOW = {
    TaskKind.DRAW_FAILED: "Read it as a web page, and tell who runs the portal. The link in the email still works.",
    TaskKind.REFUSED: "Ring them, check the address, and tell them the letter is in the portal.",
    TaskKind.BOUNCED: "Ring them, check the address, and tell them the letter is in the portal.",
    TaskKind.UNREAD: "Ring them, and tell them the letter is in the portal.",
    TaskKind.TRANSLATE: "What you typed is still in English. Have it translated, and give it to them with the letter.",
    TaskKind.OTHER_FORMAT: "Have it made, and give it to them.",
}
_FORMATS = {"easy_read": "Easy Read", "audio": "audio", "braille": "Braille", "bsl": "British Sign Language"}
_NAMES = {
    Kind.OUTCOME: "Outcome letter",
    Kind.CORRECTED: "Corrected letter",
    Kind.CAME_BACK: "First contact not confirmed",  # "came back" is what the post room calls mail
}


def kind_name(kind: Kind) -> str:
    """What a message tells, as the post room lists it: "Outcome letter", "First contact late"."""
    return _NAMES.get(kind) or kind.value.replace("_", " ").capitalize()


def task(kind: TaskKind, reason: str) -> str:
    """What there is to do: "A letter needs a translator: Polish"."""
    if kind is TaskKind.OTHER_FORMAT:
        return f"{_KINDS[kind]}: {_FORMATS.get(reason, reason)}"
    if kind is TaskKind.TRANSLATE:
        return f"{_KINDS[kind]}: {languages.of(reason).name if reason in languages.CODES else 'another language'}"
    if kind is TaskKind.BOUNCED:
        return f"{_KINDS[kind]}: {delivery_words.why(reason)}"
    if kind is TaskKind.UNREAD and reason == "no_second_contact":
        return f"{_KINDS[kind]}, and they have no second contact"
    return _KINDS[kind]


def how(kind: TaskKind) -> str:
    """How to do it."""
    return _HOW[kind]
