"""The steps table as Markdown for docs/status_table.md, so that the picture is never older than the rule."""

from triage.statuses import STEPS, Status

_HEAD = """# The life of a request

Made from `triage/statuses.py`; a test fails when the two differ. Only `triage/progress.py` makes these moves, and each
move keeps who, when and why. The promised date never moves.

| Status | Shown as | Means |
|---|---|---|
"""


def render() -> str:
    """The whole page."""
    statuses = "".join(f"| `{each}` | {each.name_shown} | {each.means} |\n" for each in Status)
    return f"{_HEAD}{statuses}\n| Step | Button | From | To |\n|---|---|---|---|\n{_steps()}"


def _steps() -> str:
    lines = []
    for line in STEPS.values():
        sources = ", ".join(f"`{status}`" for status in Status if status in line.sources)
        lines.append(f"| `{line.name}` | {line.button or '(by itself)'} | {sources} | `{line.target}` |\n")
    return "".join(lines)
