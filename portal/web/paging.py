"""The links under a list that goes by key: to its first page and to the next."""

from functools import lru_cache
from typing import Any

from flask import Flask, current_app
from markupsafe import Markup

_KEPT = 500  # drawn once for each pair of pages: an open queue asks for the same ones again and again


def add_paging(app: Flask) -> None:
    """Give templates `page_links(...)`."""
    app.add_template_global(page_links)


def page_links(
    label: str, *, first: str | None, next: str | None, first_text: str = "First page", next_text: str = "Next page"
) -> Markup:
    """Links to the first and the next page, each only where there is one; nothing when there is neither. label: what a
    screen reader calls them."""
    return _drawn(label, first, next, first_text, next_text) if first or next else Markup()


@lru_cache(maxsize=_KEPT)
def _drawn(*given: str | None) -> Markup:
    drawn: Any = current_app.jinja_env.get_template("components/pages.html").module
    made: Markup = drawn.pages(*given)
    return made
