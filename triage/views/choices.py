"""Choices of a field, from values and their labels."""

from collections.abc import Iterable

from wtforms.fields.choices import SelectChoice

from triage.outcomes import Outcome


def choices(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """One choice for each value and label."""
    return [SelectChoice(value=value, label=label) for value, label in pairs]


def of_outcomes(outcomes: Iterable[Outcome]) -> list[SelectChoice]:
    """One choice for each outcome."""
    return choices((outcome.code, outcome.name) for outcome in outcomes)
