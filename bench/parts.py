"""Texts → their figures: each part of the measurement, by its name."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench import texts
from bench.figures import OURS, Part, Row
from bench.measuring import Cost, measure, median
from bench.programs import Program, Text, keben, peers
from keben.pdfium import opened

FEW = 10
"""Articles that the peers make: each costs them the same."""


@dataclass(slots=True)
class Series:
    """Programs that take turns, and what each needed. ``order`` are keben's processes first."""

    folder: Path
    rounds: int
    asked: Sequence[str]
    costs: dict[tuple[str, str, int], list[Cost]] = field(default_factory=dict)
    made: dict[tuple[str, str, int], tuple[Path, ...]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    hashes: dict[str, set[str]] = field(default_factory=dict)

    def own(self, text: Text, jobs: int, state: str = "cold", stock: str = "") -> None:
        """Let keben make a text; with a ``stock`` it may take what it made before from there."""
        output = self.folder / f"out-{jobs}-{len(self.made)}"
        stem = text.bind or text.sources[0].stem
        command = keben(text, output, jobs=jobs, cached=bool(stock))
        self._run(OURS, state, jobs, command, stock)
        files = tuple(output / f"{stem}.{kind}" for kind in ("pdf", "epub"))
        old = self.made.get((OURS, state, jobs))
        self.made[OURS, state, jobs] = files
        if old and old != files:
            shutil.rmtree(old[0].parent)

    def others(self, text: Text, programs: dict[str, Program | str], round_: int) -> None:
        """Let the peers that were asked for make a text; the slowest only in the first round."""
        for name, program in programs.items():
            if name not in self.asked or (round_ and name == "weasyprint"):
                continue
            if isinstance(program, str):
                self.refused[name] = program
                continue
            try:
                self._run(program.name, "cold", 1, program.command(text, self.folder))
            except RuntimeError as error:
                self.refused[program.name] = f"failed: {error}"[:80]
                continue
            self.made[program.name, "cold", 1] = (self.folder / f"{name}.pdf",)

    def _run(
        self, program: str, state: str, jobs: int, command: Sequence[str], stock: str = ""
    ) -> None:
        print(f"bench: {program}, {state}, {jobs} …", file=sys.stderr, flush=True)
        environment = {"XDG_CACHE_HOME": str(self.folder / f"stock-{stock}")}
        cost = measure(command, environment=environment)
        self.costs.setdefault((program, state, jobs), []).append(cost)

    def same(self, what: str, state: str, jobs: int) -> None:
        """Note the bytes that were made, which are to be the same for all of ``what``."""
        files = self.made[OURS, state, jobs]
        whole = "".join(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
        self.hashes.setdefault(what, set()).add(whole)

    def part(self, title: str) -> Part:
        """All as it was measured."""
        rows = [self._row(key) for key in self.costs]
        rows += [Row(name, why_not=why) for name, why in self.refused.items()]
        notes = [
            f"{what}: {'the same bytes' if len(found) == 1 else f'{len(found)} different files'}."
            for what, found in self.hashes.items()
        ]
        return Part(title, tuple(rows), tuple(notes))

    def _row(self, key: tuple[str, str, int]) -> Row:
        program, state, jobs = key
        cost, files = median(self.costs[key]), self.made.get(key, ())
        sizes = [file.stat().st_size / 1000 for file in files if file.exists()]
        pages = 0
        if sizes:
            with opened(files[0]) as pdf:
                pages = len(pdf)
        return Row(
            program,
            state,
            jobs,
            cost,
            sizes[0] if sizes else 0.0,
            sizes[1] if len(sizes) > 1 else 0.0,
            pages,
            len(self.costs[key]),
            self.counts.get(program, 1),
        )


def article(series: Series) -> Part:
    """One article, and a start that makes nothing."""
    text, programs = texts.article(series.folder), peers()
    for round_ in range(series.rounds):
        for jobs in (1, 2):
            series.own(text, jobs)
            series.same("1 and 2 processes", "cold", jobs)
        if not round_:
            series.own(text, 2, "kept", stock="a")
        series.own(text, 2, "unchanged", stock="a")
        series.others(text, programs, round_)
    return series.part("One article")


def articles(series: Series) -> Part:
    """Many articles in one run; the peers make a few, one after another."""
    some, programs = texts.articles(series.folder), peers()
    whole = Text("articles", tuple(text.sources[0] for text in some), some[0].markdown)
    series.counts[OURS] = len(some)
    for round_ in range(series.rounds):
        for jobs in (1, 2):
            series.own(whole, jobs)
        series.own(whole, 2, "kept" if not round_ else "unchanged", stock="b")
        if round_ == series.rounds - 1 and round_ == 0:
            series.own(whole, 2, "unchanged", stock="b")
        series.others(_few(some, series.folder), programs, round_)
    return series.part(f"{len(some)} articles")


def _few(some: Sequence[Text], folder: Path) -> Text:
    """One of the articles for the peers."""
    text = some[0]
    if not text.markdown.exists():
        text.markdown.write_text(texts.mended(text.sources[0]), encoding="utf-8")
    return text


def novel(series: Series) -> Part:
    """A long novel: cold, unchanged, with one, two and four processes."""
    return _book(series, texts.novel(series.folder), "684,000 characters (a novel)")


def six(series: Series) -> Part:
    """A novel of 600,000 characters."""
    return _book(series, texts.novel(series.folder, "sanguo-a"), "600,000 characters (a novel)")


def made_up(series: Series) -> Part:
    """A text for want of samples."""
    return _book(series, texts.made_up(series.folder), "100,000 characters (a text made up)")


def _book(series: Series, text: Text, title: str) -> Part:
    programs = peers()
    for round_ in range(series.rounds):
        for jobs in (1, 2, *(() if round_ else (4,))):
            series.own(text, jobs)
            series.same("1, 2 and 4 processes, cold and kept", "cold", jobs)
        if not round_:
            series.own(text, 2, "kept", stock="c")
            series.same("1, 2 and 4 processes, cold and kept", "kept", 2)
        series.own(text, 2, "unchanged", stock="c")
        series.same("1, 2 and 4 processes, cold and kept", "unchanged", 2)
        series.others(text, programs, round_)
    return series.part(title)


def chapters(series: Series) -> Part:
    """A book in a folder, of which one chapter changes."""
    text, programs = texts.chapters(series.folder), peers()
    files = sorted(text.sources[0].glob("*.md"))
    states = {"one chapter changed": "又记一笔。", "one chapter changed, a new character": "𠀀𪚥"}
    for jobs in (1, 2):
        series.own(text, jobs, "kept", stock=f"d{jobs}")
    for round_ in range(series.rounds):
        for number, (state, words) in enumerate(states.items()):
            file = files[len(files) // 2 + number]
            if number:
                words = words[round_ % len(words)]
            file.write_text(f"{file.read_text(encoding='utf-8')}\n\n{words}\n", encoding="utf-8")
            for jobs in (1, 2):
                series.own(text, jobs, state, stock=f"d{jobs}")
        series.others(text, {"typst": programs["typst"]}, round_)
    series.own(text, 2)
    for state, jobs in (("cold", 2), *((state, n) for n in (1, 2) for state in list(states)[1:])):
        series.same("the last change, from what was kept and from nothing", state, jobs)
    return series.part("A folder of 100 chapters, 684,000 characters")


def bound(series: Series) -> Part:
    """Two novels in one book; and the beginning of one, for the time a page."""
    text, programs = texts.bound(series.folder), peers()
    short = texts.novel(series.folder, characters=100_000)
    for round_ in range(series.rounds):
        for jobs in (1, 2):
            series.own(text, jobs)
            series.own(short, jobs, "100,000 characters")
            series.same("1 and 2 processes", "cold", jobs)
        series.others(text, {name: programs[name] for name in ("typst", "chromium")}, round_)
    return series.part("1,280,000 characters (two novels, bound)")


PARTS: dict[str, Callable[[Series], Part]] = {
    "article": article,
    "articles": articles,
    "made-up": made_up,
    "novel": novel,
    "six": six,
    "chapters": chapters,
    "bound": bound,
}


def names() -> Iterator[str]:
    """The names of all parts."""
    yield from PARTS
