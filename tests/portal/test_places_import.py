"""`portal places import` and its fellows, as the person at the keyboard sees them."""

import gzip
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from portal import cli_places, db, places
from tests.factories.places import SAMPLE_2025, SAMPLE_2026, edition, loaded


def portal(*arguments: object) -> Result:
    """Run a `portal` command."""
    group = click.Group()
    cli_places.add_commands(group)
    result = CliRunner().invoke(group, [str(argument) for argument in arguments])
    db.session.remove()
    return result


def _in_use() -> tuple[str, int]:
    current = places.edition()
    assert current
    db.session.remove()
    return current.source, places.count()


def test_importing_an_edition_reports_rows_read_kept_and_refused(schema: Engine) -> None:
    result = portal("places", "import", SAMPLE_2026)
    assert result.exit_code == 0
    for words in ("Rows read: 2,000", "Kept: 1,534", "Refused: 466", "466 ended postcodes (they have an end date)"):
        assert words in result.output
    assert "In use: onspd_2026_shape_sample" in portal("places", "show").output


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"Name,Town\nRetford,Notts\n", r"has no postcode column"),
        ("a.csv", b"pcds,town\nDN22 7AA,Retford\n", r"no district column"),
        ("a.csv", b"", r"no postcode column"),
        ("a.csv", b"\xff\xfe\x00p", r"holds no CSV text"),
        ("a.csv.gz", b"not packed", r"damaged"),
        ("a.csv.gz", gzip.compress(b"pcds,lad25cd\nDN22 7AA,E07000171\n" * 5000)[:-40], r"damaged"),
        ("a.zip", b"PK not a zip", r"damaged"),
        ("a.xlsx", b"PK", r"no \.csv, \.csv\.gz, \.csv\.xz or \.zip"),
        ("a.csv", b"pcds,lad25cd\nDN22 7AA,E07000171\n", r"no postcode in Ashfield \(E07000170\), Broxtowe"),
        ("a.csv", b"pcds,lad25cd\n", r"no postcode in Ashfield"),
    ],
)
def test_a_wrong_file_is_told_and_the_old_edition_stays(
    schema: Engine, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    loaded(SAMPLE_2025)
    before = _in_use()
    path = tmp_path / name
    path.write_bytes(content)
    result = portal("places", "import", path)
    assert result.exit_code == 1
    assert re.search(message, result.output), result.output
    assert "The edition in use was not changed." in result.output
    assert _in_use() == before


def test_a_file_that_is_not_there_is_told(schema: Engine, tmp_path: Path) -> None:
    result = portal("places", "import", tmp_path / "none.csv")
    assert result.exit_code == 1
    assert "cannot be read (No such file or directory). Check the path." in result.output


def test_an_edition_far_smaller_than_the_last_is_taken_with_a_warning(schema: Engine, tmp_path: Path) -> None:
    loaded(SAMPLE_2025)
    rows = [{"pcds": f"DN22 7A{'ABDEFGH'[place]}", "lad25cd": f"E0700017{place}"} for place in range(7)]
    result = portal("places", "import", edition(tmp_path / "a.csv", ["pcds", "lad25cd"], rows))
    assert result.exit_code == 0
    assert "far fewer postcodes" in result.output and "load-shipped --again" in result.output


def test_organisations_load_from_the_command_line(schema: Engine) -> None:
    portal("organisations", "load")
    assert portal("organisations", "load").output == "Schools and GP practices: as shipped.\n"
