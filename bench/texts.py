"""The texts that programs are measured on. Those of a folder of samples are looked for where
``KEBEN_SAMPLES`` says, or beside the project."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bench.composition import SENTENCES
from bench.programs import ROOT, Text

SAMPLES = Path(os.environ.get("KEBEN_SAMPLES") or ROOT.parent / "shared" / "samples")
ARTICLE = ROOT / "content" / "letters.txt"
ARTICLES = 200
CHAPTER = 5_000
"""Characters of a chapter of the text made up."""


class Absent(Exception):
    """A sample that is not there; the message names it."""


def article(folder: Path) -> Text:
    """One article of the project."""
    return _text("article", (ARTICLE,), folder)


def articles(folder: Path) -> list[Text]:
    """Many articles, the samples' taken round, each under a name of its own."""
    found = sorted((_there("headings/lctt")).glob("*.web.txt"))
    texts = []
    for number in range(ARTICLES):
        source = folder / f"article-{number:03}.txt"
        source.write_bytes(found[number % len(found)].read_bytes())
        texts.append(Text(source.stem, (source,), folder / f"article-{number:03}.md"))
    return texts


def novel(folder: Path, name: str = "xiyou-b", characters: int | None = None) -> Text:
    """A novel, or its beginning."""
    source = _there(f"novels/{name}.txt")
    if characters is None:
        return _text(name, (source,), folder, level=2)
    part = folder / f"{name}-{characters}.txt"
    with source.open(encoding="utf-8", newline="") as file:
        part.write_text(file.read(characters), encoding="utf-8", newline="")
    return _text(part.stem, (part,), folder, level=2)


def bound(folder: Path) -> Text:
    """Two novels, bound into one book."""
    names = ("xiyou-b", "sanguo-a")
    sources = tuple(_there(f"novels/{name}.txt") for name in names)
    markdown = folder / "bound.md"
    parts = [mended(source).partition("\n---\n")[2] for source in sources]
    markdown.write_text("\n\n".join(parts), encoding="utf-8")
    return Text("bound", sources, markdown, 2, bind="bound")


def chapters(folder: Path) -> Text:
    """The novel as a folder of chapters, which is a book."""
    whole = novel(folder)
    body = whole.markdown.read_text(encoding="utf-8").partition("\n---\n")[2]
    book = folder / "book"
    book.mkdir()
    (book / "book.toml").write_text('title = "西游记"\nlanguage = "zh-Hans"\n', encoding="utf-8")
    for number, part in enumerate(body.split("\n## ")[1:], start=1):
        (book / f"{number:03}.md").write_text(f"# {part}", encoding="utf-8")
    return Text("book", (book,), whole.markdown, 2)


def made_up(folder: Path, characters: int = 100_000) -> Text:
    """Chapters of Chinese with marks, figures and quotations, for want of samples."""
    parts: list[str] = ["---\ntitle: 排字\n---"]
    written = 0
    while written < characters:
        parts.append(f"## 第{written // CHAPTER + 1}章")
        end = written + CHAPTER
        while written < end:
            count = 3 + len(parts) % 3
            rows = (SENTENCES[(len(parts) + n) % len(SENTENCES)] for n in range(count))
            parts.append("".join(rows))
            written += len(parts[-1])
    source = folder / "made-up.md"
    source.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return Text("made-up", (source,), source, 2)


def mended(source: Path) -> str:
    """A raw text as Markdown, so that all read the same."""
    command = [sys.executable, str(ROOT / "build.py"), "repair", str(source)]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def as_markdown(text: Text) -> Text:
    """The same, with what the peers start from."""
    text.markdown.write_text(mended(text.sources[0]), encoding="utf-8")
    return text


def _text(name: str, sources: tuple[Path, ...], folder: Path, level: int = 1) -> Text:
    return as_markdown(Text(name, sources, folder / f"{name}.md", level))


def _there(name: str) -> Path:
    path = SAMPLES / name
    if not path.exists():
        raise Absent(f"{name} is not in the folder of samples; KEBEN_SAMPLES names it")
    return path
