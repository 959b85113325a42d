"""Words typed for one reader. Nothing is copied here from what the referrer wrote."""

from collections.abc import Container
from dataclasses import replace
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea
from wtforms import RadioField, StringField, TextAreaField
from wtforms.widgets import HiddenInput

from triage.pieces import Action, Pieces
from triage.views.choices import choices
from triage.views.pieces_form import PiecesForm

_BLANK = "Leave it empty to keep this action out of the letter."
_TO_FAMILY = "Write it to the family: you, we."


class WordsForm(PiecesForm):
    """Made by `words_form` and `family_form`, with a box for each action. `reader`: referrer or family."""

    reader: str = ""
    count: int = 0
    were = StringField(widget=HiddenInput())  # the actions as they stood when the page was opened
    is_as_opened: bool = True

    @property
    def action_fields(self) -> list[Any]:
        """The boxes of the actions, in order."""
        return [self[f"actions-{number}-words_{self.reader}"] for number in range(self.count)]

    def boxes(self) -> Container[str]:
        """Not those of the actions when these have changed: what was typed for one is never put beside another."""
        return self._fields if self.is_as_opened else self._fields.keys() - {field.name for field in self.action_fields}

    def show_as_saved(self, saved: dict[str, str], now: str) -> None:
        """Have the actions' boxes hold what is saved when their list has changed since the page was opened. `now`: the
        list as it stands."""
        self.is_as_opened = self.were.data in {now, None}
        if not self.is_as_opened:
            for field in self.action_fields:
                field.raw_data, field.data = None, saved[field.name]
            self.were.raw_data, self.were.data = None, now

    def fill(self, pieces: Pieces) -> Pieces:
        texts = [(field.data or "").strip() for field in self.action_fields]
        worded = [replace(action, **{f"words_{self.reader}": text})
                  for action, text in zip(pieces.actions, texts, strict=False)]  # fmt: skip
        return replace(pieces, actions=(*worded, *pieces.actions[len(worded) :]))

    def typed(self, name: str) -> str:
        """What stands in a box."""
        return (self[name].data or "").strip()


class ReferrerWordsForm(WordsForm):
    """The reasons, which go in both letters, and the referrer's letter."""

    reader = "referrer"
    reasons = TextAreaField(
        "Why is this the right help?",
        description=(
            "Both readers see these. Write them so that a family could read them, one reason a line. "
            "Point to a need, a wish or what was tried."
        ),
        widget=GovTextArea(),
    )
    words_referrer = TextAreaField(
        "Anything else to tell the referrer? (optional)",
        description="Use initials, never a child's name. Short sentences.",
        widget=GovTextArea(),
    )
    keep_doing = TextAreaField(
        "What will the referrer keep doing? (optional)",
        description="A thing, such as: the weekly check-in.",
        widget=GovTextArea(),
    )

    def fill(self, pieces: Pieces) -> Pieces:
        reasons = tuple(line.strip() for line in self.typed("reasons").splitlines() if line.strip())
        filled = super().fill(pieces)
        words, keep = self.typed("words_referrer"), self.typed("keep_doing")
        return replace(filled, reasons=reasons, words_referrer=words, keep_doing=keep)


class FamilyWordsForm(WordsForm):
    """The family's letter and how it goes: only by a way they said is safe."""

    reader = "family"
    strengths = TextAreaField(
        "What is going well? (optional)",
        description="What you heard from them. Short, warm and true.",
        widget=GovTextArea(),
    )
    words_family = TextAreaField(
        "Anything else to tell the family? (optional)",
        description=(
            "What it will be like, and what happens first. Easy words: about what an 11-year-old reads. "
            "The letter already says: You told us what matters most. We heard you."
        ),
        widget=GovTextArea(),
    )
    family_way = RadioField("How will the family get this letter?", widget=GovRadioInput(), validate_choice=False)

    def fill(self, pieces: Pieces) -> Pieces:
        words, strengths = self.typed("words_family"), self.typed("strengths")
        return replace(
            super().fill(pieces), words_family=words, strengths=strengths, family_way=self.typed("family_way")
        )


def referrer_form(pieces: Pieces, version: int) -> ReferrerWordsForm:
    """The referrer's words as last saved, or as posted."""
    made = _with_actions(ReferrerWordsForm, pieces.actions)
    data = {
        "reasons": "\n".join(pieces.reasons),
        "words_referrer": pieces.words_referrer,
        "keep_doing": pieces.keep_doing,
    }
    form: ReferrerWordsForm = made(data=_saved(pieces, version) | data | _action_data(pieces, "referrer"))
    form.show_as_saved(_action_data(pieces, "referrer"), _list_of(pieces))
    return form


def family_form(pieces: Pieces, version: int, ways: tuple[tuple[str, str], ...]) -> FamilyWordsForm:
    """The family's words as last saved, or as posted. `ways`: how their letter may go."""
    made = _with_actions(FamilyWordsForm, pieces.actions)
    data = {name: getattr(pieces, name) for name in ("words_family", "strengths", "family_way")}
    form: FamilyWordsForm = made(data=_saved(pieces, version) | data | _action_data(pieces, "family"))
    form.show_as_saved(_action_data(pieces, "family"), _list_of(pieces))
    form.family_way.choices = choices(ways)
    return form


def _saved(pieces: Pieces, version: int) -> dict[str, Any]:
    return {"base": version, "were": _list_of(pieces)}


def _list_of(pieces: Pieces) -> str:
    return "; ".join(action.what for action in pieces.actions)


def _with_actions(form_class: type[WordsForm], actions: tuple[Action, ...]) -> type[Any]:
    boxes: dict[str, Any] = {
        f"actions-{number}-words_{form_class.reader}": StringField(
            f"Action {number + 1}: {action.what}", description=_hint(form_class.reader, action), widget=GovTextArea()
        )
        for number, action in enumerate(actions)
    }
    return type(form_class.__name__, (form_class,), boxes | {"count": len(actions)})


def _hint(reader: str, action: Action) -> str:
    """The family's box starts empty, with what the referrer will read as a reminder."""
    if reader == "referrer":
        return _BLANK
    to_referrer = f"The referrer reads: “{action.words_referrer}”. " if action.words_referrer else ""
    return f"{to_referrer}{_TO_FAMILY} {_BLANK}"


def _action_data(pieces: Pieces, reader: str) -> dict[str, str]:
    name = f"words_{reader}"
    return {f"actions-{number}-{name}": getattr(action, name) for number, action in enumerate(pieces.actions)}
