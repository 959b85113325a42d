"""Reading a council file, and telling every mistake in it at once."""

from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from portal import yaml_lines
from portal.council_overlaps import misplaced, overlaps, strangers
from portal.council_shape import Council, District
from portal.yaml_lines import Lined, Problem, YamlWrong

_NO_NOTIFY = "mail_way: “notify” needs the entry “notify” with the ids of its templates. Fix: add it, or write smtp."
_EMPTY = "“{key}” is empty. Fix: fill it in or remove the line."
_NUMBER = "“{key}” must be a whole number. Fix: write digits only, such as 3."
_LIST = "“{key}” is a list. Fix: put each item on a line of its own, after a dash."
_GROUP = "“{key}” holds entries of its own. Fix: put them on the lines below it, each moved in by two spaces."
_SAY = {
    "missing": "“{key}” is missing. Fix: add it (docs/council_file.md says how).",
    "extra_forbidden": "“{key}” is not an entry of a council file here. Fix: correct its spelling or remove it.",
    "string_type": "“{key}” must be text. Fix: put the value in quotation marks.",
    "string_too_short": _EMPTY,
    "too_short": "“{key}” is empty. Fix: give at least one.",
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "greater_than_equal": "“{key}” is too small. Fix: {ge} or more.",
    "less_than_equal": "“{key}” is too big. Fix: {le} or less.",
    "tuple_type": _LIST,
    "frozen_set_type": _LIST,
    "model_type": _GROUP,
    "mapping_type": _GROUP,
    "literal_error": "“{key}” is not known here. Fix: one of {expected}.",
}


class CouncilFileWrong(Exception):
    """The council file cannot be used. The message has every mistake as `file:line: what is wrong. Fix: ...`."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        ordered = sorted(set(problems), key=lambda problem: (problem.line, problem.text))
        self.problems = tuple(ordered)
        super().__init__("\n".join(f"{path}:{problem.line}: {problem.text}" for problem in ordered))


def load(path: Path) -> Council:
    """Read and check a council file. Raises CouncilFileWrong."""
    try:
        lined = yaml_lines.read(path)
    except YamlWrong as wrong:
        raise CouncilFileWrong(path, wrong.problems) from wrong
    except OSError as error:
        fix = "Fix: give the path of a council file in COUNCIL_FILE."
        raise CouncilFileWrong(path, [Problem(1, f"cannot be read ({error.strerror}). {fix}")]) from error
    if not isinstance(lined.data, dict):
        raise CouncilFileWrong(path, [Problem(1, "holds no entries. Fix: start from docs/council_file.md.")])
    return _checked(path, lined)


def _checked(path: Path, lined: Lined) -> Council:
    problems, council = overlaps(_sound_districts(lined)), None
    try:
        council = Council.model_validate(lined.data)
        problems += [Problem(lined.line(("picture", *at)), f"picture: {told}") for *at, told in strangers(council)]
        problems += [Problem(lined.line(("services", place)), told) for place, told in misplaced(council)]
        if council.mail_way == "notify" and council.notify is None:
            problems.append(Problem(lined.line(("mail_way",)), _NO_NOTIFY))
    except ValidationError as wrong:
        problems += [_told(error, lined) for error in wrong.errors()]
    if problems or council is None:
        raise CouncilFileWrong(path, problems)
    return council


def _sound_districts(lined: Lined) -> list[tuple[int, District]]:
    """Each district that is right in itself, with its line; the others are reported anyway."""
    entries = lined.data.get("districts")
    sound = []
    for place, entry in enumerate(entries if isinstance(entries, list) else []):
        try:
            sound.append((lined.line(("districts", place)), District.model_validate(entry)))
        except ValidationError:
            continue
    return sound


def _told(error: ErrorDetails, lined: Lined) -> Problem:
    where = tuple(part for part in error["loc"] if part != "[key]")
    key = next((part for part in reversed(where) if isinstance(part, str)), "the file")
    return Problem(lined.line(where), f"{'.'.join(map(str, where))}: {_words(error, str(key))}")


def _words(error: ErrorDetails, key: str) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    if error["input"] is None:
        return _EMPTY.format(key=key)
    default = "“{key}” cannot be used. Fix: docs/council_file.md says how to write it."
    return _SAY.get(error["type"], default).format(key=key, **error.get("ctx", {}))
