"""A run of parts (Markdown's marks and HTML tags, one after another) → inlines, with blocks where
the run's HTML makes some."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from keben.model import Code, CrossReference, Image, LineBreak, Math, SceneBreak, Text
from keben.readers.markdown.citations import citation
from keben.readers.markdown.elements import raw_code, shape
from keben.readers.markdown.findings import Trouble
from keben.readers.markdown.inline_rules import parse_attributes
from keben.readers.markdown.parse import Node
from keben.readers.markdown.pieces import Piece
from keben.readers.markdown.reading import Reading
from keben.readers.markdown.tags import (
    BLOCKS,
    KNOWN,
    VOID,
    Tag,
    ended_by,
    is_named,
    parse_tag,
)

_ICON = re.compile(r":((?:fontawesome|material|octicons|simple)-[a-z0-9-]+):[ ]?")
"""An icon of MkDocs' Material theme by its name, for which print has no picture."""

DEPTH = 20
"""Marks within marks; beyond it they are dropped and their text is kept."""


@dataclass(slots=True)
class _Frame:
    """An element that is still open. ``marked`` is true when Markdown opened it, not HTML."""

    tag: Tag
    line: int
    marked: bool = True
    pieces: list[Piece] = field(default_factory=list)


def read_run(node: Node, reading: Reading) -> tuple[Piece, ...]:
    """The pieces of an ``inline`` node. Line ends of the source are ``"\\n"`` in its texts."""
    run = _Run(reading, node.line)
    for part in node.children:
        run.take(part)
    return run.finish()


class _Run:
    def __init__(self, reading: Reading, line: int) -> None:
        self.reading = reading
        self.line = line
        self.frames = [_Frame(Tag("", False, {}), line)]

    def add(self, *pieces: Piece) -> None:
        self.frames[-1].pieces.extend(pieces)

    def take(self, part: Node) -> None:
        match part.kind:
            case "text":
                self.add(Text(_ICON.sub(self._drop_icon, part.text)))
            case "softbreak":
                self._end_line()
            case "hardbreak":
                self.line += 1
                self.add(LineBreak())
            case "code_inline":
                self.add(Code(part.text))
            case "math_inline":
                self.add(Math(part.text))
                self.line += part.text.count("\n")
            case "image":
                address, title = str(part.attributes["src"]), part.attributes.get("title", "")
                self.add(Image(address, part.text.replace("\n", " "), str(title)))
            case "footnote_ref":
                self.add(self.reading.call_note(part.attributes["label"], self.line))
            case "html_inline":
                self._take_html(part.text)
            case "raw_inline":
                self.add(*raw_code(part.info, part.text, self.reading, self.line))
                self.line += part.text.count("\n")
            case "citation":
                self.add(citation(part.text))
            case "attributes":
                self._bear(part.text)
            case kind if kind.endswith("_open"):
                tag = Tag(kind.removesuffix("_open"), False, dict(part.attributes))
                self.frames.append(_Frame(tag, self.line))
            case kind if kind.endswith("_close"):
                while not self.frames[-1].marked:
                    self._close()
                self._close()
            case kind:
                raise ValueError(f"unknown inline {kind!r}")

    def _drop_icon(self, icon: re.Match[str]) -> str:
        self.reading.report.add(Trouble.ICON, self.line, icon[1])
        return ""

    def _bear(self, text: str) -> None:
        """Attributes behind a picture or a reference: its anchor, its form."""
        pieces, given = self.frames[-1].pieces, parse_attributes(text)
        match pieces[-1:]:
            case [Image() as image] if given.keys() == {"id"}:
                pieces[-1] = replace(image, anchor=given["id"])
            case [CrossReference() as reference] if given == {"class": "page"}:
                pieces[-1] = replace(reference, form="page")
            case _:
                self.reading.report.add(Trouble.ATTRIBUTE, self.line, text)

    def _end_line(self) -> None:
        self.line += 1
        pieces = self.frames[-1].pieces
        if not pieces or not isinstance(pieces[-1], LineBreak):
            self.add(Text("\n"))

    def _take_html(self, text: str) -> None:
        tag = parse_tag(text)
        if tag is None:
            if text.startswith("<![CDATA["):
                self.add(Text(text[9:-3]))
        elif tag.closes:
            self._close_html(tag.name)
        elif tag.name in VOID:
            self._warn_of_handlers(tag)
            self._add_void(tag)
        elif tag.name in KNOWN | BLOCKS or tag.name in self.reading.closed or text.endswith("/>"):
            self._warn_of_handlers(tag)
            self._open_html(tag, text.endswith("/>"))
        else:
            # Nothing closes it and HTML does not know it: a placeholder such as <name>, not a tag.
            self.add(Text(text))
        self.line += text.count("\n")

    def _warn_of_handlers(self, tag: Tag) -> None:
        for name in tag.attributes:
            if name.startswith("on"):
                self.reading.report.add(Trouble.HANDLER, self.line, name)

    def _add_void(self, tag: Tag) -> None:
        match tag.name:
            case "br":
                self.add(LineBreak())
            case "hr":
                self.add(SceneBreak(self.reading.place(self.line)))
            case "img" if tag.attributes.get("src"):
                get = tag.attributes.get
                self.add(Image(get("src", "").strip(), get("alt", ""), get("title", "")))
            case "wbr" | "col":
                pass
            case name:
                self.reading.report.add(Trouble.TAG, self.line, name)

    def _open_html(self, tag: Tag, empty: bool) -> None:
        while not self.frames[-1].marked and self.frames[-1].tag.name in ended_by(tag.name):
            self._close()
        if tag.name not in KNOWN and not is_named(tag):
            self.reading.report.add(Trouble.TAG, self.line, tag.name)
        self.frames.append(_Frame(tag, self.line, marked=False))
        if empty:
            self._close()

    def _close_html(self, name: str) -> None:
        for frame in reversed(self.frames):
            if frame.marked:
                return
            if frame.tag.name == name:
                while self.frames[-1] is not frame:
                    self._close()
                self._close()
                return

    def _close(self) -> None:
        frame = self.frames.pop()
        if len(self.frames) > DEPTH and frame.tag.name not in ("note", "ruby"):
            self.add(*frame.pieces)
        else:
            self.add(*shape(frame.tag, frame.pieces, self.reading, frame.line))

    def finish(self) -> tuple[Piece, ...]:
        while len(self.frames) > 1:
            self._close()
        return tuple(self.frames[0].pieces)
