"""`python -m bench.peers [SOURCE]`: one text made by keben and by others, in one run, on one page.

keben makes PDF and EPUB and proves both; Pandoc with XeLaTeX, Typst and WeasyPrint alone make the
PDF. All start from the same Markdown; what Typst and WeasyPrint read is made beforehand, which
is not counted. The table goes to standard output and to RESULTS.md.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.composition import SENTENCES
from bench.timing import Timing, time_command
from keben.pdfium import opened

ROOT = Path(__file__).parents[1]
FONTS = ROOT / "fonts"
PEERS = Path(__file__).parent / ".venv" / "bin" / "python"
RESULTS = Path(__file__).parent / "RESULTS.md"
CHARACTERS = 100_000
"""Of the text that is written where none is named."""
CHAPTER = 5_000
"""Characters of each of its chapters."""

MEASURE, SIZE, PITCH, LINES = 26, 10.5, 18, 27
"""em, pt, pt, and lines to a page of A5: the type area of every row."""
WIDTH, HEIGHT = MEASURE * SIZE, LINES * PITCH
SIDE, HEAD = (148 / 25.4 * 72 - WIDTH) / 2, (210 / 25.4 * 72 - HEIGHT) / 2
"""pt of the margins."""

TYPST = f"""\
#set page(width: 148mm, height: 210mm, margin: (x: {SIDE:.2f}pt, y: {HEAD:.2f}pt), numbering: "1")
#set text(font: "Noto Serif CJK SC", size: {SIZE}pt, lang: "zh", region: "cn")
#set text(top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, leading: {PITCH - SIZE}pt, spacing: {PITCH - SIZE}pt,
  first-line-indent: (amount: 2em, all: true))
