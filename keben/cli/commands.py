"""The commands and their options."""

from __future__ import annotations

from pathlib import Path

import click

from keben import __version__

OTHERS = """\b
Other commands:
  keben repair   print a text mended, as Markdown, and what was done to it
  keben proof    check finished files
  keben rebuild  build an archive again, say whether the bytes are the same
  keben themes   list the themes
  keben fonts    list the faces
  keben doctor   check this machine
"""


def _tell_version(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(f"keben {__version__}")
        context.exit()


@click.command(epilog=OTHERS)
@click.argument(
    "sources", nargs=-1, type=click.Path(readable=False, path_type=Path), metavar="[SOURCE …]"
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("dist"), metavar="DIR",
    help="Where the files go.  [dist]",
)  # fmt: skip
@click.option("-f", "--format", "formats", default="pdf,epub", help="Or archive.  [pdf,epub]")
@click.option("-t", "--theme", help="By default handout for one article, book for several.")
@click.option("--bind", metavar="NAME", default="", help="Bind the sources into one book.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Fill SOURCE, a template, once for each row (.csv, .xlsx, .json, .yaml).",
)
@click.option("--name", default="", metavar="PATTERN", help="Of the copies: {{ column }}.")
@click.option("--one-file", is_flag=True, help="Join the copies in one PDF, for a printer.")
@click.option("--paper", help="a3 to a5, b5, jis-b5, 16k, 32k, letter, legal, or WxHmm.")
@click.option("--landscape", is_flag=True, help="The paper's longer side lies across.")
@click.option("--columns", type=int, metavar="N", help="Columns of text beside each other, 1 to 3.")
@click.option("--impose", metavar="FORM", help="Sheets too: booklet, 2up, 4up … or cutstack.")
@click.option("--prepress", is_flag=True, help="A file for a print shop too (PDF/X-4).")
@click.option("--fit", type=int, metavar="N", help="Set the text so that it takes N pages.")
@click.option("--large-print", is_flag=True, help="Set it for readers who see little.")
@click.option("--gray", is_flag=True, help="Print in greys, pictures too.")
@click.option("--draft", is_flag=True, help="Number lines, leave a wide margin for comments.")
@click.option("--vertical", is_flag=True, help="Set columns from right to left (zh, ja, ko).")
@click.option("--answers", help="Of a class: show them, hide them, or put them at the end.")
@click.option("--language", help="zh-Hans, zh-Hant, ja, ko, en …; by default told from the text.")
@click.option(
    "--variant", metavar="TAG,…", help="Convert: zh-Hans, zh-Hant, zh-Hant-TW, zh-Hant-HK."
)
@click.option("--annotate", help="Readings: pinyin, zhuyin, jyutping or furigana.")
@click.option("--parallel", metavar="FILE", help="Set another text beside the SOURCE.")
@click.option("--set", "assignments", multiple=True, metavar="KEY=VALUE", help="Any setting.")
@click.option("--encoding", help="Of the sources; by default proved from their bytes.")
@click.option("--repair", "level", help="How far raw text is mended: none, safe or full.  [full]")
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Processes.  [one a processor]")
@click.option("--no-proof", is_flag=True, help="Do not read the finished files back.")
@click.option("--force", is_flag=True, help="Make again what has not changed since it was made.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep files made before.")
@click.option("--strict", is_flag=True, help="Take every warning for an error.")
@click.option("--quiet", is_flag=True, help="Print errors and paths only.")
@click.option("--json", "as_json", is_flag=True, help="Print what was made and found as JSON.")
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_tell_version,
    help="Print the version.",
)  # fmt: skip
def build(
    sources: tuple[Path, ...],
    output: Path,
    formats: str,
    theme: str | None,
    bind: str,
    data: Path | None,
    name: str,
    one_file: bool,
    paper: str | None,
    landscape: bool,
    columns: int | None,
    impose: str | None,
    prepress: bool,
    fit: int | None,
    large_print: bool,
    gray: bool,
    draft: bool,
    vertical: bool,
    answers: str | None,
    language: str | None,
    variant: str | None,
    annotate: str | None,
    parallel: str | None,
    assignments: tuple[str, ...],
    encoding: str | None,
    level: str | None,
    jobs: int | None,
    no_proof: bool,
    force: bool,
    no_cache: bool,
    strict: bool,
    quiet: bool,
    as_json: bool,
) -> int:
    """Make a printed edition and an e-reader edition of each SOURCE: a text (.md, .txt), or a
    folder of texts, which is a book. Without SOURCE, of everything in content/.
    """
    from keben.cli.building import Request, named_from, run

    flags = {
        "--theme": ("theme", theme),
        "--paper": ("page.paper", paper),
        "--landscape": ("page.orientation", "landscape" if landscape else None),
        "--columns": ("page.columns", columns),
        "--impose": ("impose.form", impose),
        "--prepress": ("prepress.profile", "pdf/x-4" if prepress else None),
        "--fit": ("fit.pages", fit),
        "--large-print": ("large_print", large_print or None),
        "--gray": ("gray", gray or None),
        "--draft": ("draft", draft or None),
        "--vertical": ("vertical", vertical or None),
        "--answers": ("classroom.answers", answers),
        "--language": ("language", language),
        "--variant": ("variants.to", variant),
        "--annotate": ("annotate.using", annotate),
        "--parallel": ("parallel.text", parallel and named_from(sources, parallel)),
        "--encoding": ("encoding", encoding),
        "--repair": ("repair.level", level),
        "--no-proof": ("proof", False if no_proof else None),
        "--strict": ("strict", strict or None),
    }
    request = Request(
        sources=sources,
        output=output,
        formats=formats,
        bind=bind,
        flags={option: given for option, given in flags.items() if given[1] is not None},
        assignments=assignments,
        jobs=jobs,
        cached=not no_cache,
        force=force,
        data=data,
        name=name,
        one_file=one_file,
    )
    return run(request, quiet=quiet, as_json=as_json)


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the report there, not on standard error.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the report as JSON.")
@click.option("--encoding", help="Of the source; by default proved from its bytes.")
@click.option("--repair", "level", help="How far to go: none, safe or full.  [full]")
@click.option("--set", "assignments", multiple=True, metavar="KEY=VALUE", help="Any setting.")
def repair(
    source: Path,
    report: Path | None,
    as_json: bool,
    encoding: str | None,
    level: str | None,
    assignments: tuple[str, ...],
) -> int:
    """Print the text of SOURCE mended, as Markdown that makes the same book, and on standard error
    every change: its place, its rule, its evidence and how sure it is, doubtful ones first.
    """
    from keben.cli.building import layers_of
    from keben.cli.mending import run

    flags = {"--encoding": ("encoding", encoding), "--repair": ("repair.level", level)}
    given = {option: flag for option, flag in flags.items() if flag[1] is not None}
    return run(source, layers_of(given, assignments), report=report, as_json=as_json)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE …")
