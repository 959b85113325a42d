"""Who may import whom (ARCHITECTURE.md, rules 1 to 3)."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.architecture.test_budgets import PACKAGES, ROOT, modules

TOP_FLOOR = {
    "wsgi", "app", "cli", "demo", "front", "embedded", "worker", "sweeper", "tables", "blueprints", "migrations",
}  # fmt: skip
GROUND_FLOOR = {
    "access", "accounts", "audit", "clock", "council", "council_brand", "council_file", "council_names",
    "council_overlaps",
    "alone", "council_shape", "council_times", "council_words", "day_counts", "db", "nice_case", "organisation_load",
    "organisations", "places", "plain_reads", "postcode_archives", "postcode_files", "postcode_load", "postcode_swap",
    "postcode_words", "prepared", "ready", "seal_keys", "settings", "text", "web", "yaml_lines",
}  # fmt: skip


def imports(path: Path) -> list[tuple[int, str, bool]]:
    """Line, module named, and whether the import stands inside a function or a TYPE_CHECKING block."""
    tree = ast.parse(path.read_text())
    top = {id(node) for node in tree.body}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name, id(node) not in top) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [(node.lineno, node.module, id(node) not in top)]
    return found


def is_top_floor(name: str) -> bool:
    """Whether a module of portal stands on its top floor: commands are named cli_<noun>."""
    return name in TOP_FLOOR or name.startswith("cli_") or name.startswith("demo_")


def test_every_file_of_portal_has_a_floor() -> None:
    names = {
        path.stem for path in (ROOT / "portal").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert not {name for name in names - {"__init__"} if not is_top_floor(name) and name not in GROUND_FLOOR}


def test_the_top_floor_is_imported_by_nobody_below() -> None:
    wrong = []
    for path in modules(*PACKAGES):
        inside = path.relative_to(ROOT).parts
        if inside[0] == "portal" and is_top_floor(inside[1].removesuffix(".py")):
            continue
        wrong += [f"{path.relative_to(ROOT)}:{line} {name}" for line, name, _ in imports(path)
                  if name.startswith("portal.") and is_top_floor(name.split(".")[1])]  # fmt: skip
    assert not wrong


def test_the_ground_floor_knows_nothing_above_it() -> None:
    paths = [
        path for path in modules("portal") if not is_top_floor(path.relative_to(ROOT).parts[1].removesuffix(".py"))
    ]
    assert not [f"{path.relative_to(ROOT)}:{line} {name}" for path in paths for line, name, _ in imports(path)
                if name.split(".")[0] in PACKAGES and name.split(".")[0] != "portal"]  # fmt: skip


def test_imports_stand_at_the_top_of_the_file() -> None:
    assert not [f"{path.relative_to(ROOT)}:{line} {name}" for path in modules(*PACKAGES)
                for line, name, inner in imports(path) if inner]  # fmt: skip


def test_views_know_no_database_toolkit() -> None:
    views = [path for path in modules(*PACKAGES) if "views" in path.parts or path.parent.name == "front"]
    assert not [f"{path.relative_to(ROOT)}:{line}" for path in views
                for line, name, _ in imports(path) if name.split(".")[0] == "sqlalchemy"]  # fmt: skip


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-500:]
