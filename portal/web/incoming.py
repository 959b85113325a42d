"""A request whose words are already clean when a view sees them."""

from typing import Any

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.utils import cached_property

from portal.web.text import clean


class CleanRequest(Request):
    """Flask's request with `form` and `args` passed through `text.clean`, so NUL bytes never reach PostgreSQL."""

    def _load_form_data(self) -> None:
        if "form" in self.__dict__:
            return
        super()._load_form_data()
        self.__dict__["form"] = _cleaned(self.__dict__["form"])

    @cached_property
    def args(self) -> Any:
        return _cleaned(super().args)


def _cleaned(values: Any) -> ImmutableMultiDict[str, str]:
    return ImmutableMultiDict((clean(key), clean(value)) for key, value in values.items(multi=True))
