"""The floor of a queue page: a bare Flask view that runs the page's one main query, nothing else."""

import json
import os
import threading
from pathlib import Path

import psycopg
from flask import Flask, Response, jsonify

app = Flask(__name__)
_kept = threading.local()
# What the portal itself sent, as bench.queue found it: its SQL and the values it was given.
_QUERY, _VALUES = json.loads(Path(os.environ["FLOOR_QUERY"]).read_text())


def _connection() -> psycopg.Connection[tuple[object, ...]]:
    if not hasattr(_kept, "connection"):
        _kept.connection = psycopg.connect(os.environ["FLOOR_DATABASE"], autocommit=True)
    return _kept.connection


@app.get("/health")
def health() -> str:
    """For the wait at the start."""
    return "ok"


@app.get("/queue")
def queue() -> Response:
    """Its rows."""
    return jsonify([[str(value) for value in row] for row in _connection().execute(_QUERY, _VALUES)])
