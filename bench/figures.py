"""What was measured: kept as figures.json, part by part, and written as tables into RESULTS.md."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench.measuring import Cost
from bench.programs import pandoc_version

HERE = Path(__file__).parent
KEPT, RESULTS = HERE / "figures.json", HERE / "RESULTS.md"
OURS = "keben"
NO_SOURCE = "without its source"
"""The state of a PDF that carries no source."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a program needed for a text in some state, and what it made: sizes in kB. ``why_not``
    where it could not be run; ``count`` texts were made in one run."""

    program: str
    state: str = "cold"
    jobs: int = 1
    cost: Cost | None = None
    pdf: float = 0.0
    epub: float = 0.0
    pages: int = 0
    runs: int = 0
    count: int = 1
    why_not: str = ""

    @property
    def each(self) -> float:
        """Wall seconds of one text."""
        return self.cost.wall / self.count if self.cost else 0.0


def machine() -> str:
    """The machine and how busy it is."""
    info = Path("/proc/cpuinfo").read_text().splitlines()
    named = (line.partition(":")[2].strip() for line in info if line.startswith("model name"))
    load = os.getloadavg()[0]
    return (
        f"{datetime.now(UTC):%Y-%m-%d}; {os.cpu_count()} processors "
        f"({next(named, platform.machine())}), load {load:.1f}; {platform.system()}, "
        f"Python {platform.python_version()}, Pandoc {pandoc_version() or 'not installed'}"
    )


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of one text, and what else was found."""

    title: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    machine: str = field(default_factory=machine)

    def wall(self, program: str, state: str = "cold", jobs: int = 1) -> float | None:
        """Wall seconds of a text, None where that was not measured."""
        row = self.row(program, state, jobs)
        return row.each if row and row.cost else None

    def row(self, program: str, state: str = "cold", jobs: int = 1) -> Row | None:
        """A row, by the first word of its program's name."""
        for row in self.rows:
            if (row.program.split()[0], row.state, row.jobs) == (program, state, jobs):
                return row
        return None


def keep(name: str, part: Part) -> None:
    """Keep the figures of a part in place of older ones, and write RESULTS.md anew."""
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    kept[name] = asdict(part)
    KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
    parts = {name: _part(value) for name, value in kept.items()}
    RESULTS.write_text("\n".join(_report(parts)) + "\n", encoding="utf-8")


def _part(value: dict) -> Part:  # type: ignore[type-arg]  # as JSON gives it
    rows = tuple(
        Row(**{**row, "cost": Cost(**row["cost"]) if row["cost"] else None})
        for row in value["rows"]
    )
    return Part(value["title"], rows, tuple(value["notes"]), value["machine"])


def _report(parts: dict[str, Part]) -> Iterator[str]:
    yield from ("# Measured", "")
    yield "Written by `python -m bench`. Seconds are medians of one run in which the programs take"
    yield "turns; memory is what all processes of a program hold at once. All set the same page:"
    yield "A5, 26 characters of 10.5 pt in a line, 27 lines, Noto Serif CJK SC, with bookmarks or"
    yield "contents. keben makes PDF and EPUB and proves both; the others make the PDF alone."
    yield f"keben's PDF carries its source, theirs do not; one that does not is “{NO_SOURCE}”."
    yield from ("", "## What was to be reached", "")
    yield from ("| | to reach | measured |", "|---|--:|--:|")
    for name, most, found in _goals(parts):
        mark = "" if found is None else (f"**{found:.2f}**" if found > most else f"{found:.2f}")
        yield f"| {name} | ≤ {most:g} | {mark or 'not measured'} |"
    for part in parts.values():
        yield from ("", f"## {part.title}", "", f"{part.machine}.", "", *_table(part.rows))
        yield from (line for note in part.notes for line in ("", note))


