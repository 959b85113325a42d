"""What has been typed in one draft so far, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from forms.questions import QuestionSet

Value = str | int | bool | list[str] | None


class Held(NamedTuple):
    """One kept answer. revision: what the next edit must name as its base. to_check: carried over from an earlier
    request, and not looked at yet."""

    value: Value
    revision: int = 1
    edited_at: datetime | None = None
    to_check: bool = False


@dataclass(frozen=True)
class Answers:
    """All answers of a draft (or of the gate, before there is one). rows: path -> Held."""

    questions: QuestionSet
    rows: Mapping[str, Held] = field(default_factory=dict)

    def value(self, path: str) -> Value:
        """What was answered at `path`; None when nothing was (an emptied answer counts as nothing)."""
        held = self.rows.get(path)
        return None if held is None or held.value in ("", [], None) else held.value

    def text(self, path: str) -> str:
        """The answer at `path` as typed; "" when there is none or it is no text."""
        value = self.value(path)
        return value if isinstance(value, str) else ""

    def ticked(self, path: str) -> list[str]:
        """The ticked option values at `path`."""
        value = self.value(path)
        return value if isinstance(value, list) else []

    def revision(self, path: str) -> int:
        """The revision at `path`; 0 when it was never answered."""
        held = self.rows.get(path)
        return held.revision if held else 0

    def is_to_check(self, path: str) -> bool:
        """Whether the answer at `path` was carried over and nobody has looked at it yet."""
        held = self.rows.get(path)
        return held is not None and held.to_check

    def items(self, repeat_id: str) -> list[str]:
        """The ids of the people of a repeat (`children`), in their order, without those removed."""
        return list(self._people.get(repeat_id, []))

    @cached_property
    def _people(self) -> dict[str, list[str]]:
        places: dict[str, list[tuple[int, str]]] = {}
        for path, held in self.rows.items():
            if path.count("/") == 1 and isinstance(held.value, int) and not isinstance(held.value, bool):
                repeat_id, item = path.split("/")
                places.setdefault(repeat_id, []).append((held.value, item))
        return {repeat_id: [item for _, item in sorted(found)] for repeat_id, found in places.items()}


def path_to(questions: QuestionSet, question_id: str, item: str | None = None) -> str:
    """Where an answer is kept: `strengths`, `children/<item>/child_dob`, `need_note/<area>` (item: the area)."""
    question, page = questions.by_id[question_id], questions.page_of[question_id]
    if question.per:
        return f"{question_id}/{item}" if item else question_id
    return f"{page.repeat.id}/{item}/{question_id}" if page.repeat else question_id
