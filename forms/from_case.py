"""Writes the answers of an example family into a draft, as if typed (demo and tests)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forms.models import Draft


def fill(draft: Draft, case_answers: Mapping[str, Any], now: datetime) -> None:
    """case_answers: the `answers` of a case: question ids, lists of people, `need_notes` by area."""
    raise NotImplementedError
