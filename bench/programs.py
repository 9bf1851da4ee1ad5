"""A text → the commands with which keben and its peers make it, all on one page in one face.

What Typst, Chromium and WeasyPrint read is made of the same Markdown beforehand, which is not
counted; Pandoc with XeLaTeX reads the Markdown itself.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[1]
FONTS = ROOT / "fonts"
PEERS = Path(__file__).parent / ".venv" / "bin" / "python"

MEASURE, SIZE, PITCH, LINES = 26, 10.5, 18, 27
"""em, pt, pt, and lines to a page of A5: the type area of every program."""
WIDTH, HEIGHT = MEASURE * SIZE, LINES * PITCH
SIDE, HEAD = (148 / 25.4 * 72 - WIDTH) / 2, (210 / 25.4 * 72 - HEIGHT) / 2
"""pt of the margins."""

FACES = {"Serif": "NotoSerifCJK-Regular.ttc", "Sans": "NotoSansCJK-Bold.ttc"}
SIMPLIFIED = 2
"""The number of the mainland's face in both collections."""

TYPST = f"""\
#set page(width: 148mm, height: 210mm, margin: (x: {SIDE:.2f}pt, y: {HEAD:.2f}pt), numbering: "1")
#set text(font: "Noto Serif CJK SC", size: {SIZE}pt, lang: "zh", region: "cn")
#set text(top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, leading: {PITCH - SIZE}pt, spacing: {PITCH - SIZE}pt,
  first-line-indent: (amount: 2em, all: true))
#show heading: set text(font: "Noto Sans CJK SC", weight: "bold")
#show heading.where(level: 1): it => {{ pagebreak(weak: true); it }}
#let horizontalrule = line(length: 100%)
#outline()
"""
FACE_FILES = """\
@font-face { font-family: Noto Serif CJK SC; src: url(Serif.otf) }
@font-face { font-family: Noto Sans CJK SC; src: url(Sans.otf) }
"""
CSS = f"""\
@page {{ size: A5; margin: {HEAD:.2f}pt {SIDE:.2f}pt; @bottom-center {{ content: counter(page) }} }}
html, body {{ margin: 0; padding: 0; max-width: none }}
body {{ font: {SIZE}pt/{PITCH}pt Noto Serif CJK SC; text-align: justify }}
p {{ margin: 0; text-indent: 2em }}
h1, h2, h3 {{ font-family: Noto Sans CJK SC }}
h1 {{ break-before: page }}
"""
TYPST_PROGRAM = (
    "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"
)
PANDOC = "import sys, pypandoc, os; p = pypandoc.get_pandoc_path(); os.execv(p, [p, *sys.argv[1:]])"
NAMES = ("typst", "xelatex", "chromium", "weasyprint")
PAGE = (
    f"page.measure={MEASURE}",
    f"type.size={SIZE}",
    f"type.pitch={PITCH}",
    "page.paper=a5",
    *(f"faces.{use}=serif" for use in ("quote", "emphasis", "small")),
)
"""The settings with which keben makes the same page in the same two faces."""
BARE = ("--set", "pdf.profile=pdf/ua-1")
"""keben's options for a PDF that carries no source, as theirs carry none."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is to be made: ``sources`` are keben's own, with ``bind`` as the name of one book of
    several; ``markdown`` is what the others start from, its chapters at ``level``."""

    name: str
    sources: tuple[Path, ...]
    markdown: Path
    level: int = 1
    bind: str = ""


@dataclass(frozen=True, slots=True)
class Program:
    """A peer: its name with its version, and how the PDF of a text is made in a folder."""

    name: str
    command: Callable[[Text, Path], Sequence[str]]


def keben(
    text: Text, output: Path, *, jobs: int, cached: bool = False, options: Sequence[str] = ()
) -> tuple[str, ...]:
    """The command that makes PDF and EPUB of a text, and proves both."""
    sets = [part for each in PAGE for part in ("--set", each)]
    command = (sys.executable, str(ROOT / "build.py"), *map(str, text.sources), *sets, *options)
    bind = ("--bind", text.bind) if text.bind else ()
    return (
        *command,
        *bind,
        "-o",
        str(output),
        "-j",
        str(jobs),
        *(() if cached else ("--no-cache",)),
    )


