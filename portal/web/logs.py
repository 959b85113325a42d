"""One JSON line an answer: which view, how it went, how long. Never a path, a name, an address or what was typed."""

import json
import logging
import sys
import time
from datetime import UTC, datetime
from typing import TextIO

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger()
_answers: TextIO | None = None  # where lines of answers go; None before `set_up`


def set_up(stream: TextIO | None = None) -> None:
    """Write structured lines to standard output, and quieten libraries that would write what they were given."""
    global _answers
    _answers = stream or sys.stdout
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(file=_answers),
    )
    for name in ("sqlalchemy", "weasyprint", "fontTools", "rq", "werkzeug"):
        logging.getLogger(name).setLevel(logging.ERROR)


def answered(view: str, method: str, status: int, seconds: float) -> None:
    """The line of one answer: what structlog would write, at a quarter of its cost, as there is one for every save."""
    said = {"view": view, "method": method, "status": status, "ms": round(seconds * 1000, 1)}
    if _answers is None:
        log.info("answered", **said)
        return
    when = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    _answers.write(json.dumps(said | {"event": "answered", "level": "info", "timestamp": when}) + "\n")
    _answers.flush()


def add_logs(app: Flask) -> None:
    """Log every answer of `app` but those for static files."""

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def note(response: Response) -> Response:
        if request.endpoint != "static":
            taken = time.perf_counter() - g.get("started", time.perf_counter())
            answered(request.endpoint or "none", request.method, response.status_code, taken)
        return response
