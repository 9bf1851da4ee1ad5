"""`python -m bench.books FOLDER …`: a book folder is built, and what its sources hold is counted
again in both editions: pictures, tables, blocks of code, notes, and the entries of its contents.

The sources are counted by their lines, by rules that share nothing with keben's readers.
"""

from __future__ import annotations

import re
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2 as pdfium

from bench.measuring import measure_often
from keben import readers
from keben.catalogue import Manuscript, open_manuscript

ROOT = Path(__file__).parents[1]
XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
FENCE = re.compile(r"[\s>]*(?:[-*+]|\d+[.)])?[\s>]*(`{3,}|~{3,})(.*)")
DELIMITER = re.compile(r"[\s>]*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*|[\s>]*\|\s*:?-+:?\s*\|\s*")
IMAGE = re.compile(r"!\[(?:[^\[\]]|\[[^\]]*\])*\]\([^)]*\)|<img\b")
NOTE = re.compile(r"\s*\[\^([^\]]+)\]:")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
RAW = re.compile(r"\*\*\S|:::|\{\{#|!!!|\?\?\? ")
"""Marks that no reader should see outside code."""


def main(folders: list[str]) -> int:
    """Print the counts; 1 where a source and an edition differ."""
    failed = False
    for folder in map(Path, folders):
        with tempfile.TemporaryDirectory() as output:
            command = (sys.executable, str(ROOT / "build.py"), str(folder), "-o", output)
            timing = measure_often((*command, "--quiet", "--no-cache"), runs=1, warm_up=0)
            print(
                f"{folder.name}: {timing.wall:.0f} s, {timing.processor:.0f} s of processor, "
                f"{timing.memory:.0f} MB"
            )
            stem = Path(output) / folder.resolve().name
            wanted, epub = count_sources(folder), count_epub(stem.with_suffix(".epub"))
            for kind in ("pictures", "tables", "code", "notes"):
                failed |= wanted[kind] != epub[kind]
                print(f"  {kind}: {wanted[kind]} in the sources, {epub[kind]} in the EPUB")
            print(f"  marks outside code in the EPUB: {epub['marks']}")
            failed |= epub["marks"] > 0
            failed |= not _names_agree(folder, stem)
    return int(failed)


def count_sources(folder: Path) -> Counter[str]:
    """What the texts of a book hold, in those files that its contents name."""
    contents = open_manuscript(Manuscript("book", (folder,)), suffixes=readers.READERS)
    counts: Counter[str] = Counter()
    for source in contents.sources:
        counts += count_text(source.path.read_text(encoding="utf-8"))
    return counts


def count_text(text: str) -> Counter[str]:
    """What a Markdown text holds. A fence inside a list or a quotation counts too."""
    counts: Counter[str] = Counter()
    fence = ""
    before = ""
    for line in COMMENT.sub("", text).split("\n"):
        found = FENCE.fullmatch(line)
        if fence:
            if found and found[1].startswith(fence) and not found[2].strip():
                fence = ""
        elif found and "`" not in found[2]:
            fence = found[1]
            counts["code"] += 1
        else:
            bare = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", line)
            counts["tables"] += bool(DELIMITER.fullmatch(line)) and "|" in before
            counts["pictures"] += len(IMAGE.findall(bare))
            counts["notes"] += bool(NOTE.match(line))
        before = line
    return counts


def count_epub(path: Path) -> Counter[str]:
    """What the documents of an EPUB hold."""
    counts: Counter[str] = Counter()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.endswith(".xhtml") or name.endswith(("cover.xhtml", "nav.xhtml")):
                continue
            body = ElementTree.fromstring(archive.read(name))
            for element in body.iter():
                tag = element.tag.removeprefix(XHTML)
                kind = {"img": "pictures", "table": "tables", "pre": "code"}.get(tag)
                counts[kind or ""] += 1
                counts["notes"] += element.get(f"{OPS}type") == "footnote"
            for element in [e for e in body.iter() if e.tag in (f"{XHTML}pre", f"{XHTML}code")]:
                tail = element.tail
                element.clear()
                element.tail = tail
            counts["marks"] += len(RAW.findall("".join(body.itertext())))
    return counts


def _names_agree(folder: Path, stem: Path) -> bool:
    """True where navigation and bookmarks hold every entry of the contents, in order."""
    wanted = list(listed_names(folder))
    with zipfile.ZipFile(stem.with_suffix(".epub")) as archive:
        (nav,) = (name for name in archive.namelist() if name.endswith("nav.xhtml"))
        root = ElementTree.fromstring(archive.read(nav))
    toc = next(nav for nav in root.iter(f"{XHTML}nav") if nav.get(f"{OPS}type") == "toc")
    shown = ["".join(a.itertext()) for a in toc.iter(f"{XHTML}a") if "#" not in a.get("href", "")]
    marks = [m.get_title() for m in pdfium.PdfDocument(stem.with_suffix(".pdf")).get_toc()]
    agree = _squeezed(shown) == _squeezed(wanted)
    rest = iter(_squeezed(marks))
    in_order = all(any(mark == name for mark in rest) for name in _squeezed(wanted))
    print(f"  entries: {len(wanted)}, in the navigation exactly: {agree}, bookmarks: {in_order}")
    return agree and in_order


def _squeezed(names: list[str]) -> list[str]:
    return ["".join(name.split()) for name in names]


def listed_names(folder: Path) -> list[str]:
    """The names in SUMMARY.md (links, and heads over them) or in mkdocs.yml's nav; a page without
    a name is called by its head."""
    places = (folder / "src" / "SUMMARY.md", folder / "SUMMARY.md")
    if summary := next((path for path in places if path.exists()), None):
        lines = summary.read_text(encoding="utf-8").splitlines()[1:]
        found = (re.search(r"^#+ (.+)|\[((?:`[^`]*`|[^\]])+)\]\(", line) for line in lines)
        return [(m[1] or m[2]).replace("`", "") for m in found if m]
    nav = (folder / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    names = []
    for line in nav.splitlines():
        entry = re.match(r"\s*- (?:(.+?):)?\s*(\S.*)?$", line)
        if entry and entry[1]:
            names.append(entry[1].strip("'\""))
        elif entry and entry[2]:
            text = (folder / "docs" / entry[2]).read_text(encoding="utf-8")
            head = re.search(r"^# (.+?)(?:\s*\{.*\})?\s*$", text, re.MULTILINE)
            names.append(head[1].replace("`", "") if head else Path(entry[2]).stem)
    return names


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
