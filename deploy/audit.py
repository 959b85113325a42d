"""Look for known weaknesses in the pinned packages, Python's and the front end's. Needs the package registries.

Exit status: 0 none known, 1 some found, 2 a registry could not be asked, so nothing is known.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import setup

NONE_KNOWN, FOUND, NOT_ASKED = 0, 1, 2


def answer(command: list[str | Path]) -> dict[str, Any] | None:
    """What an auditing program says, as JSON; None when it could not ask."""
    done = subprocess.run(command, cwd=setup.ROOT, capture_output=True, text=True, check=False)
    try:
        said = json.loads(done.stdout)
    except json.JSONDecodeError:
        said = {"error": (done.stderr or done.stdout).strip().rpartition("\n")[2]}
    if "error" in said:
        print(f"  Not checked. Is this machine online, and does its registry answer audits? {said['error']}")
        return None
    return dict(said)


def python_weaknesses() -> list[str] | None:
    """Of requirements.lock: "package version: identifiers"."""
    command = [setup.VENV / "bin" / "pip-audit", "--requirement", setup.ROOT / "requirements.lock",
               "--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off"]  # fmt: skip
    said = answer(command)
    return said and [
        f"{package['name']} {package['version']}: {', '.join(weakness['id'] for weakness in package['vulns'])}"
        for package in said["dependencies"]
        if package.get("vulns")
    ]


def front_end_weaknesses() -> list[str] | None:
    """Of package-lock.json: "package: severity"."""
    node, npm = setup.find_node()
    start = [node, npm] if npm.suffix == ".js" else [npm]
    said = answer([*start, "audit", "--json"])
    return said and [f"{name}: {weakness['severity']}" for name, weakness in said["vulnerabilities"].items()]


def main() -> int:
    """Ask both and say what was found."""
    status = NONE_KNOWN
    for title, weaknesses in (("Python packages", python_weaknesses), ("Front-end packages", front_end_weaknesses)):
        print(title)
        found = weaknesses()
        if found is None:
            status = max(status, NOT_ASKED)
            continue
        print("\n".join(f"  {line}" for line in found) or "  no known weaknesses")
        status = max(status, FOUND if found else NONE_KNOWN)
    return status


if __name__ == "__main__":
    sys.exit(main())
