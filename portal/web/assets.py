"""Our own styles and scripts: addresses that change whenever their bytes change, and bytes packed for a slow line."""

import gzip
import hashlib
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import brotli  # type: ignore[import-untyped]  # it comes without types
from flask import Flask, Response, current_app, request

View = TypeVar("View", bound=Callable[..., Any])
_OURS = "_ours"
_PACKED = {"text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml"}


def add_assets(app: Flask) -> None:
    """Give templates `asset('build/portal.css')`, and send files that shrink packed. Pages are not packed: they hold
    secrets beside words a stranger may have chosen, and their packed length would tell."""
    app.add_template_global(asset)

    @app.after_request
    def pack(response: Response) -> Response:
        if not is_ours() or response.status_code != 200 or response.mimetype not in _PACKED:
            return response
        response.vary.add("Accept-Encoding")
        for encoding, packed in _PACKERS.items():
            if request.accept_encodings[encoding]:
                response.direct_passthrough = False
                response.set_data(packed(response.get_data()))
                response.content_encoding = encoding
                response.set_etag(str(response.get_etag()[0]), weak=True)  # one version, several encodings
                break
        return response


def ours(view: View) -> View:
    """Mark a view whose answer is the same for everybody and holds no secret: packed and kept like a file."""
    setattr(view, _OURS, True)
    return view


def is_ours() -> bool:
    """Whether the answer to this web request is one of our own files, or as good as one."""
    return request.endpoint == "static" or hasattr(current_app.view_functions.get(request.endpoint or ""), _OURS)


@cache
def asset(name: str) -> str:
    """The address of a file under static/, with a version that lets browsers keep it for good."""
    return f"{current_app.static_url_path}/{name}?v={_version(Path(str(current_app.static_folder), name))}"


def _version(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "missing"


@lru_cache(maxsize=64)
def _gzipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


@lru_cache(maxsize=64)
def _smallest(content: bytes) -> bytes:
    return brotli.compress(content, quality=10)  # the best takes four times as long for a fortieth less


_PACKERS: dict[str, Callable[[bytes], bytes]] = {"br": _smallest, "gzip": _gzipped}  # the best first
