"""A publication's date, its files and their history → the time that its editions state.

Never the clock, so that a second build gives the same bytes: the document's own date, else that of
the last commit of its sources, else that of their last change.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from keben.model import Basis, Dated, Metadata, Source
from keben.watching import depend_on, is_there

PATIENCE = 10
"""Seconds that git is given."""


def date_of(metadata: Metadata, sources: Sequence[Source]) -> Dated:
    """The time for an edition that nobody gave one. A year or a month is its first day; a day
    begins in UTC."""
    if metadata.published:
        return Dated(_beginning(metadata.published), Basis.OWN_DATE)
    committed = _last_commit(sources)
    if committed is not None:
        return Dated(committed, Basis.COMMIT)
    files = (path for source in sources for path in (source.path, *source.included))
    newest = max(path.stat().st_mtime for path in files)
    return Dated(datetime.fromtimestamp(int(newest), tz=UTC), Basis.CHANGE)


def _beginning(published: str) -> datetime:
    year, month, day = (*map(int, published.split("-")), 1, 1)[:3]
    return datetime(year, month, day, tzinfo=UTC)


def _last_commit(sources: Sequence[Source]) -> datetime | None:
    """When the sources were last committed; None where one of them is not what was committed, or
    git is not there."""
    times = [_committed(root, group) for root, group in _by_root(sources).items()]
    known = [time for time in times if time is not None]
    return max(known) if len(known) == len(times) else None


def _by_root(sources: Sequence[Source]) -> Mapping[Path, list[Source]]:
    groups: dict[Path, list[Source]] = {}
    for source in sources:
        groups.setdefault(source.root, []).append(source)
    return groups


def _committed(root: Path, sources: Sequence[Source]) -> datetime | None:
    if not _has_history(root):
        return None
    names = {os.path.relpath(source.path, root): source for source in sources}
    listed = _git(root, "ls-tree", "-z", "HEAD", "--", *names)
    if not listed:
        return None
    blobs: dict[str, str] = {}
    for line in listed.split("\0"):
        state, tab, name = line.partition("\t")
        if tab:
            blobs[name] = state.split()[-1]
    if any(blobs.get(name) != _blob(source, blobs.get(name, "")) for name, source in names.items()):
        return None
    told = _git(root, "rev-list", "-1", "--timestamp", "HEAD", "--", *names)
    stamp = told.split()[0] if told and told.split() else ""
    return datetime.fromtimestamp(int(stamp), tz=UTC) if stamp.isdigit() else None


def _has_history(folder: Path) -> bool:
    """True below a repository, whose log counts as read, because another commit may give another
    date. Elsewhere git need not be asked."""
    real = folder.resolve()
    for above in (real, *real.parents):
        git = above / ".git"
        if is_there(git):  # a file that names the folder, as in a worktree
            git = above / git.read_text(encoding="utf-8", errors="replace")[7:].strip()
        if is_there(git / "HEAD"):
            depend_on(git / "HEAD")
            if is_there(git / "logs" / "HEAD"):
                depend_on(git / "logs" / "HEAD")
            return True
    return False


def _blob(source: Source, known: str) -> str:
    """The name that git gives to a file's bytes. Told here, because git would run the filters that
    a stranger's repository may name."""
    algorithm = "sha256" if len(known) == 64 else "sha1"
    head = f"blob {len(source.data)}\0".encode()
    return hashlib.new(algorithm, head + source.data, usedforsecurity=False).hexdigest()


def _git(folder: Path, *arguments: str) -> str | None:
    """What git answers. Only commands that run no hook, pager, filter or signature check are asked,
    and nothing is fetched."""
    quiet = {
        **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }
    try:
        done = subprocess.run(
            ("git", "--no-pager", "-c", "core.fsmonitor=false", *arguments),
            cwd=folder,
            env=quiet,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
