"""What PDF/UA-1 (ISO 14289-1) asks of a file and a program can look up: every failing point, in words.

Numbers in brackets are the checkpoints of the Matterhorn Protocol 1.1. What needs a person, such as whether a heading
is a good one, is not here; veraPDF is not to be had from a package registry.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

_STANDARD = {
    "Document", "Part", "Sect", "Div", "Art", "BlockQuote", "Caption", "Index", "NonStruct", "P", "H1", "H2", "H3",
    "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote",
    "Note", "Reference", "Code", "Link", "Annot", "Figure", "Formula", "Form",
}  # fmt: skip
_SHOWS = {"Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "S", "s", "B", "b", "B*", "b*", "sh"}
_ACTIONS = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/SubmitForm")


def problems(made: bytes) -> list[str]:
    """What is wrong with the file; nothing when it passes."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        tree = list(_elements(pdf))
        return [*_document(pdf), *_pages(pdf), *_fonts(pdf), *_tags(tree), *_order(pdf, tree), *_safe(made, pdf)]


def headings(made: bytes) -> list[str]:
    """The heading tags in their order."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return [kind for kind, _ in _elements(pdf) if re.fullmatch(r"H\d", kind)]


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked") or root.get("/MarkInfo", {}).get("/Suspects"):
        yield "it is not marked as tagged [06-001]"
    if not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", str(root.get("/Lang", ""))):
        yield "it says no language [11-006]"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "readers show its file name and not its title [07-002]"
    if "/StructTreeRoot" not in root:
        yield "it has no structure tree [01-004]"
    with pdf.open_metadata() as meta:
        if meta.get("pdfuaid:part") != "1":
            yield "it does not say that it is PDF/UA-1 [06-002]"
        if not meta.get("dc:title") or meta.get("dc:title") != str(pdf.docinfo.get("/Title")):
            yield "its title is missing or said in two ways [06-003]"


def _pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        if page.get("/Tabs") != Name.S:
            yield f"page {number} is not tabbed through in reading order [28-001]"
        if "/StructParents" not in page:
            yield f"page {number} is not tied to the structure tree [01-005]"
        if [round(float(side)) for side in page.mediabox] != [0, 0, 595, 842]:
            yield f"page {number} is not A4"
        for annotation in page.get("/Annots", []):
            if "/Contents" not in annotation or "/StructParent" not in annotation:
                yield f"page {number} has a link that says nothing [28-012]"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            inner = font.get("/DescendantFonts", [font])[0].get("/FontDescriptor", {})
            if not any(key in inner for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"page {number}: {font.BaseFont} is not inside the file [31-009]"
            if "/ToUnicode" not in font:
                yield f"page {number}: {font.BaseFont} cannot be read back as text [10-001]"


def _elements(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Dictionary]]:
    """Each structure element with its standard name, in reading order."""
    top = pdf.Root.get("/StructTreeRoot", Dictionary())
    roles = {str(key): str(value)[1:] for key, value in top.get("/RoleMap", {}).items()}
    waiting: list[Any] = _kids(top)[::-1]
    while waiting:
        element = waiting.pop()
        if isinstance(element, Dictionary) and "/S" in element:
            kind = str(element.S)
            yield roles.get(kind, kind[1:]), element
            waiting.extend(_kids(element)[::-1])


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _tags(tree: list[tuple[str, Dictionary]]) -> Iterator[str]:
    level = 0
    for kind, element in tree:
        parent = str(element.P.get("/S", "")) if "/P" in element else "none"
        if kind not in _STANDARD:
            yield f"{kind} is no standard tag [02-001]"
        if parent == "none":
            yield f"a {kind} has no parent [01-006]"
        if kind == "LI" and parent != "/L":
            yield "a list item is in no list [09-005]"
        if kind in {"Figure", "Formula"} and not str(element.get("/Alt", "")):
            yield "a picture has no words [13-004]"
        if kind == "TH" and "/Scope" not in str(element.get("/A", "")):
            yield "a table's heading does not say what it heads [15-003]"
        if found := re.fullmatch(r"H(\d)", kind):
            if int(found[1]) > level + 1:
                yield f"heading {level} is followed by heading {found[1]} [14-003]"
            level = int(found[1])


def _order(pdf: pikepdf.Pdf, tree: list[tuple[str, Dictionary]]) -> Iterator[str]:
    """All that a page shows is tagged once or an ornament, and is read in the order in which it stands."""
    told: dict[Any, list[int]] = {page.objgen: [] for page in pdf.pages}
    marks = {kid.objgen for kind, element in tree if kind == "Lbl" for kid in _kids(element)}
    drawn_last: set[tuple[Any, int]] = set()  # the dots of lists stand beside their first line
    for _, element in tree:
        for kid in _kids(element):
            if isinstance(kid, int):
                told[element.Pg.objgen].append(kid)
                if element.objgen in marks:
                    drawn_last.add((element.Pg.objgen, kid))
            elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
                told[kid.get("/Pg", element.get("/Pg")).objgen].append(int(kid.MCID))
    for number, page in enumerate(pdf.pages, 1):
        shown, loose = _shown(page)
        if loose:
            yield f"page {number} shows something that is neither tagged nor an ornament [01-003]"
        if sorted(told[page.objgen]) != sorted(shown):
            yield f"page {number}: what is shown is not what is tagged [01-005]"
        elif _without(told[page.objgen], page, drawn_last) != _without(shown, page, drawn_last):
            yield f"page {number} is read in another order than it is shown [09-001]"


def _without(numbers: list[int], page: pikepdf.Page, left_out: set[tuple[Any, int]]) -> list[int]:
    return [number for number in numbers if (page.objgen, number) not in left_out]


def _shown(page: pikepdf.Page) -> tuple[list[int], bool]:
    """The marked contents of a page in their order, and whether anything is shown outside of one."""
    stack: list[bool] = []
    shown, loose = [], False
    for given, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BMC", "BDC"}:
            is_tagged = len(given) > 1 and isinstance(given[1], Dictionary) and "/MCID" in given[1]
            if is_tagged:
                shown.append(int(given[1].MCID))
            stack.append(is_tagged or given[0] == Name.Artifact)
        elif name == "EMC":
            stack.pop()
        elif name in _SHOWS and not any(stack):
            loose = True
    return shown, loose


def _safe(made: bytes, pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield "it is locked [26-001]"
    yield from (f"it holds {action.decode()}" for action in _ACTIONS if action in made)
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/S") in {Name.JavaScript, Name.Launch, Name.SubmitForm, Name.URI}:
            yield f"it does something: {item.S}"


def languages(made: bytes) -> set[str]:
    """The languages that parts of the file say they are in."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return {str(element.Lang) for _, element in _elements(pdf) if "/Lang" in element}
