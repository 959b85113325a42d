"""Set-up: what is pinned, what is built, and what it says when it may not install."""

import importlib.util
import json
import re
import subprocess
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont

from portal.settings import ROOT

ADDRESS = re.compile(r"https?://|--(extra-)?index-url|--find-links")
CSS = ROOT / "static" / "build" / "portal.css"
FONTS = ROOT / "static" / "vendor" / "fonts"


@pytest.fixture
def setup() -> ModuleType:
    """deploy/setup.py, which stands outside our packages because it runs before they can."""
    spec = importlib.util.spec_from_file_location("setup", ROOT / "deploy" / "setup.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_python_package_is_pinned_with_its_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    packages = re.split(r"\n(?=\S)", re.sub(r"(?m)^#.*\n", "", lock).strip())
    assert len(packages) > 50
    assert not [package for package in packages if "==" not in package or "--hash=sha256:" not in package]
    assert not ADDRESS.search(lock)


def test_every_package_the_project_names_is_in_the_lock_file() -> None:
    """Red after a change of pyproject.toml: run `make lock`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    locked = set(re.findall(r"(?m)^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text()))
    names = {re.split(r"[^A-Za-z0-9._-]", name)[0].lower() for name in wanted}
    assert names <= locked


def test_every_front_end_package_is_pinned_with_its_hash_and_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    packages = {name: package for name, package in lock.items() if name}
    assert "node_modules/govuk-frontend" in packages
    assert not [name for name, package in packages.items() if "integrity" not in package or "resolved" in package]


def test_the_packages_named_exactly_agree_with_the_front_end_lock_file() -> None:
    named = json.loads((ROOT / "package.json").read_text())
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, version in (named["dependencies"] | named["devDependencies"]).items():
        assert locked[f"node_modules/{name}"]["version"] == version


def test_what_is_fetched_or_built_is_never_committed() -> None:
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert not [name for name in kept if name.startswith(("node_modules/", "static/build/", "static/vendor/", "var/"))]


def test_a_step_is_done_again_only_when_its_sources_change(setup: ModuleType, tmp_path: Path) -> None:
    lock, stamp = tmp_path / "lock", tmp_path / "stamp"
    lock.write_text("a==1")
    stamp.write_text(setup.digest([lock]))
    assert setup.is_done(stamp, setup.digest([lock]))
    lock.write_text("a==2")
    assert not setup.is_done(stamp, setup.digest([lock]))


def test_without_the_right_to_install_the_exact_command_is_printed(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "administrator_words", lambda: None)
    with pytest.raises(SystemExit) as stopped:
        setup.install_system_packages(["base-files", "no-such-package-one", "no-such-package-two"])
    command = "apt-get install --yes --no-install-recommends no-such-package-one no-such-package-two"
    assert f"apt-get update && {command}" in str(stopped.value)
    assert "base-files" not in str(stopped.value)


def test_the_stylesheet_has_every_component_that_a_page_uses() -> None:
    used = set()
    for template in [*(ROOT / "templates").rglob("*.html"), *ROOT.glob("*/views/*.py"), *ROOT.glob("forms/*.py")]:
        used |= set(re.findall(r"govuk_frontend_jinja/components/([a-z-]+)/", template.read_text()))
    styled = set(re.findall(r"components/([a-z-]+)\"", (ROOT / "static" / "scss" / "portal.scss").read_text()))
    assert used <= styled


def test_the_stylesheet_has_our_own_font_and_neither_crown_nor_government_font() -> None:
    css = CSS.read_text()
    files = set(re.findall(r"url\(\"?([^\")]+)", css))
    assert files
    assert not [file for file in files if not file.startswith("../vendor/fonts/atkinson-hyperlegible-")]
    assert not [file for file in files if not (CSS.parent / file.split("?v=")[0]).is_file()]
    assert "GDS Transport" not in css


def test_what_the_stylesheet_leaves_out_is_named_by_no_page_and_no_script() -> None:
    """Pages as they are drawn are looked at by the client of every test (tests/pages.py)."""
    left_out = set(re.findall(r"(?m)^[a-z]\S+", (ROOT / "static" / "scss" / "left_out.txt").read_text()))
    folders = ("templates", "static/js", "portal", "forms", "triage", "notifications")
    sources = [
        each for folder in folders for each in (ROOT / folder).rglob("*") if each.suffix in {".html", ".js", ".py"}
    ]
    named = {word for each in sources for word in re.findall(r"govuk-[\w!-]+", each.read_text(encoding="utf-8"))}
    assert left_out and left_out & named == set(), "take these out of static/scss/left_out.txt"
    css = re.sub(r":not\([^)]*\)", "", CSS.read_text())
    assert not [word for word in left_out if re.search(rf"\.{re.escape(word)}(?![\w-])", css)]


def test_each_font_file_is_asked_for_the_letters_it_has_and_no_letter_is_in_two() -> None:
    """What a name can be written with before the files were parted: all letters of the whole font, and the extended."""
    faces = re.findall(r"hyperlegible-([a-z-]+)-(\d+)-normal.*?unicode-range:([^;}]+)", CSS.read_text())
    assert len(faces) == 6
    for weight in ("400", "700"):
        asked = {letters: _points(ranges) for letters, of, ranges in faces if of == weight}
        has = {
            letters: set(TTFont(FONTS / f"atkinson-hyperlegible-{letters}-{weight}-normal.woff2").getBestCmap())
            for letters in asked
        }
        assert not asked["english"] & asked["latin"] and not asked["latin"] & asked["latin-ext"]
        assert asked["latin"] <= has["latin"] and asked["latin-ext"] <= has["latin-ext"]
        assert {each for each in has["latin"] if each >= 0x20} <= asked["english"] | asked["latin"]
        assert {each for each in asked["english"] if 0x20 <= each != 0x7F} <= has["english"]


def _points(ranges: str) -> set[int]:
    found = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges)
    return {point for first, last in found for point in range(int(first, 16), int(last or first, 16) + 1)}
