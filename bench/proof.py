"""What the proof costs: the same texts made with it and without, in turn.

Run as a module with the paths of texts; without any, an article of the project is taken.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.timing import time_command

ROOT = Path(__file__).parents[1]
BUILD = (sys.executable, str(ROOT / "build.py"), "--no-cache", "--quiet", "--jobs", "1")
PAIRS = 5
MOST = 0.25
"""Of a build's processor time, the largest part that the proof may take."""


def main(texts: Sequence[str]) -> int:
    """1 where the proof of a text takes more than it may."""
    print("text | processor s | without proof | proof's share")
    dear = 0
    for text in texts or (str(ROOT / "content" / "letters.txt"),):
        proved, unproved = measure(text)
        share = 1 - unproved / proved
        dear += share > MOST
        print(f"{Path(text).name} | {proved:.2f} | {unproved:.2f} | {share:.0%}")
    return 1 if dear else 0


def measure(text: str) -> tuple[float, float]:
    """Processor seconds with the proof and without, medians of builds that follow one another."""
    times: list[tuple[float, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        command = (*BUILD, text, "-o", folder)
        for _ in range(PAIRS):
            pair = (command, (*command, "--no-proof"))
            times.append(tuple(time_command(c, runs=1, warm_up=0).processor for c in pair))
    proved, unproved = (statistics.median(column) for column in zip(*times, strict=True))
    return proved, unproved


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
