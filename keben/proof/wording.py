"""A run of inlines → its words as an edition must hold them, and what is said of parts of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from keben.model import (
    Code,
    CrossReference,
    Dotted,
    Emphasis,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    Named,
    NoteReference,
    ParagraphNumber,
    Ruby,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from keben.proof.reading import ANNOTATION, BASE, LANGUAGE, LINE_END, squeeze
from keben.proof.xhtml import said_by
from keben.runs import lost_picture

MARKED: dict[type, str] = {
    Emphasis: "em",
    Dotted: "em",
    Strong: "strong",
    Strike: "del",
    Superscript: "sup",
    Subscript: "sub",
    Named: "u",
}
"""What sets words apart, and the element that says so (HTML §4.5)."""


@dataclass(slots=True)
class Wording:
    """A run as it is read, which begins in a ``language``. ``text`` has each annotation (ruby)
    after its base, ``bare`` has none; ``linked`` is as much of the text as is linked, ``written``
    has the ends of lines too. ``targets`` are the anchors to which its links lead, ``calls`` the
    notes that it calls, ``marked`` what of it stands in an element of :data:`MARKED`, or in a
    language."""

    language: str = ""
    text: str = ""
    bare: str = ""
    linked: str = ""
    written: str = ""
    ruby: list[tuple[str, str]] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    marked: list[tuple[str, str]] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    _within: tuple[str, ...] = ()

    def read(self, run: Iterable[Inline], *, linked: bool = False) -> None:
        """Take in some inlines."""
        for inline in run:
            match inline:
                case Math(text, mathml):
                    self.formulas += [said_by(mathml)] if mathml else []
                    self._add(text, text, linked=linked)
                case Text(text) | ParagraphNumber(text):
                    self._add(text, text, linked=linked)
                case Code(text):
                    with self._under("code"):
                        self._add(text, text, linked=linked)
                case Ruby(base, text):
                    self.ruby += ((BASE, squeeze(base)), (ANNOTATION, squeeze(text)))
                    self._add(base + text, base, linked=linked)
                case CrossReference():
                    self.targets += [inline.target[1:]] if inline.target else []
                    self._add(inline.text, inline.text, linked=linked or bool(inline.target))
                case NoteReference():
                    self.calls.append(inline.note_id)
                    self._add(mark := f"[{inline.number}]", mark, linked=False)
                case Image(path=None):
                    self._add(lost := lost_picture(inline), lost, linked=linked)
                case Image():
                    self.images.append(inline)
                case LineBreak():
                    self.written += LINE_END
                case _ if hasattr(inline, "children"):
                    self._read_within(inline, linked=linked)

    def _read_within(self, inline: Any, *, linked: bool) -> None:
        if isinstance(inline, Link):
            is_inside, linked = inline.target.startswith("#"), True
            if is_inside:
                self.targets.append(inline.target[1:])
            else:
                self.addresses.append(inline.target)
        language = inline.language if isinstance(inline, Span) else self.language
        mark = next((name for kind, name in MARKED.items() if isinstance(inline, kind)), "")
        with self._under(mark, language):
            self.read(inline.children, linked=linked)

    @contextmanager
    def _under(self, mark: str, language: str = "") -> Iterator[None]:
        outer = self._within, self.language
        self._within += (mark,) if mark else ()
        self.language = language or self.language
        yield
        self._within, self.language = outer

    def _add(self, text: str, bare: str, *, linked: bool) -> None:
        self.text += text
        self.bare += bare
        self.written += text
        if linked:
            self.linked += text
        self.marked += ((mark, text) for mark in self._within)
        self.marked.append((f"{LANGUAGE}{self.language}", text))
