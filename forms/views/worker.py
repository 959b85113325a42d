"""The service worker of the form, what it keeps, and the page it shows when nothing can be loaded."""

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, render_template, request
from werkzeug import Response as Answer

from forms import question_file, stop_pages
from forms.views import blank
from portal import clock, council
from portal.access import public
from portal.settings import ROOT
from portal.web.assets import ours

bp = Blueprint("worker", __name__)
OFFLINE = "/offline"
_BUILT = ROOT / "static" / "build"
_LOADED = re.compile(r'(?:href|src)="(/(?:static/[^"]+|brand\.css\?v=[^"]+))"')
_FONTS = re.compile(r'url\("?\.\./([^")]+-english-[^")]+)"?\)')  # the others are for rare letters
_NONCE = re.compile(r' nonce="[^"]*"')


@bp.get("/sw.js")
@public
@ours
def script() -> Answer:
    """The worker with the list of what it keeps. Its bytes change when any of that does, and browsers then renew it."""
    made = _made(_page(), tuple(blank.address(each.version) for each in question_file.load_all()))
    response = Response(made, mimetype="text/javascript")
    response.set_etag(hashlib.sha256(made.encode()).hexdigest()[:12])
    return response.make_conditional(request)


@bp.get(OFFLINE)
@public
def offline() -> str:
    """That there is no network, what becomes of the words, and whom to ring. The same for everybody."""
    return _page()


def _page() -> str:
    lines = stop_pages.facts(council.current(), clock.now(), "")["lines"]
    return render_template("forms/offline.html", navigation=[], lines=lines)


def _made(page: str, bundles: tuple[str, ...]) -> str:
    return _make(_NONCE.sub("", page), render_template("layout/brand.css", brand=council.current().brand), bundles)


@lru_cache(maxsize=4)
def _make(page: str, brand: str, bundles: tuple[str, ...]) -> str:
    """page: the offline page; brand: the council's colours; bundles: addresses of blank pages."""
    fonts = [f"/static/{name}" for name in _FONTS.findall(_text(_BUILT / "portal.css"))]
    files = list(dict.fromkeys([OFFLINE, *_LOADED.findall(page), *fonts, *bundles]))
    code = _text(_BUILT / "js" / "sw.js")
    version = hashlib.sha256("\n".join([code, page, brand, *files]).encode()).hexdigest()[:12]
    return f"self.kept = {json.dumps({'version': version, 'files': files, 'offline': OFFLINE})};\n{code}"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
