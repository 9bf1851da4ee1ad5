"""Bases and annotations → Ruby, character by character where the parts match."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from keben.model import Image, Inline, Inlines, NoteReference, Ruby, Text
from keben.readers.markdown.lines import Wrapper, join_lines
from keben.walk import inlines, plain

# A character with the marks that belong to it: variation selectors, kana voicing.
_CHARACTER = re.compile("[^\n][\ufe00-\ufe0f\u3099\u309a\U000e0100-\U000e01ef]*")

# No syllable of pinyin is longer than "zhuang": what is longer is a gloss of the whole base.
_WORD = re.compile(r"[A-Za-z]{7}")


@dataclass(frozen=True, slots=True)
class RubyPart:
    """The content of ``<rt>``, ``<rb>`` or ``<rp>``."""

    name: str
    children: Inlines


def annotate(base: Inlines, text: str, *, divide: bool = False) -> Inlines:
    """Ruby over a base: one annotation over all of it.

    With ``divide``, where the text has as many parts between blanks as the base has characters,
    each character gets its own (clreq §3.3.1, JLReq §3.3), unless the parts are whole words.

    Emphasis around the whole base stays around the ruby; note marks follow it. A base that holds
    a picture or ruby has its annotation in brackets behind it.
    """
    base = join_lines(base)
    text = plain(join_lines((Text(text),)))
    if len(base) == 1 and isinstance(base[0], Wrapper):
        return (replace(base[0], children=annotate(base[0].children, text, divide=divide)),)
    if not text:
        return base
    if not plain(base) or any(isinstance(i, Image | Ruby) for i in inlines(base)):
        return (*base, Text(f"（{text}）"))
    characters = _CHARACTER.findall(plain(base))
    parts = text.split()
    if not divide or len(parts) != len(characters) or any(map(_WORD.search, parts)):
        characters, parts = [plain(base)], [text]
    marks = tuple(i for i in inlines(base) if isinstance(i, NoteReference))
    return (*(Ruby(b, t) for b, t in zip(characters, parts, strict=True)), *marks)


def pair_ruby(pieces: Sequence[Inline | RubyPart]) -> Inlines:
    """The content of ``<ruby>``: each ``<rt>`` with the text, or the ``<rb>``, before it."""
    result: list[Inline] = []
    bases: list[Inlines] = []
    texts: list[str] = []

    def flush() -> None:
        result.extend(_pair(bases, texts))
        bases.clear()
        texts.clear()

    for piece in pieces:
        if isinstance(piece, RubyPart) and piece.name == "rt":
            texts.append(plain(piece.children))
        elif isinstance(piece, RubyPart) and piece.name == "rb":
            if texts:
                flush()
            bases.append(piece.children)
        elif not isinstance(piece, RubyPart) and not (isinstance(piece, Text) and _blank(piece)):
            if texts:
                flush()
            if bases:
                bases[-1] = (*bases[-1], piece)
            else:
                bases.append((piece,))
    flush()
    return tuple(result)


def _blank(text: Text) -> bool:
    return not text.text.strip(" \t\n")


def _pair(bases: list[Inlines], texts: list[str]) -> Inlines:
    if len(bases) == len(texts):
        pairs = list(zip(bases, texts, strict=True))
    else:
        pairs = [(tuple(inline for base in bases for inline in base), " ".join(texts))]
    return tuple(inline for base, text in pairs for inline in annotate(base, text))
