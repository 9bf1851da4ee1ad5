"""The manual as a person would look things up in it: its text, its tables, its examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "content" / "manual"
CHAPTERS = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))}
TEXT = "\n".join(CHAPTERS.values())


def chapter(number: str) -> str:
    """The text of the chapter whose file begins with a number: ``05``."""
    return next(text for name, text in CHAPTERS.items() if name.startswith(number))


def blocks(language: str, text: str = TEXT) -> Iterator[tuple[str, str]]:
    """Every fenced block in a language: what stands behind the language, and the block."""
    for found in re.finditer(r"^(`{3,})(\w+)([^\n]*)\n(.*?)^\1$", text, flags=re.M | re.S):
        if found[2] == language:
            yield found[3].strip(), found[4]


def rows(text: str) -> Iterator[tuple[str, ...]]:
    """The cells of every row of every table."""
    for line in re.findall(r"^\| (.+) \|$", text, flags=re.MULTILINE):
        yield tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line))


def spoken_of(text: str = TEXT) -> frozenset[str]:
    """Everything that stands as code within the text's lines."""
    return frozenset(re.findall(r"`([^`\n]+)`", text))


def examples(code: str) -> tuple[str, ...]:
    """What the manual gives as an example of a finding: a cell of its row, or a block so titled."""
    cells = [row[2] for row in rows(TEXT) if len(row) == 3 and row[0] == code]
    titled = [block for info, block in blocks("markdown") if info == f'title="{code}"']
    return tuple(example for example in (*cells, *titled) if example)
