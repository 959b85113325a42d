"""Addresses of our own styles and scripts, changed whenever their bytes change."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, current_app


def add_assets(app: Flask) -> None:
    """Give templates `asset('build/portal.css')`."""
    app.add_template_global(asset)


def asset(name: str) -> str:
    """The address of a file under static/, with a version that lets browsers keep it for good."""
    return f"{current_app.static_url_path}/{name}?v={_version(Path(str(current_app.static_folder)) / name)}"


@cache
def _version(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "missing"
