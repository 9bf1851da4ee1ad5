"""The time that editions state: the document's, its last commit's, its last change's."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from keben.model import Basis, Dated, Metadata, Source
from keben.press import dating
from keben.press.dating import date_of

CHANGED = 1_500_000_000
COMMITTED = 1_600_000_000


@pytest.fixture
def source(tmp_path: Path) -> Source:
    path = tmp_path / "a.md"
    path.write_bytes("# 甲\n".encode())
    os.utime(path, (CHANGED, CHANGED))
    return Source(path, "# 甲\n", "utf-8", tmp_path, path.read_bytes())


def git(folder: Path, *arguments: str, when: int = COMMITTED) -> None:
    stamp = f"{when} +0800"
    subprocess.run(
        ("git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments),
        cwd=folder,
        env={**os.environ, "GIT_COMMITTER_DATE": stamp, "GIT_AUTHOR_DATE": stamp},
        check=True,
        capture_output=True,
    )


@pytest.fixture
def committed(source: Source) -> Source:
    git(source.root, "init", "--quiet")
    git(source.root, "add", "a.md")
    git(source.root, "commit", "--quiet", "-m", "a")
    return source


@pytest.mark.parametrize(
    ("stated", "day"),
    [("2020", (2020, 1, 1)), ("2020-05", (2020, 5, 1)), ("2020-05-06", (2020, 5, 6))],
)
def test_the_documents_own_date_comes_first(
    committed: Source, stated: str, day: tuple[int, int, int]
) -> None:
    dated = date_of(Metadata(published=stated), [committed])
    assert dated == Dated(datetime(*day, tzinfo=UTC), Basis.OWN_DATE)


def test_then_the_last_commit_of_the_sources(committed: Source) -> None:
    (committed.root / "other.md").write_text("x")
    git(committed.root, "add", "other.md")
    git(committed.root, "commit", "--quiet", "-m", "other", when=COMMITTED + 1000)
    expected = Dated(datetime.fromtimestamp(COMMITTED, tz=UTC), Basis.COMMIT)
    assert date_of(Metadata(), [committed]) == expected


def test_a_source_changed_since_has_the_time_of_its_change(committed: Source) -> None:
    committed.path.write_bytes(b"# b\n")
    os.utime(committed.path, (CHANGED, CHANGED))
    changed = Source(committed.path, "# b\n", "utf-8", committed.root, b"# b\n")
    expected = Dated(datetime.fromtimestamp(CHANGED, tz=UTC), Basis.CHANGE)
    assert date_of(Metadata(), [changed]) == expected


def test_without_git_or_a_commit_the_last_change_counts(source: Source) -> None:
    expected = Dated(datetime.fromtimestamp(CHANGED, tz=UTC), Basis.CHANGE)
    assert date_of(Metadata(), [source]) == expected
    git(source.root, "init", "--quiet")
    assert date_of(Metadata(), [source]) == expected


def test_git_is_asked_only_below_a_repository(
    committed: Source, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(dating, "_git", lambda folder, *_: asked.append(folder))
    below = committed.root / "below"
    below.mkdir()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for root in (elsewhere, committed.root, below):
        dating.date_of(Metadata(), [replace(committed, root=root)])
    assert asked == [committed.root, below]


def test_git_missing_is_no_error(committed: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert date_of(Metadata(), [committed]).basis is Basis.CHANGE


def test_a_strangers_repository_runs_nothing(committed: Source, tmp_path: Path) -> None:
    """Its settings and attributes may name programs; none is started."""
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\ncat\n")
    trap.chmod(0o755)
    for name in (
        "core.fsmonitor",
        "core.pager",
        "gpg.program",
        "filter.x.clean",
        "diff.x.textconv",
    ):
        git(committed.root, "config", name, str(trap))
    git(committed.root, "config", "log.showSignature", "true")
    (committed.root / ".gitattributes").write_text("* filter=x diff=x\n")
    assert date_of(Metadata(), [committed]).basis is Basis.COMMIT
    assert not (tmp_path / "sprung").exists()


def test_the_environment_of_another_repository_does_not_count(
    committed: Source, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path_factory.mktemp("other")))
    assert date_of(Metadata(), [committed]).basis is Basis.COMMIT
