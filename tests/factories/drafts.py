"""Drafts: empty, with a few answers, or filled in as an example family."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from forms import drafts, from_case, question_file
from forms.answers import Answers, Held, Value
from forms.models import Draft
from portal import db
from portal.accounts.models import User
from tests.factories import people

CASES = Path(__file__).parents[1] / "data" / "cases"
NAMES = sorted(path.stem for path in CASES.glob("c?_*.json"))


def case(name: str) -> dict[str, Any]:
    """One of the example families, by the start of its name: `c1`."""
    (path,) = CASES.glob(f"{name}*.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def sent_at(name: str) -> datetime:
    """When the example family's request is sent."""
    return datetime.fromisoformat(case(name)["submitted_at"])


def begin(owner: User | None = None, now: datetime | None = None, **first: Value) -> Draft:
    """A committed draft with a few answers."""
    draft = drafts.start(owner or people.make(), first, now or sent_at("c1"))
    db.commit()
    return draft


def of_case(name: str, owner: User | None = None, **changed: Any) -> Draft:
    """A committed draft filled in as an example family; `changed` overrides answers."""
    draft = begin(owner, sent_at(name))
    from_case.fill(draft, case(name)["answers"] | changed, sent_at(name))
    db.commit()
    return draft


def answers(**values: Any) -> Answers:
    """Answers without a database: keys are paths with `__` for `/`."""
    rows = {key.replace("__", "/"): Held(value) for key, value in values.items()}
    return Answers(question_file.load(), rows)