#show heading.where(level: 1): it => {{ pagebreak(weak: true); it }}
#let horizontalrule = line(length: 100%)
#outline()
"""
CSS = f"""\
@font-face {{ font-family: Serif; src: url({(FONTS / "NotoSerifCJK-Regular.ttc").as_uri()}) }}
@font-face {{ font-family: Sans; src: url({(FONTS / "NotoSansCJK-Bold.ttc").as_uri()}) }}
@page {{ size: A5; margin: {HEAD:.2f}pt {SIDE:.2f}pt; @bottom-center {{ content: counter(page) }} }}
body {{ margin: 0; font: {SIZE}pt/{PITCH}pt Serif; text-align: justify }}
p {{ margin: 0; text-indent: 2em }}
h1, h2, h3 {{ font-family: Sans }}
h1 {{ break-before: page }}
"""
TYPST_PROGRAM = (
    "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"
)
PANDOC = "import sys, pypandoc, os; p = pypandoc.get_pandoc_path(); os.execv(p, [p, *sys.argv[1:]])"


@dataclass(frozen=True, slots=True)
class Row:
    """What one program needed, and what it made; no ``timing`` where it could not be run."""

    name: str
    made: str
    timing: Timing | None = None
    files: tuple[Path, ...] = ()
    why_not: str = ""


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write RESULTS.md."""
    if not PEERS.exists():
        print("bench: run bench/peers.sh first.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        markdown = folder / "text.md"
        text = _read(Path(arguments[0])) if arguments else _written(CHARACTERS)
        markdown.write_text(text, encoding="utf-8")
        rows = list(_rows(markdown))
        table = "\n".join(_table(rows))
    title = (
        f"{Path(arguments[0]).stem if arguments else 'a text made up'}, {len(text):,} characters"
    )
    section = f"## {title}\n\n{_machine()}\n\n{table}\n"
    print(section)
    _keep(title, section)
    return 0


def _written(characters: int) -> str:
    """Chapters of Chinese with marks, figures and quotations."""
    parts: list[str] = []
    written = 0
    while written < characters:
        parts.append(f"# 第{written // CHAPTER + 1}章")
        end = written + CHAPTER
        while written < end:
            count = 3 + len(parts) % 3
            parts.append(
                "".join(SENTENCES[(len(parts) + n) % len(SENTENCES)] for n in range(count))
            )
            written += len(parts[-1])
    return "\n\n".join(parts) + "\n"


def _read(source: Path) -> str:
    """A text as Markdown: raw text as keben mends it, so that all read the same."""
    if source.suffix == ".md":
        return source.read_text(encoding="utf-8")
    command = [sys.executable, str(ROOT / "build.py"), "repair", str(source)]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def _rows(markdown: Path) -> Iterator[Row]:
    yield _keben(markdown)
    pandoc = (str(PEERS), "-c", PANDOC, str(markdown), "--toc")
    yield _xelatex(markdown.with_name("xelatex.pdf"), pandoc)
    yield _typst(markdown, pandoc)
    html, pdf = markdown.with_name("plain.html"), markdown.with_name("weasyprint.pdf")
    style = markdown.with_name("plain.css")
    style.write_text(CSS, encoding="utf-8")
    subprocess.run([*pandoc, "-s", "-t", "html", "-V", "lang=zh", "-o", str(html)], check=True)
    command = (sys.executable, "-m", "weasyprint", "-q", "-s", str(style), str(html), str(pdf))
    yield _run(f"WeasyPrint {version('weasyprint')} alone", "PDF", command, pdf)


def _keben(markdown: Path) -> Row:
    output = markdown.parent / "keben"
    sets = ("page.paper=a5", f"page.measure={MEASURE}", f"type.size={SIZE}", f"type.pitch={PITCH}")
    options = [part for each in sets for part in ("--set", each)]
    command = (sys.executable, str(ROOT / "build.py"), str(markdown), "-o", str(output))
    files = (output / "text.pdf", output / "text.epub")
    return _run("keben", "PDF + EPUB + proof", (*command, "--no-cache", *options), *files)


def _xelatex(pdf: Path, pandoc: Sequence[str]) -> Row:
    name = "Pandoc + XeLaTeX"
    engine = shutil.which("xelatex")
    if engine is None:
        return Row(name, "PDF", why_not="not installed")
    variables = (
        "documentclass=book",
        "CJKmainfont=NotoSerifCJK-Regular.ttc",
        f"CJKoptions=Path={FONTS}/,FontIndex=2,BoldFont=NotoSansCJK-Bold.ttc",
        f"geometry:paper=a5paper,hmargin={SIDE:.2f}pt,vmargin={HEAD:.2f}pt",
        f"linestretch={PITCH / 12:.2f}",
        "indent=true",
    )
    options = [part for each in variables for part in ("-V", each)]
    command = (*pandoc, "--pdf-engine", engine, *options, "-o", str(pdf))
    return _run(f"{name} ({_first_line(engine, '--version')})", "PDF", command, pdf)


def _typst(markdown: Path, pandoc: Sequence[str]) -> Row:
    typ, pdf = markdown.with_name("text.typ"), markdown.with_name("typst.pdf")
    body = subprocess.run(
        [*pandoc, "-t", "typst"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    typ.write_text(TYPST + body, encoding="utf-8")
    command = (str(PEERS), "-c", TYPST_PROGRAM, str(typ), str(pdf), str(FONTS))
    return _run(f"Typst {_peer('typst')}", "PDF", command, pdf)


def _run(name: str, made: str, command: Sequence[str], *files: Path) -> Row:
    print(f"bench: {name} …", file=sys.stderr, flush=True)
    try:
        return Row(name, made, time_command(command, runs=1, warm_up=0), files)
    except RuntimeError as error:
        return Row(name, made, why_not=f"failed: {str(error).rpartition(' ended')[2].strip()}")


def _table(rows: Sequence[Row]) -> Iterator[str]:
    own = rows[0].timing
    yield "| program | makes | processor, s | to keben | wall, s | peak, MB | PDF, kB | pages |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|"
    for row in rows:
        if row.timing is None:
            yield f"| {row.name} | {row.made} | {row.why_not} | | | | | |"
            continue
        ratio = row.timing.processor / own.processor if own else 0.0
        with opened(row.files[0]) as pdf:
            pages = len(pdf)
        size = row.files[0].stat().st_size / 1000
        yield (
            f"| {row.name} | {row.made} | {row.timing.processor:.1f} | {ratio:.2f} | "
            f"{row.timing.wall:.1f} | {row.timing.memory:.0f} | {size:.0f} | {pages} |"
        )


def _machine() -> str:
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}; {os.cpu_count()} processors ({model}), load {load:.1f} on "
        f"each; {platform.system()}, Python {platform.python_version()}, "
        f"Pandoc {_first_line(str(PEERS), '-c', PANDOC, '--version').split()[-1]}."
    )


def _first_line(*command: str) -> str:
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.splitlines()[0]


def _peer(package: str) -> str:
    program = "import sys, importlib.metadata as m; print(m.version(sys.argv[1]))"
    return _first_line(str(PEERS), "-c", program, package)


def _keep(title: str, section: str) -> None:
    """Put the section into RESULTS.md in place of an older one of the same text."""
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Measured\n"
    first, *sections = old.split("\n## ")
    kept = [part for part in sections if not part.startswith(f"{title}\n")]
    whole = "\n## ".join((first.rstrip("\n") + "\n", *(p.rstrip("\n") + "\n" for p in kept)))
    RESULTS.write_text(f"{whole}\n{section}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
