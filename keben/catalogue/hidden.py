"""A text for mdBook → the same without the lines of code that mdBook does not show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from keben.catalogue.splice import Line, join, lines_of
from keben.model import Source

_FENCE = re.compile(r"(?P<before>[ \t>]*)(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_RUST = re.compile(r"(?P<indent>\s*)#(?P<next>.?)(?P<rest>.*)")
_PREFIX = re.compile(r"""hidelines=(?:"([^"]*)"|'([^']*)'|([^,\s]+))""")


def drop_hidden_lines(source: Source, prefixes: Mapping[str, str]) -> Source:
    """Leave out what a reader of the website does not see: in Rust, lines that are ``#`` or begin
    with ``#`` and a blank (``##`` stands for ``#``); in any code, those with the prefix that the
    fence states as ``hidelines=…``, or ``prefixes`` for its language."""
    kept: list[Line] = []
    fence = _Fence("", "", None)
    changed = False
    for line in lines_of(source):
        if fence.mark:
            if fence.closes(line.text):
                fence = _Fence("", "", None)
            else:
                shown = fence.show(line.text)
                changed = changed or shown != line.text
                if shown is not None:
                    kept.append(replace(line, text=shown))
                continue
        elif found := _FENCE.fullmatch(line.text):
            fence = _Fence(found["before"], found["fence"], _hiding(found["info"], prefixes))
        kept.append(line)
    return join(source, kept) if changed else source


def _hiding(info: str, prefixes: Mapping[str, str]) -> str | None:
    """``rust``, the prefix of hidden lines, or None where none are hidden."""
    prefix = _PREFIX.search(info)
    if prefix:
        return next(group for group in prefix.groups() if group is not None)
    language = re.split(r"[,\s{]", info.strip(), maxsplit=1)[0]
    return "rust" if language == "rust" else prefixes.get(language) or None


class _Fence:
    def __init__(self, before: str, mark: str, hiding: str | None) -> None:
        self.quoted = ">" in before
        self.mark = mark
        self.hiding = hiding

    def closes(self, text: str) -> bool:
        found = _FENCE.fullmatch(text)
        if found is None or found["info"].strip():
            return False
        return found["fence"][0] == self.mark[0] and len(found["fence"]) >= len(self.mark)

    def show(self, text: str) -> str | None:
        """The line as it is shown; None for a hidden one."""
        if self.hiding is None:
            return text
        before = ""
        if self.quoted:
            quote = re.match(r"[ \t]*(?:>[ ]?)+", text)
            before = quote[0] if quote else ""
        code = text[len(before) :]
        if self.hiding != "rust":
            return None if code.lstrip().startswith(self.hiding) else text
        found = _RUST.fullmatch(code)
        if found is None:
            return text
        if found["next"] == "#":
            return f"{before}{found['indent']}#{found['rest']}"
        return text if found["next"].strip() else None
