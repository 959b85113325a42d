"""The sections and questions of the form a request was sent with, for saying which of them failed to ask something."""

from dataclasses import dataclass
from typing import Any

SECTION = "section:"  # before a section's id, where no single question is meant


@dataclass(frozen=True)
class FormPart:
    """A section, as `about` names it, with its questions that were answered: (id, what it asks)."""

    about: str
    title: str
    questions: tuple[tuple[str, str], ...]


def of(snapshot: dict[str, Any]) -> tuple[FormPart, ...]:
    """The parts of the form in its order, each question once however many people it was asked about."""
    return tuple(_part(section) for section in snapshot["sections"])


def _part(section: dict[str, Any]) -> FormPart:
    lines = [line for group in section["groups"] for line in group["lines"] if "/" not in line["id"]]
    questions = {line["id"]: line["question"] for line in lines}
    return FormPart(about=SECTION + section["id"], title=section["title"], questions=tuple(questions.items()))


def is_known(about: str, parts: tuple[FormPart, ...]) -> bool:
    """Whether `about` names a section or a question of the form; "" for neither is known too."""
    return not about or any(about == part.about or about in dict(part.questions) for part in parts)
