"""What WeasyPrint leaves out of a tagged file and PDF/UA-1 asks for: the language of each part that says one, and page
numbers as ornaments rather than as text that belongs nowhere.

It works on WeasyPrint's own tree, which is not its public interface: tests/notifications/pdf_checks.py fails when a
newer version builds it another way.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint.pdf import pydyf, tags

_build = tags._build_box_tree


def _with_language(box: Any, *rest: Any) -> Iterator[Any]:
    said = getattr(box, "element", None)
    language = None if said is None or box.element_tag in {"html", "body"} else said.get("lang")
    for element in _build(box, *rest):
        if language:
            element["Lang"] = pydyf.String(language)
        yield element


def set_up() -> None:
    """Have every file say the language of its parts. Once a process."""
    tags._build_box_tree = _with_language


def finish(document: Any, file: Any) -> None:
    """Before a file is written: make an ornament of what is tagged and stands in no part of the tree."""
    parts = {each.reference: each for each in file.objects if _type(each) == "/StructElem"}
    tree = next(each for each in file.objects if _type(each) == "/StructTreeRoot")
    by_number = {each.reference: each for each in file.objects}
    waiting, known = list(tree["K"]), set()
    while waiting:
        reference = waiting.pop()
        if reference in parts and reference not in known:
            known.add(reference)
            waiting.extend(parts[reference]["K"])
    loose = {reference: part for reference, part in parts.items() if reference not in known}
    for part in loose.values():
        stream = by_number[by_number[part["Pg"]]["Contents"]].stream
        for number in (each for each in part["K"] if isinstance(each, int)):
            _as_ornament(stream, number)
    _forget(by_number[tree["ParentTree"]]["Nums"], loose)


def _type(each: Any) -> str | None:
    return each.get("Type") if isinstance(each, pydyf.Dictionary) else None


def _as_ornament(stream: list[Any], number: int) -> None:
    for place, given in enumerate(stream):
        if isinstance(given, pydyf.Dictionary) and given.get("MCID") == number and stream[place + 1] == b"BDC":
            stream[place - 1 : place + 2] = ["/Artifact", b"BMC"]
            return


def _forget(numbers: Any, loose: Any) -> None:
    for each in numbers:
        if isinstance(each, list):
            each[:] = [b"null" if reference in loose else reference for reference in each]
