"""`python -m bench.repair [SHARED]`: how well raw text is repaired, as a table.

The samples and the tools that score them are no part of the project; SHARED (by default ../shared,
beside the project) holds samples/headings, samples/novels and tools. All texts of one style are
built in one run, as EPUB and without the proof, and read back from the EPUB.
"""

from __future__ import annotations

import ast
import base64
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]
SETS = ("lctt", "laws", "cases")
STYLES = ("word", "web", "cnindent", "pdfpage", "pdfline")
MEASURES = (
    "title", "heading P", "heading R", "heading F1", "boundary F1", "kept", "epigraph R", "quote P",
    "credit R",
)  # fmt: skip
_LONG = 1_000_000
"""Characters of the text by which time and memory are measured."""
_MEASURED = "--measure"
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
"""A picture of one point."""


def main() -> int:
    """Print the table; 2 where there are no samples."""
    if _MEASURED in sys.argv:
        return _read_long()
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT.parent / "shared")
    if not (shared / "samples" / "headings").is_dir():
        print(f"There are no samples in {shared}; name their folder: SAMPLES=… make bench-repair")
        return 2
    sys.path.insert(0, str(shared / "tools"))
    print("set, style", "docs", *MEASURES, "seconds", sep=" | ", flush=True)
    for name in SETS:
        for style in STYLES:
            texts = sorted((shared / "samples" / "headings" / name).glob(f"*.{style}.txt"))
            print(f"{name} {style}", *_score_heads(texts, style), sep=" | ", flush=True)
    print("\nnovel | chapters | recall | precision | look-alikes | lost | not on the title page")
    for row in _score_novels(shared):
        print(*row, sep=" | ", flush=True)
    return subprocess.run([sys.executable, "-m", "bench.repair", _MEASURED], check=False).returncode


def _build(texts: Sequence[Path], folder: Path) -> None:
    """All texts as EPUB; they are given a cover, because to draw one takes longest of all."""
    source = folder / "source"
    source.mkdir()
    (source / "cover.png").write_bytes(_PIXEL)
    copies = [shutil.copy(text, source) for text in texts]
    options = ["-f", "epub", "--no-proof", "--quiet", "-j", "2", "-o", folder]
    more = ["--set", "cover=cover.png", "--set", "epub.fonts=none"]
    command = [sys.executable, ROOT / "build.py", *copies, *options, *more]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)


def _tool(name: str) -> ModuleType:
    """One of the scoring programs, which stand outside the project."""
    return import_module(name)


def _score_heads(texts: Sequence[Path], style: str) -> list[str]:
    """What the scoring program says of texts of one style, in the order of MEASURES."""
    begun = time.perf_counter()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        _build(texts, Path(name))
        for text in texts:
            book = Path(name) / f"{text.stem}.epub"
            if book.exists():
                gold = text.with_name(text.name.removesuffix(f".{style}.txt") + ".gold.json")
                blocks = _tool("epub2blocks").blocks(book)
                rows.append(_tool("score").score(json.loads(gold.read_text("utf-8")), blocks))
    spent = time.perf_counter() - begun
    if not rows:
        return ["none built"]
    told = _tool("score").total(rows)
    return [f"{len(rows)} of {len(texts)}", *(_figure(told, m) for m in MEASURES), f"{spent:.0f}"]


def _figure(told: str, measure: str) -> str:
    part, _, figure = measure.partition(" ")
    pattern = rf"\b{part}\b[^|]*?\b{figure} ([\d.]+)" if figure else rf"\b{part} ([\d.]+)"
    value = re.search(pattern, told)
    return value[1] if value else "?"


def _score_novels(shared: Path) -> Iterator[tuple[object, ...]]:
    """What the scoring program says of each novel; it does not look at title pages, so what is
    lost to it is sought there."""
    golds = sorted((shared / "samples" / "novels").glob("*.gold.json"))
    sources = [g.with_name(g.name.removesuffix(".gold.json") + ".txt") for g in golds]
    with tempfile.TemporaryDirectory() as name:
        _build(sources, Path(name))
        for gold, source in zip(golds, sources, strict=True):
            book = Path(name) / f"{source.stem}.epub"
            if not book.exists():
                yield source.stem, "not built"
                continue
            tool = [sys.executable, shared / "tools" / "novel_score.py", gold, source, book]
            done = subprocess.run(tool, capture_output=True, text=True, check=True)
            told = ast.literal_eval(done.stdout)
            keys = ("chapters", "recall", "precision", "lookalikes_taken", "lost")
            yield source.stem, *(told[key] for key in keys), max(0, told["lost"] - _titled(book))


def _titled(book: Path) -> int:
    """The letters on the title page."""
    import zipfile

    with zipfile.ZipFile(book) as archive:
        pages = [n for n in archive.namelist() if n.endswith("title.xhtml")]
        page = archive.read(pages[0]).decode() if pages else ""
    body = re.sub(r"<[^>]+>", "", page.partition("<body")[2].partition(">")[2])
    return len(re.sub(r"\W", "", body))


def _read_long() -> int:
    """Time and memory of reading a long text made for it, in a process of its own."""
    from keben.model import Source
    from keben.readers.text import read
    from keben.settings import Settings

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    page = "潮水退了，滩上留下一行脚印，从堤岸一直伸到看不见的地方。他把信折好，放回信封里。\n"
    chapters = (f"第{n}章　海边的信\n{page * 60}" for n in range(1, 2 + _LONG // (60 * len(page))))
    text = "".join(chapters)
    begun, worked = time.perf_counter(), time.process_time()
    made = read(Source(Path("long.txt"), text, "utf-8", Path()), Settings())
    spent, worked = time.perf_counter() - begun, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unit = 1e6 if sys.platform == "darwin" else 1e3
    print(
        f"\n{len(text):,} characters, {len(made.body)} chapters, read in {spent:.1f} s "
        f"({worked:.1f} s of work); "
        f"{peak / unit:.0f} MB at most, {before / unit:.0f} MB of it before reading"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
