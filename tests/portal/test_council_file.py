"""A wrong council file is told with the line and the fix, all mistakes at once."""

from pathlib import Path

import pytest

from portal import council
from portal.council import CouncilFileWrong
from portal.council_words import contrast_with_white
from tests.factories.places import NOTTINGHAMSHIRE

GOOD = NOTTINGHAMSHIRE.read_text(encoding="utf-8")


def told(tmp_path: Path, text: str) -> list[str]:
    """What is said of a council file with this text."""
    path = tmp_path / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CouncilFileWrong) as wrong:
        council.load(path)
    return [line.removeprefix(f"{path}:") for line in str(wrong.value).splitlines()]


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("short_name:", "shortname:", "“shortname” is not an entry"),
        ("code: E07000170", "code: E05000170", "is not an ONS district code"),
        ('colour: "#00594c"', 'colour: "#00594"', "is not a colour"),
        ('colour: "#00594c"', 'colour: "#00a88f"', "has a contrast of 3.0 to 1 with white"),
        ("edt: 0115 496 0102", "edt: 115 496 0102", "is not a phone number"),
        ("edt: 0115 496 0102", "edt: 0115 496 01022", "is not a phone number"),
        ("edt: 0115 496 0102", "edt: 0115-496-0102", "is not a phone number"),
        ("logo: nottinghamshire.svg", "logo: missing.svg", "there is no static/brand/missing.svg"),
        ("logo: nottinghamshire.svg", "logo: ../../secret.svg", "is not a logo file"),
        ("  logo_alt:", "  signature: wrenvale.svg\n  logo_alt:", "a signature needs its words"),
        ("  - nhs.net", "  - '@nhs.net'", "is not a mail domain"),
        ("  - nhs.net", "  - '*.nhs.net'", "is not a mail domain"),
        ('cut_off: "17:00"', "cut_off: 5pm", "is not a time"),
        ('opens: "09:00"', 'opens: "18:00"', "before it opens"),
        ("first_day: friday", "first_day: fri", "is not a day"),
        ("live_from: 2026-01-05", "live_from: 5 January 2026", "is not a date"),
        ("live_from: 2026-01-05", "live_from: 1970-01-05", "goes live outside its own dates"),
        ("slug: gedling", "slug: Gedling!", "cannot be a slug"),
        ("bassetlaw, Lincolnshire", "worksop, Lincolnshire", "worksop is no place of this file"),
        ("[broxtowe, rushcliffe", "[broxtowe, broxtowe", "broxtowe is in the picture already"),
        ("slug: gedling", "slug: ashfield", "the slug ashfield is taken on line"),
        ("languages:", "extra_bank_holidays: [2027-06-12]\nlanguages:", "is a Saturday, which is no working day"),
        ("first_answer_days: 3", "first_answer_days: three", "must be a whole number"),
        ("first_answer_days: 3", "first_answer_days: 0", "is too small. Fix: 1 or more"),
        ("code_tries: 5", "code_tries: 50", "is too big. Fix: 10 or less"),
        ("name: Ashfield\n", "name:\n", "“name” is empty"),
        ("  - bruise", "  - true", "must be text"),
        ("codes: [E08000017]", "codes: []", "“codes” is empty"),
        ("codes: [E08000017]", "codes: E08000017", "“codes” is a list"),
        ("targets:\n", "targets: none\nother:\n", "“targets” holds entries of its own"),
        ("code: pl", "code: Polish", "is not the code of a language"),
        ("url: https://derbyshire", "url: javascript:derbyshire", "is not a web address"),
        ("email: early.help@notting", "email: early.help(at)notting", "is not an e-mail address"),
        ("  public:\n    - {", "  publik:\n    - {", "“publik” is not known here. Fix: one of"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_fix(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    assert right in GOOD
    text = GOOD.replace(right, wrong, 1)
    problems = told(tmp_path, text)
    found = [problem for problem in problems if message in problem]
    assert found and "Fix:" in found[0]
    assert abs(int(found[0].split(":")[0]) - line_of(GOOD, right)) <= 5


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = GOOD.replace("edt: 0115", "edt: 115").replace("code: E07000172", "code: E07000171")
    text = text.replace("name: Gedling\n", "naam: Gedling\n")
    problems = told(tmp_path, text)
    assert ["edt" in problems[0], "Broxtowe and Bassetlaw" in problems[1]] == [True, True]
    assert any("“naam” is not an entry" in problem for problem in problems)
    assert any("“name” is missing" in problem for problem in problems)
    lines = [int(problem.split(":")[0]) for problem in problems]
    assert lines == sorted(lines)


def test_the_exact_line_is_named(tmp_path: Path) -> None:
    text = GOOD.replace("edt: 0115 496 0102", "edt: none")
    (problem,) = told(tmp_path, text)
    assert problem.startswith(f"{line_of(text, 'edt: none')}: phones.edt: “none” is not a phone number. Fix:")


def test_two_districts_may_not_claim_one_ward_on_the_same_day(tmp_path: Path) -> None:
    one = "    code: E07000170\n"
    two = "    code: E07000171\n"
    text = GOOD.replace(one, "    wards: [E05012277]\n").replace(two, "    wards: [E05012277, E05012280]\n")
    (problem,) = told(tmp_path, text)
    assert "Bassetlaw and Ashfield (line" in problem and "E05012277" in problem and "Fix:" in problem


def test_a_district_may_follow_another_on_the_next_day_but_not_on_its_last(tmp_path: Path) -> None:
    def with_end(last: str) -> str:
        return GOOD.replace("valid_from: 1974-04-01\n", f"valid_from: 1974-04-01\n    valid_to: {last}\n", 1).replace(
            "code: E07000172\n    valid_from: 1974-04-01", "code: E07000170\n    valid_from: 2027-04-01"
        )

    path = tmp_path / "right.yaml"
    path.write_text(with_end("2027-03-31"), encoding="utf-8")
    council.load(path)
    assert "both have E07000170" in told(tmp_path, with_end("2027-04-01"))[0]


def test_the_order_of_two_districts_in_the_file_does_not_matter(tmp_path: Path) -> None:
    later = GOOD.replace("valid_from: 1974-04-01\n", "valid_from: 2027-04-01\n", 1)
    for last, fits in (("2027-03-31", True), ("2027-04-01", False)):
        end = f"code: E07000170\n    valid_from: 1974-04-01\n    valid_to: {last}"
        path = tmp_path / "ours.yaml"
        path.write_text(later.replace("code: E07000172\n    valid_from: 1974-04-01", end), encoding="utf-8")
        if fits:
            council.load(path)
        else:
            assert "both have E07000170" in told(tmp_path, path.read_text("utf-8"))[0]


def test_a_district_that_covers_nothing_or_ends_before_it_begins_is_a_mistake(tmp_path: Path) -> None:
    assert "covers nothing" in told(tmp_path, GOOD.replace("    code: E07000170\n", ""))[0]
    text = GOOD.replace("valid_from: 1974-04-01\n", "valid_from: 1974-04-01\n    valid_to: 1970-01-01\n", 1)
    assert "ends before it begins" in told(tmp_path, text)[0]


def test_a_key_twice_is_a_mistake_with_both_lines(tmp_path: Path) -> None:
    text = GOOD.replace("  edt: 0115 496 0102\n", "  edt: 0115 496 0102\n  edt: 0115 496 0199\n")
    line = line_of(text, "  edt: 0115 496 0199")
    assert told(tmp_path, text) == [f"{line}: “edt” is here a second time (first on line {line - 1}). Fix: keep one."]


def test_broken_yaml_names_its_line(tmp_path: Path) -> None:
    text = GOOD.replace("  edt: 0115", "   edt: 0115", 1)
    (problem,) = told(tmp_path, text)
    assert problem.startswith(f"{line_of(GOOD, 'edt: 0115')}: ") and "Fix: check the spaces" in problem


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n", "name: &a [*a]\n"])
def test_a_file_of_another_kind_is_told(tmp_path: Path, text: str) -> None:
    assert all("Fix:" in problem for problem in told(tmp_path, text))


def test_a_file_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(CouncilFileWrong, match=r"cannot be read.*COUNCIL_FILE"):
        council.load(tmp_path / "none.yaml")
    path = tmp_path / "latin.yaml"
    path.write_bytes("name: Café".encode("latin-1"))
    with pytest.raises(CouncilFileWrong, match="not UTF-8"):
        council.load(path)


def test_times_and_codes_mean_themselves_without_quotation_marks(tmp_path: Path) -> None:
    path = tmp_path / "plain.yaml"
    path.write_text(GOOD.replace('cut_off: "17:00"', "cut_off: 17:00").replace("code: pl", "code: no"), "utf-8")
    loaded = council.load(path)
    assert loaded.targets.cut_off.hour == 17
    assert loaded.languages[0].code == "no"


def test_contrast_is_measured_as_wcag_says() -> None:
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
