"""A test client that checks every page it fetches: strict HTML, title, one h1, ids, labels, nonces, no inline code."""

from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.settings import ROOT

_LEFT_OUT = frozenset((ROOT / "static" / "scss" / "left_out.txt").read_text().split("\n")[1:-1])
_LABELLED = {"input", "select", "textarea"}
_NO_LABEL = {"hidden", "submit", "button"}


class PageClient(FlaskClient):
    """A browser without JavaScript. Raises AssertionError when a page is not well made."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **({"buffered": True} | kwargs))
        if response.mimetype == "text/html" and response.data and response.status_code < 300:
            check(response.get_data(as_text=True), response.headers.get("Content-Security-Policy", ""))
        return response


@lru_cache(maxsize=4)
def parse(html: str) -> Element:
    """The page as a tree, to read only. Raises html5lib's ParseError for HTML that is not strict."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: Element = parser.parse(html)
    return tree


def text_of(response: TestResponse) -> str:
    """What a person reads on the page, white space folded."""
    main = parse(response.get_data(as_text=True)).find(".//main")
    assert main is not None
    return " ".join(" ".join(main.itertext()).split())


def check(html: str, policy: str = "") -> None:
    """The rules each page keeps (ARCHITECTURE.md, rule 6)."""
    tree = parse(html)
    title = tree.find(".//title")
    assert title is not None and (title.text or "").strip(), "the page has no title"
    assert len(tree.findall(".//h1")) == 1, "the page needs exactly one h1"
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), f"ids used twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    _check_labels(tree)
    _check_scripts(tree, policy)
    unstyled = {word for element in tree.iter() for word in element.get("class", "").split()} & _LEFT_OUT
    assert not unstyled, f"static/scss/left_out.txt leaves out the rules of {sorted(unstyled)}"


def _check_labels(tree: Element) -> None:
    named = {label.get("for") for label in tree.iter("label")}
    for field in tree.iter():
        if field.tag in _LABELLED and field.get("type") not in _NO_LABEL:
            has_label = field.get("id") in named or field.get("aria-label") or field.get("aria-labelledby")
            assert has_label, f"{field.get('name')} has no label"


def _check_scripts(tree: Element, policy: str) -> None:
    for element in tree.iter():
        inline = [name for name in element.attrib if str(name).startswith("on") or name == "style"]
        assert not inline, f"inline {inline} on {element.tag}"
        assert element.tag != "style", "a style element"
        if element.tag == "script":
            assert element.get("src") and element.get("nonce"), "a script without a file or a nonce"
            assert f"'nonce-{element.get('nonce')}'" in policy, "a nonce the policy does not know"