def _table(rows: Sequence[Row]) -> Iterator[str]:
    own = next(
        (row.each for row in rows if row.cost and row.program == OURS and row.jobs > 1), None
    )
    own = own or next((row.each for row in rows if row.cost), None)
    yield (
        "| program | state | processes | wall, s | to keben | processor, s | peak, MB "
        "| PDF, kB | EPUB, kB | pages | runs |"
    )
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for row in rows:
        if row.cost is None or not own:
            yield f"| {row.program} | {row.why_not} | | | | | | | | | |"
            continue
        each = f" ({row.count} texts)" if row.count > 1 else ""
        yield (
            f"| {row.program} | {row.state}{each} | {row.jobs if row.program == OURS else ''} | "
            f"{row.cost.wall:.2f} | {row.each / own:.2f} | {row.cost.processor:.1f} | "
            f"{row.cost.memory:.0f} | {row.pdf:.0f} | {row.epub:.0f} | "
            f"{row.pages or ''} | {row.runs} |"
        )


def _goals(parts: dict[str, Part]) -> Iterator[tuple[str, float, float | None]]:
    def ratio(part: str, mine: Get, other: Get) -> float | None:
        found = parts.get(part)
        one, two = (get(found) if found else None for get in (mine, other))
        return one / two if one and two else None

    def wall(program: str, state: str = "cold", jobs: int = 1) -> Get:
        return lambda part: part.wall(program, state, jobs)

    two = wall(OURS, jobs=2)
    novel = "684,000 characters: PDF + EPUB + proof, against "
    yield novel + "Chromium's PDF alone", 1.0, ratio("novel", two, wall("Chromium"))
    yield novel + "Pandoc + XeLaTeX's PDF alone", 0.4, ratio("novel", two, wall("Pandoc"))
    yield novel + "Typst's PDF alone", 2.5, ratio("novel", two, wall("Typst"))
    changed = wall(OURS, "one chapter changed", 2)
    yield (
        "one chapter of 100 changed, against Typst's whole PDF",
        0.5,
        ratio("chapters", changed, wall("Typst")),
    )
    yield "two processes against one", 0.58, ratio("novel", two, wall(OURS))
    yield "200 articles, seconds an article", 0.25, _of(parts, "articles", two)
    yield "one article, seconds", 1.0, _of(parts, "article", two)
    yield "one article unchanged, seconds", 0.4, _of(parts, "article", wall(OURS, "unchanged", 2))
    yield "peak memory, all processes, 1,280,000 characters, MB", 900, _of(parts, "bound", _memory)
    yield "PDF size against Typst's", 0.8, ratio("novel", _size(OURS), _size("Typst"))
    yield "time a page, 1,280,000 characters against 100,000", 1.15, _per_page(parts)
    novel = "600,000 characters: "
    yield (
        novel + "PDF + EPUB + proof, against Pandoc + XeLaTeX's PDF alone",
        1.0,
        ratio("six", two, wall("Pandoc")),
    )
    yield novel + "PDF size, without its source, against the least", 1.0, _least(parts, NO_SOURCE)
    yield novel + "PDF size, with its source, against the least", 1.0, _least(parts, "cold")
    yield novel + "peak memory, all processes, MB", 700, _of(parts, "six", _memory)
    yield novel + "unchanged, seconds", 1.0, _of(parts, "six", wall(OURS, "unchanged", 2))


Get = Callable[[Part], float | None]


def _of(parts: dict[str, Part], name: str, get: Get) -> float | None:
    return get(parts[name]) if name in parts else None


def _memory(part: Part) -> float | None:
    row = part.row(OURS, "cold", 2)
    return row.cost.memory if row and row.cost else None


def _size(program: str) -> Get:
    def size(part: Part) -> float | None:
        row = part.row(program)
        return row.pdf if row else None

    return size


def _least(parts: dict[str, Part], state: str) -> float | None:
    """The size of a PDF against the smallest of the others'."""
    if "six" not in parts:
        return None
    own, rows = parts["six"].row(OURS, state, 2), parts["six"].rows
    theirs = [row.pdf for row in rows if row.program != OURS and row.pdf]
    return own.pdf / min(theirs) if own and theirs else None


def _per_page(parts: dict[str, Part]) -> float | None:
    if "bound" not in parts:
        return None
    rows = [parts["bound"].row(OURS, state, 2) for state in ("cold", "100,000 characters")]
    times = [row.cost.wall / row.pages for row in rows if row and row.cost and row.pages]
    return times[0] / times[1] if len(times) == 2 else None
