"""Small pieces with names that say something (ARCHITECTURE.md, rules 4 and 5)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("portal", "forms", "triage", "notifications")
BANNED = {"utils", "util", "helpers", "common", "manager", "service", "services", "handler", "misc", "base"}
MODULE, FUNCTION, VIEW, TEST, TEMPLATE = 200, 30, 20, 30, 100


def modules(*folders: str) -> list[Path]:
    """Every Python file of ours below `folders`, migrations left out."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "migrations/versions" not in path.as_posix()]


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Every function in a file."""
    yield from (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))


def is_view(function: ast.FunctionDef) -> bool:
    """A function with `@needs(...)` or `@public`."""
    names = [decorator.func if isinstance(decorator, ast.Call) else decorator for decorator in function.decorator_list]
    return any(isinstance(name, ast.Name) and name.id in {"needs", "public"} for name in names)


def lines(function: ast.FunctionDef) -> int:
    """How long it is, decorators and docstring left out."""
    assert function.end_lineno is not None
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return function.end_lineno - body[0].lineno + 1 + (function.body[0].lineno - function.lineno)


def too_long(paths: list[Path], most: int) -> list[str]:
    """The functions longer than they may be."""
    return [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name} has {lines(function)} lines"
        for path in paths
        for function in functions(path)
        if lines(function) > (min(most, VIEW) if is_view(function) else most)
    ]


def test_no_module_outgrows_its_noun() -> None:
    over = {str(path.relative_to(ROOT)): size for path in modules(*PACKAGES, "tests", "bench", "deploy")
            if (size := len(path.read_text().splitlines())) > MODULE}  # fmt: skip
    assert not over


def test_no_function_outgrows_its_verb() -> None:
    assert not too_long(modules(*PACKAGES, "bench", "deploy"), FUNCTION)


def test_no_test_outgrows_its_sentence() -> None:
    assert not too_long(modules("tests"), TEST)


def test_no_template_outgrows_its_page() -> None:
    over = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "templates").rglob("*.*"))
            if len(path.read_text().splitlines()) > TEMPLATE]  # fmt: skip
    assert not over


def test_module_names_say_what_they_hold() -> None:
    assert not [path for path in modules(*PACKAGES, "tests") if path.stem in BANNED]


@pytest.mark.parametrize("package", [*PACKAGES, "tests"])
def test_package_files_are_empty(package: str) -> None:
    assert not [path for path in (ROOT / package).rglob("__init__.py") if path.read_text().strip()]


def test_only_known_folders_stand_at_the_top() -> None:
    known = {*PACKAGES, "templates", "static", "tests", "docs", "deploy", "bench"}
    ignored = {"var", "node_modules", "build"}
    there = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", "__"))}
    assert there - ignored <= known
