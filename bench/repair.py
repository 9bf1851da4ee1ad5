"""`python -m bench.repair [SAMPLES]`: how well raw text is repaired, as a table.

The samples and the tools that score them are no part of the project; SAMPLES (by default
../shared, beside the project) holds samples/headings, samples/novels and tools.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETS = {
    "lctt": ("word", "web", "cnindent", "pdfpage", "pdfline"),
    "laws": ("word", "web", "cnindent", "pdfpage", "pdfline"),
    "cases": ("word", "web", "cnindent", "pdfpage", "pdfline"),
}
MEASURES = ("title", "heading F1", "boundary F1", "kept", "epigraph R", "quote P", "credit R")
_LONG = 1_000_000
"""Characters of the text by which time and memory are measured."""


def main() -> int:
    """Print the table; 2 where there are no samples."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT.parent / "shared")
    if not (shared / "samples" / "headings").is_dir():
        print(f"There are no samples in {shared}; name their folder: SAMPLES=… make bench-repair")
        return 2
    print("set, style", *MEASURES, sep=" | ")
    for name, styles in SETS.items():
        for style in styles:
            print(f"{name} {style}", *_score_heads(shared, name, style), sep=" | ", flush=True)
    print("\nnovel | chapter recall | precision | look-alikes | lost")
    for row in _score_novels(shared):
        print(*row, sep=" | ", flush=True)
    _measure_reading()
    return 0


def _score_heads(shared: Path, name: str, style: str) -> list[str]:
    """One line of the scoring tool → its figures in the order of MEASURES."""
    done = subprocess.run(
        [shared / "tools" / "score_headings", shared / "samples" / "headings" / name, style],
        env={**os.environ, "PYTHON": sys.executable},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    found = []
    for measure in MEASURES:
        part, _, figure = measure.partition(" ")
        pattern = rf"\b{part}\b[^|]*?{figure} ([\d.]+)" if figure else rf"\b{part} ([\d.]+)"
        value = re.search(pattern, done.stdout)
        found.append(value[1] if value else "?")
    return found


def _score_novels(shared: Path) -> Iterator[tuple[object, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        for gold in sorted((shared / "samples" / "novels").glob("*.gold.json")):
            source = gold.with_name(gold.name.removesuffix(".gold.json") + ".txt")
            book = Path(folder) / f"{source.stem}.epub"
            build = [sys.executable, ROOT / "build.py", source, "-f", "epub", "-o", folder]
            subprocess.run([*build, "--quiet"], cwd=ROOT, capture_output=True, check=False)
            if not book.exists():
                yield source.stem, "not built"
                continue
            tool = [sys.executable, shared / "tools" / "novel_score.py", gold, source, book]
            done = subprocess.run(tool, capture_output=True, text=True, check=True)
            told = ast.literal_eval(done.stdout)
            yield (
                source.stem,
                told["recall"],
                told["precision"],
                told["lookalikes_taken"],
                told["lost"],
            )


def _measure_reading() -> None:
    """Time and memory of repairing a long text made for it."""
    from keben.readers.repair.pipeline import repair

    page = "潮水退了，滩上留下一行脚印，从堤岸一直伸到看不见的地方。他把信折好，放回信封里。\n"
    chapters = (f"第{n}章　海边的信\n{page * 60}" for n in range(1, 1 + _LONG // (60 * len(page))))
    text = "".join(chapters)
    begun = time.perf_counter()
    repair(text)
    spent = time.perf_counter() - begun
    tracemalloc.start()
    repair(text)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    print(f"\n{len(text):,} characters repaired in {spent:.1f} s, {peak:.0f} MB at most")


if __name__ == "__main__":
    sys.exit(main())