def peers() -> dict[str, Program | str]:
    """The peers by their short names; in place of one that is not installed, why not."""
    if not PEERS.exists():
        return dict.fromkeys(NAMES, "bench/peers.sh was not run")
    found: dict[str, Program | str] = {"typst": Program(f"Typst {_peer('typst')}", _typst)}
    for name, tool, label, command in (
        ("xelatex", "xelatex", "Pandoc + XeLaTeX", _xelatex),
        ("chromium", "chromium", "Chromium", _chromium),
    ):
        path = shutil.which(tool)
        if path:
            number = next((w for w in _first_line(path, "--version").split() if w[0].isdigit()), "")
            found[name] = Program(f"{label} {number}".strip(), command)
        else:
            found[name] = "not installed"
    found["weasyprint"] = Program(f"WeasyPrint {version('weasyprint')}", _weasyprint)
    return found


def pandoc_version() -> str:
    """That of the Pandoc which XeLaTeX is called by."""
    return _first_line(str(PEERS), "-c", PANDOC, "--version").split()[-1] if PEERS.exists() else ""


def _pandoc(text: Text) -> tuple[str, ...]:
    shift = f"--shift-heading-level-by={1 - text.level}"
    return (str(PEERS), "-c", PANDOC, str(text.markdown), "--toc", "--toc-depth=1", shift)


def _converted(text: Text, kind: str) -> str:
    command = (*_pandoc(text), "-t", kind)
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def _typst(text: Text, folder: Path) -> Sequence[str]:
    source, pdf = folder / "text.typ", folder / "typst.pdf"
    if not source.exists():
        source.write_text(TYPST + _converted(text, "typst"), encoding="utf-8")
    return (str(PEERS), "-c", TYPST_PROGRAM, str(source), str(pdf), str(FONTS))


def _xelatex(text: Text, folder: Path) -> Sequence[str]:
    variables = (
        "documentclass=book",
        f"CJKmainfont={FACES['Serif']}",
        f"CJKoptions=Path={FONTS}/,FontIndex={SIMPLIFIED},BoldFont={FACES['Sans']}",
        f"geometry:paper=a5paper,hmargin={SIDE:.2f}pt,vmargin={HEAD:.2f}pt",
        f"linestretch={PITCH / 12:.2f}",
        "indent=true",
    )
    options = [part for each in variables for part in ("-V", each)]
    pdf = str(folder / "xelatex.pdf")
    return (*_pandoc(text), "--pdf-engine", shutil.which("xelatex") or "", *options, "-o", pdf)


def _chromium(text: Text, folder: Path) -> Sequence[str]:
    """Chromium prints before it has loaded a face, so it finds them among those installed."""
    page, fonts = _html(text, folder, "installed", ""), folder / "fonts.conf"
    cache = folder / "fontconfig"
    fonts.write_text(f"<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>")
    begin = ("/usr/bin/env", f"FONTCONFIG_FILE={fonts}", shutil.which("chromium") or "")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    profile = f"--user-data-dir={folder / 'profile'}"
    target = f"--print-to-pdf={folder / 'chromium.pdf'}"
    return (*begin, *flags, profile, target, page.as_uri())


def _weasyprint(text: Text, folder: Path) -> Sequence[str]:
    page, pdf = _html(text, folder, "plain", FACE_FILES), folder / "weasyprint.pdf"
    return (sys.executable, "-m", "weasyprint", "-q", str(page), str(pdf))


def _html(text: Text, folder: Path, name: str, faces: str) -> Path:
    """The text as HTML, and beside it each face in a file of its own."""
    for family, file in FACES.items():
        if not (folder / f"{family}.otf").exists():
            with TTFont(FONTS / file, fontNumber=SIMPLIFIED, lazy=True) as face:
                face.save(folder / f"{family}.otf")
    page = folder / f"{name}.html"
    if not page.exists():
        head = f'<!doctype html><html lang="zh"><meta charset="utf-8"><style>{faces}{CSS}</style>'
        page.write_text(f"{head}<body>{_converted(text, 'html')}", encoding="utf-8")
    return page


def _first_line(*command: str) -> str:
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return next(line for line in done.stdout.splitlines() if line.strip())


def _peer(package: str) -> str:
    program = "import sys, importlib.metadata as m; print(m.version(sys.argv[1]))"
    return _first_line(str(PEERS), "-c", program, package)
