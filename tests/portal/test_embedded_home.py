"""The folder of the default run."""

import os
from pathlib import Path

import pytest

from portal.embedded import home


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_second_run_in_the_same_folder_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    with home.held(tmp_path):
        home.remember(tmp_path, {"PUBLIC_URL": "http://localhost:8000"})
        with pytest.raises(home.AlreadyRunning, match="http://localhost:8000"), home.held(tmp_path):
            pass


def test_commands_find_the_run_only_while_it_goes_on(tmp_path: Path) -> None:
    with home.held(tmp_path):
        home.remember(tmp_path, {"DATABASE_URL": "postgresql://somewhere"})
        during = home.environment(tmp_path)
    assert during == {"DATABASE_URL": "postgresql://somewhere"}
    assert home.environment(tmp_path) == {}


def test_the_secret_is_made_once_and_nobody_else_can_read_it(tmp_path: Path) -> None:
    first = home.secret_key(tmp_path)
    assert home.secret_key(tmp_path) == first
    assert len(first) >= 64
    assert mode(tmp_path / "secret-key") == 0o600


def test_only_its_owner_can_look_into_the_folder(tmp_path: Path) -> None:
    before = os.umask(0)
    with home.held(tmp_path / "var"):
        home.remember(tmp_path / "var", {"SECRET_KEY": "x"})
    os.umask(before)
    assert mode(tmp_path / "var") == 0o700
    assert mode(tmp_path / "var" / "environment") == 0o600


def test_starting_over_forgets_everything(tmp_path: Path) -> None:
    with home.held(tmp_path):
        home.secret_key(tmp_path)
        (tmp_path / "mail").mkdir()
        (tmp_path / "mail" / "a.eml").write_text("")
        home.empty(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["lock"]
