"""`python -m bench [PART …]`: keben and its peers make the same texts in turn → RESULTS.md.

Parts are article, articles, made-up, novel, six, chapters and bound; each is written down when it
is finished, so that what was measured stays when the rest is interrupted. ``--rounds`` says how
often each program runs, ``--peers`` which of them.
"""

from __future__ import annotations

import argparse
import compileall
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import keben
from bench.figures import keep
from bench.parts import PARTS, Series
from bench.programs import NAMES
from bench.texts import Absent


def main(arguments: Sequence[str]) -> int:
    """Measure; 1 where a part could not be."""
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--peers", default=",".join(NAMES))
    given = asked.parse_args(arguments)
    if strange := set(given.parts) - PARTS.keys():
        asked.error(f"there is no part {', '.join(sorted(strange))}")
    # As it is installed, and as its peers are: where Python writes none, each run would compile.
    compileall.compile_dir(Path(keben.__file__).parent, quiet=1)
    failed = 0
    for name in given.parts or PARTS:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            try:
                part = PARTS[name](Series(Path(folder), given.rounds, given.peers.split(",")))
            except (Absent, RuntimeError) as error:
                print(f"bench: {name} is left out: {error}.", file=sys.stderr)
                failed = 1
                continue
        keep(name, part)
        print(f"bench: {name} is in RESULTS.md.", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