@click.option(
    "--against", type=click.Path(path_type=Path), metavar="SOURCE",
    help="Compare with this source, read anew, instead.",
)  # fmt: skip
@click.option("--set", "assignments", multiple=True, metavar="KEY=VALUE", help="Any setting.")
@click.option("--strict", is_flag=True, help="Take every warning for an error.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def proof(
    files: tuple[Path, ...],
    against: Path | None,
    assignments: tuple[str, ...],
    strict: bool,
    as_json: bool,
) -> int:
    """Check finished FILEs (.pdf, .epub, .zip): that nothing of the source is lost, changed or
    added; fonts, glyphs, code points, how lines are set; the checksums of an archive. The source is
    the one that the PDF, the PDF beside the EPUB, or the archive carries.
    """
    from keben.cli.building import layers_of
    from keben.cli.proofing import run

    layers = layers_of({}, assignments)
    return run(files, against=against, layers=layers, strict=strict, as_json=as_json)


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="DIR",
    help="Keep what is built there; by default it is only compared.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def rebuild(archive: Path, output: Path | None, as_json: bool) -> int:
    """Build ARCHIVE again, from nothing but itself, and say whether the bytes are the same, and
    which tools have another version since.
    """
    from keben.cli.rebuilding import run

    return run(archive, output=output, as_json=as_json)


@click.command()
def themes() -> int:
    """List the themes."""
    from keben.cli.inspecting import list_themes

    return list_themes()


@click.command()
def fonts() -> int:
    """List the faces: family, name, languages, state."""
    from keben.cli.inspecting import list_fonts

    return list_fonts()


@click.command()
def doctor() -> int:
    """Check that this machine has what building needs."""
    from keben.cli.inspecting import examine

    return examine()


DEFAULT: click.Command = build
COMMANDS: dict[str, click.Command] = {
    "repair": repair,
    "proof": proof,
    "rebuild": rebuild,
    "themes": themes,
    "fonts": fonts,
    "doctor": doctor,
}
