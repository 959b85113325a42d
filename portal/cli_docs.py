"""Writes the tables in docs/ from the code that they describe: `portal docs`."""

from collections.abc import Callable
from pathlib import Path

import click

from forms import question_file, question_table
from portal.access import GRANTS, Can
from portal.settings import ROOT
from triage.status_picture import render as picture
from triage.status_table import render as statuses


def access() -> str:
    """Who may do what, as Markdown."""
    roles = list(GRANTS)
    lines = [
        "# Who may do what",
        "",
        "Made by `portal docs` from `portal/access.py`. Which rows a person sees: each package's `visible_to`.",
        "",
        "| May | " + " | ".join(f"`{role}`" for role in roles) + " |",
        "|---" * (len(roles) + 1) + "|",
    ]
    for act in Can:
        cells = ["yes" if act in GRANTS[role] else "" for role in roles]
        lines.append(f"| {act} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def questions() -> str:
    """The question set in use, as Markdown."""
    return question_table.render(question_file.load())


PAGES: dict[str, Callable[[], str]] = {
    "access.md": access,
    "status_table.md": statuses,
    "pictures/statuses.svg": picture,
    "questions.md": questions,
}


def write(folder: Path) -> None:
    """Write every generated page into `folder`."""
    for name, render in PAGES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(render(), encoding="utf-8")


def add_commands(group: click.Group) -> None:
    """Add `portal docs`."""

    @group.command("docs")
    def docs() -> None:
        """Write docs/access.md, docs/status_table.md with its picture, and docs/questions.md anew."""
        write(ROOT / "docs")
