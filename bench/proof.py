"""What the proof costs: its part of a build's processor time.

Run as a module with the paths of texts; without any, an article of the project is taken. Both are
measured in one build, because two builds of one text differ by more than the proof takes.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from time import process_time

from keben import catalogue, readers
from keben.places import content_folder
from keben.press import Event, Order, Stage, build

ROOT = Path(__file__).parents[1]
MOST = 0.25
"""Of a build's processor time, the largest part that the proof may take."""


def main(texts: Sequence[str]) -> int:
    """1 where the proof of a text takes more than it may."""
    print("text | processor s | of it the proof | share")
    dear = 0
    for text in texts or (str(ROOT / "content" / "letters.txt"),):
        whole, proof = measure(Path(text))
        dear += proof / whole > MOST
        print(f"{Path(text).name} | {whole:.2f} | {proof:.2f} | {proof / whole:.0%}", flush=True)
    return 1 if dear else 0


def measure(text: Path) -> tuple[float, float]:
    """Processor seconds of building both editions, and of reading them back and comparing."""
    at = [("", process_time())]

    def enter(event: Event) -> None:
        at.append((event.stage if isinstance(event, Stage) else "", process_time()))

    with tempfile.TemporaryDirectory() as folder:
        plan = catalogue.plan((text,), suffixes=readers.READERS, shelf=content_folder(), bind="")
        result = build(plan, Order(output=Path(folder)), report=enter)
    if result.exit_code:
        raise RuntimeError(f"{text} was not made: {result.outcomes[0].error}")
    spans = pairwise(at)
    proof = sum(end - begin for (stage, begin), (_, end) in spans if stage == "proof")
    return at[-1][1] - at[0][1], proof


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
