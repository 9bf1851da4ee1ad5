"""A book's folder (mdBook or MkDocs) → what its texts hold, counted line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

_FENCE = re.compile(r"(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)$")
_DELIMITER = re.compile(r"\|?(\s*:?-+:?\s*\|)+(\s*:?-+:?\s*)?$|:?-+:?\s*(\|\s*:?-+:?\s*)+$")
_PICTURE = re.compile(r"!\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<address>[^()\s]+)[^()]*\)")
_HTML_PICTURE_TAG = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_HTML_PICTURE = re.compile(
    r"<img\b(?=[^>]*?\bsrc=[\"']?(?P<address>[^\"'\s>]+))(?=(?:[^>]*?\balt=[\"'](?P<words>[^\"']*))?)",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOTE = re.compile(r"\[\^[^\]]+\]:")
_LINK = re.compile(r"\[(?P<label>.+?)\]\((?P<target>[^()]*)\)")
_CONTAINER = re.compile(r"^(?:>[ ]?|[ \t]+|[-*+][ \t]+|\d+[.)][ \t]+)*")


@dataclass(frozen=True, slots=True)
class Written:
    """``entries`` are the names in the list of contents; those of pages without one are left out.
    Pictures are those whose file is in the folder; ``pixels`` are those that are no drawings,
    ``described`` those with words for them."""

    entries: tuple[str, ...]
    pictures: int
    pixels: int
    described: int
    tables: int
    code: int
    notes: int


def read_folder(folder: Path) -> Written:
    """Count a whole book. Raises OSError, ValueError."""
    if (folder / "mkdocs.yml").is_file():
        entries, paths = _mkdocs(folder)
    else:
        entries, paths = _mdbook(folder)
    counts = [_count(path) for path in paths]
    return Written(tuple(entries), *(sum(column) for column in zip(*counts, strict=True)))


def _mdbook(folder: Path) -> tuple[list[str], list[Path]]:
    """The lines of SUMMARY.md; heads behind the first are parts."""
    entries: list[str] = []
    paths: list[Path] = []
    top = folder / "src"
    first = True
    for line in (top / "SUMMARY.md").read_text(encoding="utf-8").splitlines():
        if head := re.match(r"#+\s+(.+)", line):
            entries += [] if first else [head[1].strip()]
            first = False
        for link in _LINK.finditer(line):
            entries.append(re.sub(r"[`*]", "", link["label"]))
            paths.append(top / link["target"])
    return entries, paths


class _Loader(yaml.SafeLoader):
    """YAML whose unknown tags are nothing."""


_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)


def _mkdocs(folder: Path) -> tuple[list[str], list[Path]]:
    settings = yaml.load((folder / "mkdocs.yml").read_text(encoding="utf-8"), Loader=_Loader)
    entries: list[str] = []
    paths: list[Path] = []

    def take(items: list[object]) -> None:
        for item in items:
            for name, value in item.items() if isinstance(item, dict) else (("", item),):
                entries.extend([str(name)] if name else [])
                if isinstance(value, list):
                    take(value)
                else:
                    paths.append(folder / "docs" / str(value))

    take(settings["nav"])
    return entries, paths


def _count(path: Path) -> tuple[int, ...]:
    """The numbers of :class:`Written` for one text."""
    pictures = pixels = described = tables = code = notes = 0
    text = path.read_text(encoding="utf-8")
    above = ""
    text = _HTML_PICTURE_TAG.sub(lambda tag: " ".join(tag[0].split()), _COMMENT.sub("", text))
    for line, is_code in _lines(text):
        if is_code:
            code += line == ""
            above = ""
            continue
        bare = _SPAN.sub("x", line)
        for found in (*_PICTURE.finditer(bare), *_HTML_PICTURE.finditer(bare)):
            is_there = (path.parent / found["address"]).is_file()
            pictures += is_there
            pixels += is_there and not found["address"].endswith(".svg")
            described += is_there and bool(found["words"].strip())
        notes += bool(_NOTE.match(bare.strip()))
        tables += bool(_DELIMITER.match(bare.strip())) and "|" in above
        tables += len(re.findall(r"<table\b", bare))
        code += len(re.findall(r"<pre\b", bare))
        above = bare
    return pictures, pixels, described, tables, code, notes


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Each line outside code; for each block of code one empty line that is code."""
    fence = above = ""
    is_block = False
    for line in text.splitlines():
        if not fence and _is_indented(line, above):
            if not is_block:
                yield "", True
            is_block = True
            continue
        is_block = is_block and not line.strip()
        above = line if line.strip() else f"{above}\n"
        bare = line[len((_CONTAINER.match(line) or [""])[0]) :] if not fence else line.strip("> \t")
        found = _FENCE.match(bare)
        if fence:
            if found and not found["info"].strip() and found["mark"].startswith(fence):
                fence = ""
        elif found:
            fence = found["mark"]
            yield "", True
        else:
            yield line, False


def _is_indented(line: str, above: str) -> bool:
    """True for a line of code told by four blanks alone, behind a blank line and what holds no
    other blocks."""
    opens = re.match(r"\s|[-*+][ \t]|\d+[.)][ \t]|!!!|\?\?\?|===|:[ \t]|\[\^", above)
    return line.startswith("    ") and bool(line.strip()) and above.endswith("\n") and not opens
