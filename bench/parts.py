"""Texts → their figures: each part of the measurement, by its name."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench import texts
from bench.figures import NO_SOURCE, OURS, Part, Row
from bench.measuring import Cost, measure, median
from bench.programs import BARE, Program, Text, keben, peers
from keben.pdfium import opened


@dataclass(slots=True)
class Series:
    """Programs that take turns, and what each needed: ``costs`` by program, state and processes,
    ``made`` the files of the last time, ``refused`` why a program made none, ``counts`` how many
    texts a program makes in one run, ``hashes`` of files that are to be the same."""

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
        output = self.folder / f"out-{sum(map(len, self.costs.values()))}"
        stem = text.bind or text.sources[0].stem
        options = BARE if state == NO_SOURCE else ()
        command = keben(text, output, jobs=jobs, cached=bool(stock), options=options)
        self._run(OURS, state, jobs, command, stock)
        files = tuple(output / f"{stem}.{kind}" for kind in ("pdf", "epub"))
        old = self.made.get((OURS, state, jobs))
        self.made[OURS, state, jobs] = files
        if old:
            shutil.rmtree(old[0].parent)

    def others(self, text: Text, programs: Mapping[str, Program | str], round_: int) -> None:
        """Let the peers that were asked for make a text; the slowest only in the first round."""
        for name, program in programs.items():
            if name not in self.asked or (round_ and name == "weasyprint"):
                continue
            if isinstance(program, str):
                self.refused[name] = program
                continue
            try:
                self._run(program.name, "cold", 1, program.command(text, self.folder))
            except (RuntimeError, subprocess.CalledProcessError) as error:
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
        folder = self.made[OURS, state, jobs][0].parent
        files = (path for path in sorted(folder.iterdir()) if path.suffix in (".pdf", ".epub"))
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
    text = texts.article(series.folder)
    return _rounds(series, text, text, "One article")


def articles(series: Series) -> Part:
    """Many articles in one run; each peer makes the first of them."""
    some = texts.articles(series.folder)
    one = texts.as_markdown(some[0])
    whole = Text("articles", tuple(text.sources[0] for text in some), one.markdown)
    series.counts[OURS] = len(some)
    return _rounds(series, whole, one, f"{len(some)} articles")


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
    return _rounds(series, text, text, title, most=4)


def _rounds(series: Series, text: Text, theirs: Text, title: str, *, most: int = 2) -> Part:
    """keben from nothing, with ``most`` processes in the first round, then with what it kept; a
    book once without its source too; and the peers."""
    programs, same = peers(), "all processes, cold and kept"
    for round_ in range(series.rounds):
        for jobs in (1, 2, *((most,) if most > 2 and not round_ else ())):
            series.own(text, jobs)
            series.same(same, "cold", jobs)
        for state in ("unchanged",) if round_ else ("kept", "unchanged"):
            series.own(text, 2, state, stock="c")
            series.same(same, state, 2)
        if most > 2 and not round_:
            series.own(text, 2, NO_SOURCE)
        series.others(theirs, programs, round_)
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
