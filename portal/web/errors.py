"""What people see when something is wrong. Programs that ask for JSON get a word they can act on."""

import structlog
from flask import Flask, Response, jsonify, make_response, render_template, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError, ServiceUnavailable

from portal import db
from portal.text import BadText

log = structlog.get_logger()
_KNOWN = {400, 401, 403, 404, 405, 409, 413, 429, 500, 503}
_WORDS = {400: "bad_request", 401: "signed_out", 403: "not_allowed", 404: "not_found", 409: "conflict", 413: "too_long"}


def add_errors(app: Flask) -> None:
    """Answer every fault with a page or JSON, undoing what the request had begun."""
    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(BadText, _bad_text)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(Exception, _unforeseen)


def wants_json() -> bool:
    """Whether a program of ours asked, not a page."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def answer(error: HTTPException) -> Response:
    """The page, or the JSON, for an HTTP error."""
    db.rollback()
    code = error.code or 500
    if error.response is not None:
        return make_response(error.response)
    if wants_json():
        reply = jsonify(error=_WORDS.get(code, "failed"))
    else:
        reply = make_response(render_template(f"layout/errors/{code if code in _KNOWN else 500}.html", code=code))
    reply.status_code = code
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            reply.headers[name] = value
    return reply


def _bad_text(error: BadText) -> Response:
    return answer(BadRequest(str(error)))


def _database_away(error: OperationalError) -> Response:
    log.error("database_away", endpoint=request.endpoint, kind=type(error.orig).__name__)
    return answer(ServiceUnavailable(retry_after=10))


def _unforeseen(error: Exception) -> Response:
    note(error)
    return answer(InternalServerError())


def note(error: BaseException) -> None:
    """Log what kind of fault it was and where, without its message or values: they may be somebody's words."""
    places = []
    trace = error.__traceback__
    while trace:
        places.append(f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    log.error("unforeseen", endpoint=request.endpoint, kind=type(error).__name__, at=places[-6:])
