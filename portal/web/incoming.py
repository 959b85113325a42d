"""A request whose words are already clean when a view sees them."""

from typing import Any
from urllib.parse import urlsplit

from flask import Request, flash
from flask.json.provider import DefaultJSONProvider
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.utils import cached_property

from portal.text import clean, has_unseen

_LEFT_OUT = "We left out hidden characters that cannot be stored. Check that your words read as you meant them."


class CleanJSON(DefaultJSONProvider):
    """JSON nested deeper than can be followed is bad JSON, not a fault of ours."""

    def loads(self, s: str | bytes, **options: Any) -> Any:
        try:
            return super().loads(s, **options)
        except RecursionError as error:
            raise ValueError("nested too deep") from error


class CleanRequest(Request):
    """Flask's request with `form` and `args` passed through `text.clean`, so NUL bytes never reach PostgreSQL.

    A HEAD is read as a GET, whose body the server then leaves out: a view that asks "GET, or was something posted?"
    must never take it for a post.
    """

    def __init__(self, environ: Any, populate_request: bool = True, shallow: bool = False) -> None:
        super().__init__(environ, populate_request, shallow)
        if self.method == "HEAD":
            self.method = "GET"

    def _load_form_data(self) -> None:
        if "form" in self.__dict__:
            return
        super()._load_form_data()
        typed = self.__dict__["form"]
        self.__dict__["form"] = _cleaned(typed)
        if any(has_unseen(value) for value in typed.values()):
            flash(_LEFT_OUT, "notice")

    @cached_property
    def referrer(self) -> str | None:  # type: ignore[override]  # a header, like the one it stands for
        """Where the visitor says they come from; nothing when it is no address, which Flask-WTF would fall over."""
        given = self.headers.get("Referer")
        try:
            _ = urlsplit(given or "").port
        except ValueError:
            return None
        return given

    @cached_property
    def args(self) -> Any:
        return _cleaned(super().args)


def _cleaned(values: Any) -> ImmutableMultiDict[str, str]:
    return ImmutableMultiDict((clean(key), clean(value)) for key, value in values.items(multi=True))
