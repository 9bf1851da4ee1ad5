"""`python -m validation.books FOLDER FILES`: a book's folder against the editions made of it.

What the sources hold is counted line by line with none of the program's own readers, and compared
with what the finished files hold: the list of contents with the navigation and the bookmarks; the
pictures, tables, blocks of code and notes; marks of Markdown that were left standing; characters
that stand outside the type area. FILES is the path of the files without their suffix.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from validation.finished import Finished, read_epub, read_pdf
from validation.overflow import overflowing
from validation.written import read_folder

COUNTED = ("pictures", "pixels", "described", "tables", "code", "notes")


def compare(folder: Path, files: Path) -> Iterator[tuple[str, bool, str]]:
    """Each thing compared: what it is, whether it is right, and what was seen."""
    written = read_folder(folder)
    epub = read_epub(files.with_name(f"{files.name}.epub"))
    pdf_file = files.with_name(f"{files.name}.pdf")
    pdf = read_pdf(pdf_file)
    for name, made in (("navigation", epub), ("bookmarks", pdf)):
        missing = _out_of_order(written.entries, made.entries)
        seen = f"{len(written.entries)} entries in order" if not missing else f"not: {missing}"
        yield f"{name}: the list of contents", not missing, seen
    yield "bookmarks: as the navigation", epub.entries == pdf.entries, f"{len(pdf.entries)} lines"
    for name in COUNTED:
        expected = getattr(written, name)
        for kind, made in (("EPUB", epub), ("PDF", pdf)):
            if name == "pictures" and kind == "PDF":
                continue  # a picture without words is none of its structure elements
            found = getattr(made, name)
            found -= epub.lone if name == "code" and kind == "PDF" else 0
            yield f"{name}: {kind}", found == expected, f"{found} of {expected}"
    yield from _marks(epub)
    outside = list(overflowing(pdf_file))
    told = f"{len(outside)} characters" + (f", first on page {outside[0]}" if outside else "")
    yield "outside the type area: PDF", not outside, told


def _marks(made: Finished) -> Iterator[tuple[str, bool, str]]:
    for mark in ("**", ":::", "{{#", "!!!"):
        lines = [line for line in made.lines if mark in line]
        yield f'"{mark}" outside code', not lines, lines[0].strip()[:60] if lines else "none"


def _out_of_order(wanted: tuple[str, ...], found: tuple[str, ...]) -> str:
    """The first entry that does not follow those before it; empty where all do."""
    rest = iter(found)
    return next((entry for entry in wanted if not any(entry == one for one in rest)), "")


def main(arguments: list[str]) -> int:
    """0 where everything agrees."""
    if len(arguments) != 2:
        print(__doc__)
        return 2
    bad = 0
    for name, is_right, seen in compare(Path(arguments[0]), Path(arguments[1])):
        bad += not is_right
        print(f"{'pass' if is_right else 'FAIL'}  {name:<34} {seen}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
