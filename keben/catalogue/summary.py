"""The text of a SUMMARY.md, as mdBook and HonKit have them → its entries, nested and in order."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import unquote

LINK = re.compile(
    r"""\[(?P<label>(?:\\.|`[^`]*`|\[[^\[\]]*\]|[^\[\]\\])*)\]
        \(\s*(?:<(?P<angled>[^<>]*)>|(?P<target>(?:\\.|\([^()\s]*\)|[^()\s])*))
        (?:\s+(?:"[^"]*"|'[^']*'))?\s*\)""",
    re.VERBOSE,
)
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|\d+[.)])[ \t]+(?P<text>.+)")
_HEAD = re.compile(r" {0,3}#{1,6}[ \t]+(?P<text>.+?)(?:[ \t]+#*)?[ \t]*$")
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+)$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CODE = re.compile(r"(`+)(.+?)\1")
_MARKS = re.compile(r"(\*\*|__|~~|(?<!\w)[*_])(?=\S)(.+?)(?<=\S)\1")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_TAB = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. ``target`` is the path that it names, decoded, without ``anchor``; empty for a
    draft or a mere head. ``line`` is its line in the file."""

    label: str
    target: str
    line: int
    anchor: str = ""
    below: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under one part title; the title is empty for those before the first."""

    title: str
    items: tuple[Item, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """``front`` are the links before any list, ``back`` those behind the last one."""

    front: tuple[Item, ...]
    sections: tuple[Section, ...]
    back: tuple[Item, ...]


def parse_summary(text: str) -> Summary:
    """Read a SUMMARY.md. What is neither a head, a list item nor a link is prose and passed over.

    The first head is the file's own title when nothing stands before it; every other head opens a
    part, whatever its level.
    """
    reading = _Reading()
    blanked = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text.removeprefix("\ufeff"))
    for number, line in enumerate(blanked.splitlines(), start=1):
        reading.take(line, number)
    return reading.result()


def plain_label(text: str) -> str:
    """A label without its marks: what is code stays as it is, other marks and tags go."""
    parts: list[str] = []
    end = 0
    for found in _CODE.finditer(text):
        parts += [_without_marks(text[end : found.start()]), found[2].strip()]
        end = found.end()
    return " ".join("".join([*parts, _without_marks(text[end:])]).split())


def _without_marks(text: str) -> str:
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[1])
        return "\0"

    text = re.sub(r"\\([!-/:-@\[-`{-~])", hold, text)
    while (shorter := _MARKS.sub(r"\2", text)) != text:
        text = shorter
    text = html.unescape(_TAG.sub("", text))
    return re.sub("\0", lambda _: held.pop(0), text)


@dataclass(slots=True)
class _Open:
    """An entry that may still get entries below it; ``indent`` is its column."""

    indent: int
    item: Item
    below: list[_Open]


class _Reading:
    def __init__(self) -> None:
        self.front: list[Item] = []
        self.sections: list[tuple[str, int, list[_Open]]] = []
        self.loose: list[Item] = []
        self.path: list[_Open] = []
        self.titled = False

    def take(self, line: str, number: int) -> None:
        if head := _HEAD.match(line):
            self._head(plain_label(head["text"]), number)
        elif _RULE.match(line):
            self.path.clear()
        elif item := _ITEM.match(line):
            entry = _item(item["text"], number)
            if entry:
                self._listed(len(item["indent"].replace("\t", " " * _TAB)), entry)
        else:
            for found in LINK.finditer(line):
                entry = _linked(found, number)
                (self.loose if self._lists() else self.front).append(entry)

    def _lists(self) -> bool:
        return any(entries for _, _, entries in self.sections)

    def _head(self, title: str, number: int) -> None:
        self.path.clear()
        first = not self.titled and not self.front and not self.sections
        self.titled = True
        if not first:
            self._settle_loose()
            self.sections.append((title, number, []))

    def _listed(self, indent: int, item: Item) -> None:
        self._settle_loose()
        if not self.sections:
            self.sections.append(("", 0, []))
        entry = _Open(indent, item, [])
        while self.path and self.path[-1].indent >= indent:
            self.path.pop()
        (self.path[-1].below if self.path else self.sections[-1][2]).append(entry)
        self.path.append(entry)

    def _settle_loose(self) -> None:
        """Links outside a list that lists follow again are chapters like the others."""
        if self.loose:
            self.sections[-1][2].extend(_Open(0, item, []) for item in self.loose)
            self.loose = []

    def result(self) -> Summary:
        sections = (Section(t, tuple(map(_closed, e)), n) for t, n, e in self.sections if e)
        return Summary(tuple(self.front), tuple(sections), tuple(self.loose))


def _closed(entry: _Open) -> Item:
    below = tuple(_closed(inner) for inner in entry.below)
    return Item(entry.item.label, entry.item.target, entry.item.line, entry.item.anchor, below)


def _item(text: str, number: int) -> Item | None:
    found = LINK.search(text)
    if found:
        return _linked(found, number)
    label = plain_label(text)
    return Item(label, "", number) if label else None


def _linked(found: re.Match[str], number: int) -> Item:
    target = found["angled"] if found["angled"] is not None else found["target"]
    target = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", target)
    if re.match(r"[A-Za-z][\w+.-]*:", target):
        return Item(plain_label(found["label"]), target, number)
    path, _, anchor = target.partition("#")
    return Item(plain_label(found["label"]), unquote(path), number, unquote(anchor))
