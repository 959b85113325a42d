"""The generated pages of docs/ say what the code says now."""

from pathlib import Path

from portal import cli_docs
from portal.settings import ROOT


def test_the_tables_in_docs_are_fresh(tmp_path: Path) -> None:
    cli_docs.write(tmp_path)
    stale = [name for name in cli_docs.PAGES if (tmp_path / name).read_text() != (ROOT / "docs" / name).read_text()]
    assert not stale, "run: .venv/bin/python -m portal.cli docs"
