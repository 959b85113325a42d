"""Pin the packages of pyproject.toml and package.json anew: the newest that they allow, each with its hashes."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import setup

setup.run([
    setup.VENV / "bin" / "uv", "pip", "compile", "pyproject.toml", "--group", "dev", "--universal",
    "--python-version", "3.11", "--upgrade", "--generate-hashes", "--no-emit-index-url", "--no-annotate", "--quiet",
    "--custom-compile-command", "make lock", "--output-file", "requirements.lock",
])  # fmt: skip
setup.npm(setup.find_node(), ["update", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"])
