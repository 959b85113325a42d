"""The floor of an autosave: a bare Flask view and one upsert with its commit, nothing else."""

import os
import threading

import psycopg
from flask import Flask, Response, jsonify, request

app = Flask(__name__)
_kept = threading.local()
_UPSERT = """INSERT INTO bench_floor (draft_id, path, value, revision) VALUES (%s, %s, %s, 1)
ON CONFLICT (draft_id, path) DO UPDATE SET value = excluded.value, revision = bench_floor.revision + 1
RETURNING revision"""


def _connection() -> psycopg.Connection[tuple[int]]:
    if not hasattr(_kept, "connection"):
        _kept.connection = psycopg.connect(os.environ["FLOOR_DATABASE"], autocommit=True)
    return _kept.connection


@app.get("/health")
def health() -> str:
    """For the wait at the start."""
    return "ok"


@app.patch("/drafts/<draft>")
def save(draft: str) -> Response:
    """Store one answer."""
    given = request.get_json()
    row = _connection().execute(_UPSERT, [draft, given["path"], given["value"]]).fetchone()
    return jsonify(saved=True, revision=row[0] if row else 0)
