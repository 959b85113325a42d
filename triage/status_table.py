"""The steps table as Markdown for docs/status_table.md, so that the picture is never older than the rule."""

from portal.access import Role
from triage.statuses import STEPS, Status, Step

_HEAD = """# The life of a request

Made from `triage/statuses.py`; a test fails when the two differ. Only `triage/progress.py` makes these moves, and each
move keeps who, when and why. The promised date never moves while a request waits.

![Each step as an arrow from the statuses it may start at to the one it leads to](pictures/statuses.svg)

| Status | Shown as | Means |
|---|---|---|
"""


def render() -> str:
    """The whole page."""
    statuses = "".join(f"| `{each}` | {each.name_shown} | {each.means} |\n" for each in Status)
    return f"{_HEAD}{statuses}\n| Step | Button | From | To | Who may |\n|---|---|---|---|---|\n{_steps()}"


def _steps() -> str:
    lines = []
    for line in STEPS.values():
        sources = ", ".join(f"`{status}`" for status in Status if status in line.sources)
        button = line.button or "(with another act)"
        lines.append(f"| `{line.name}` | {button} | {sources} | `{line.target}` | {_who(line)} |\n")
    return "".join(lines)


def _who(line: Step) -> str:
    roles = [f"`{role}`" for role in Role if line.is_for(role)]
    return ", ".join([*roles, "the portal by itself"] if line.is_for(None) else roles)
