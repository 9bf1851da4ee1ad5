"""`python -m bench.article`: one article, and what composition costs, on standard output."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.measuring import Cost, measure_often

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
LARGE = 300_000
"""Characters of the large sample."""
ANNOTATED = 5_000
"""Characters of the sample with an annotation on each."""


def main() -> None:
    """Measure one article and the cost of composition."""
    print("measure | wall s | processor s | peak MB | size kB")
    with tempfile.TemporaryDirectory() as folder:
        article = str(ROOT / "content" / "letters.txt")
        for formats in ("pdf", "epub", "pdf,epub"):
            command = (PYTHON, str(ROOT / "build.py"), article, "-f", formats, "-o", folder)
            timing = measure_often((*command, "--quiet", "--no-cache"))
            sizes = [(Path(folder) / f"letters.{f}").stat().st_size for f in formats.split(",")]
            _row(f"one article → {formats}", timing, sizes)
    pages = (PYTHON, "-m", "bench.composition")
    timings = {
        kind: measure_often((*pages, str(LARGE), kind), runs=3, warm_up=0)
        for kind in ("plain", "composed")
    }
    for kind, timing in timings.items():
        _row(f"{LARGE:,} characters, {kind}", timing, [])
    ratio = timings["composed"].processor / timings["plain"].processor
    print(f"composed / plain, processor seconds: {ratio:.2f}")
    ruby = measure_often((*pages, str(ANNOTATED), "ruby"), runs=3)
    _row(f"{ANNOTATED:,} characters, each annotated", ruby, [])


def _row(name: str, timing: Cost, sizes: list[int]) -> None:
    written = " + ".join(f"{size / 1000:.0f}" for size in sizes)
    print(f"{name} | {timing.wall:.2f} | {timing.processor:.2f} | {timing.memory:.0f} | {written}")


if __name__ == "__main__":
    main()
