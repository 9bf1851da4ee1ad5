"""Folders of books to open, and the shape of what comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from keben.catalogue import Chapter, Contents, Group, Manuscript, open_manuscript

Open = Callable[[Mapping[str, str]], Contents]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """Writes files below a folder and opens it as a book."""

    def write_and_open(files: Mapping[str, str]) -> Contents:
        folder = tmp_path / "book"
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return open_manuscript(Manuscript("book", (folder,)), suffixes=(".md", ".txt"))

    return write_and_open


def outline(items: tuple[Chapter | Group, ...]) -> list[object]:
    """Labels, or the files' names where there are none, with what stands below them."""
    found: list[object] = []
    for item in items:
        if isinstance(item, Group):
            found.append((f"<{item.name}>", outline(item.chapters)))
            continue
        name = item.label or (item.source.path.name if item.source else "")
        found.append((name, outline(item.children)) if item.children else name)
    return found


def codes(contents: Contents) -> list[tuple[str, int | None]]:
    """The findings' codes with their lines."""
    return [(f.code, f.location.line if f.location else None) for f in contents.findings]
