"""A paragraph of Word → its inlines, with text boxes and what else stood in it apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from keben.model import (
    Dotted,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteReference,
    Ruby,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from keben.readers.word.look import Looks, RunLook
from keben.readers.word.package import Element, R, W
from keben.readers.word.report import Loss, Report

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TRANSPARENT = frozenset(
    f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "dir",
                              "bdo", "customXml")
)  # fmt: skip
_MARKS: tuple[tuple[str, Callable[[Inlines], Inline]], ...] = (
    ("superscript", Superscript),
    ("subscript", Subscript),
    ("struck", Strike),
    ("dotted", Dotted),
    ("italic", Emphasis),
    ("bold", Strong),
)
"""From the innermost to the outermost."""
_SAFE = ("http://", "https://", "mailto:", "#")


@dataclass(frozen=True, slots=True)
class Piece:
    """Something in a paragraph, and how it looks."""

    inline: Inline
    look: RunLook
    target: str = ""


@dataclass
class ParagraphReader:
    """Reads the paragraphs of one document. ``notes`` are the notes that it has; ``related`` is
    false for a part whose relations (links, pictures) are not the document's."""

    looks: Looks
    report: Report
    notes: frozenset[str] = frozenset()
    related: bool = True
    boxes: list[Element] = field(default_factory=list)
    _in_field: int = 0

    def pieces(self, paragraph: Element) -> list[Piece]:
        """What stands in a paragraph, in order. Text boxes are put by into ``boxes``."""
        self._in_field = 0
        return list(self._below(paragraph, paragraph, ""))

    def _below(self, element: Element, paragraph: Element, target: str) -> Iterator[Piece]:
        for child in element.iterchildren():
            tag = child.tag
            if tag == f"{W}r":
                yield from self._run(child, paragraph, target)
            elif tag == f"{W}hyperlink":
                yield from self._below(child, paragraph, self._target(child) or target)
            elif tag in _TRANSPARENT:
                yield from self._below(child, paragraph, target)
            elif tag in (f"{W}del", f"{W}moveFrom"):
                self.report.add(Loss.DELETION)
            elif tag in (f"{_M}oMath", f"{_M}oMathPara"):
                self.report.add(Loss.FORMULA)
                text = "".join(t.text or "" for t in child.iter(f"{_M}t"))
                yield Piece(Text(text), RunLook())

    def _target(self, link: Element) -> str:
        anchor = link.get(f"{W}anchor", "")
        address = self.looks.package.target(link.get(f"{R}id", "")) if self.related else ""
        target = address or (f"#{anchor}" if anchor else "")
        return target if target.lower().startswith(_SAFE) else ""

    def _run(self, run: Element, paragraph: Element, target: str) -> Iterator[Piece]:
        look = self.looks.run(run, paragraph)
        for child in run.iterchildren():
            self._follow_field(child)
            for inline in self._inside(child, paragraph):
                if not look.hidden:
                    yield Piece(inline, look, target)

    def _follow_field(self, child: Element) -> None:
        """A field's instruction stands between its beginning and ``separate``: it is no text."""
        if child.tag == f"{W}fldChar":
            kind = child.get(f"{W}fldCharType")
            self._in_field += {"begin": 1, "separate": -1}.get(kind, 0)

    def _inside(self, child: Element, paragraph: Element) -> Iterator[Inline]:
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        match name:
            case "t" if not self._in_field:
                yield Text(child.text or "")
            case "tab":
                yield Text(" ")
            case "br" | "cr":
                if child.get(f"{W}type", "textWrapping") == "textWrapping":
                    yield LineBreak()
            case "noBreakHyphen":
                yield Text("-")
            case "sym":
                self.report.add(Loss.SYMBOL)
            case "ruby":
                yield from self._ruby(child)
            case "footnoteReference" | "endnoteReference":
                note = f"{name[:3]}{child.get(f'{W}id', '')}"
                if note in self.notes:
                    yield NoteReference(note)
                else:
                    self.report.add(Loss.NOTE)
            case "commentReference":
                self.report.add(Loss.COMMENT)
            case "drawing" | "pict" | "object":
                yield from self._drawing(child)
            case _ if child.tag == f"{_MC}AlternateContent":
                choice = child.find(f"{_MC}Choice")
                for inner in choice.iterchildren() if choice is not None else ():
                    yield from self._inside(inner, paragraph)

    def _ruby(self, ruby: Element) -> Iterator[Inline]:
        base = "".join(t.text or "" for b in ruby.iter(f"{W}rubyBase") for t in b.iter(f"{W}t"))
        text = "".join(t.text or "" for r in ruby.iter(f"{W}rt") for t in r.iter(f"{W}t"))
        if base:
            yield Ruby(base, text) if text else Text(base)

    def _drawing(self, drawing: Element) -> Iterator[Inline]:
        described = next(drawing.iter(f"{_WP}docPr"), None)
        alt = described.get("descr", "") if described is not None else ""
        references = [b.get(f"{R}embed") or b.get(f"{R}link") for b in drawing.iter(f"{_A}blip")]
        references += [v.get(f"{R}id") for v in drawing.iter(f"{_V}imagedata")]
        boxes = list(drawing.iter(f"{W}txbxContent"))
        for reference in references:
            name, data = self.looks.package.picture(reference or "")
            if data and self.related:
                yield Image(name, alt, data=data)
            else:
                self.report.add(Loss.PICTURE)
        for box in boxes:
            self.report.add(Loss.BOX)
            self.boxes.append(box)
        if not references and not boxes:
            self.report.add(Loss.OBJECT)


def as_inlines(pieces: Sequence[Piece], *, plain: bool = False) -> Inlines:
    """The pieces with their looks as marks; ``plain`` where boldness and slant say nothing, as in
    a head."""
    run: list[Inline] = []
    for (look, target), group in groupby(pieces, key=lambda piece: (piece.look, piece.target)):
        inner = tuple(_merged([piece.inline for piece in group]))
        if not inner:
            continue
        blank = all(isinstance(i, Text) and not i.text.strip() for i in inner)
        for name, mark in _MARKS:
            silent = name in look.common or (plain and name in ("italic", "bold"))
            shown = look.shift == name or getattr(look, name, False)
            if shown and not blank and not silent:
                inner = (mark(inner),)
        run += (Link(inner, target),) if target and not blank else inner
    return _trimmed(tuple(_merged(run)))


def _merged(run: Sequence[Inline]) -> Iterator[Inline]:
    """Neighbouring texts made one: Word cuts runs at every edit."""
    for is_text, group in groupby(run, key=lambda inline: isinstance(inline, Text)):
        if is_text:
            text = "".join(inline.text for inline in group if isinstance(inline, Text))
            if text:
                yield Text(text)
        else:
            yield from group


def _trimmed(run: Inlines) -> Inlines:
    """The run without blanks and breaks at its ends."""
    found = list(run)
    while found and isinstance(found[0], Text | LineBreak):
        text = found[0].text.lstrip() if isinstance(found[0], Text) else ""
        if text:
            found[0] = Text(text)
            break
        del found[0]
    while found and isinstance(found[-1], Text | LineBreak):
        text = found[-1].text.rstrip() if isinstance(found[-1], Text) else ""
        if text:
            found[-1] = Text(text)
            break
        del found[-1]
    return tuple(found)
