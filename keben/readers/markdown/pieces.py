"""Pieces of a run (inlines, and blocks that HTML made among them) → blocks, or inlines alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from keben.model import (
    Anchor,
    Block,
    Blocks,
    Code,
    CodeBlock,
    Figure,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Location,
    Paragraph,
    SceneBreak,
    Text,
)
from keben.readers.markdown.lines import join_lines, trim
from keben.readers.markdown.ruby import RubyPart
from keben.walk import blocks as every_block
from keben.walk import own_inlines


@dataclass(frozen=True, slots=True)
class HtmlPart:
    """A part of an HTML list, table or figure, before what holds it is closed."""

    name: str
    pieces: tuple[Piece, ...]
    attributes: Mapping[str, str]


Piece = Inline | Block | RubyPart | HtmlPart


def gather(pieces: Iterable[Piece], location: Location) -> Blocks:
    """Blocks: every run of inlines a paragraph, a picture alone in it a figure."""
    result: list[Block] = []
    for standing, group in groupby(pieces, lambda piece: isinstance(piece, Block | HtmlPart)):
        if standing:
            for piece in group:
                if isinstance(piece, HtmlPart):
                    result.extend(gather(piece.pieces, location))
                elif isinstance(piece, Block):
                    result.append(piece)
            continue
        run = join_lines(tuple(i for piece in group for i in _inline(piece)))
        match run:
            case (*anchors, Image() as image) if all(isinstance(i, Anchor) for i in anchors):
                result.extend([Paragraph(tuple(anchors), location)] if anchors else ())
                result.append(make_figure(image, location))
                continue
        if run:
            result.append(Paragraph(run, location))
    return tuple(result)


def make_figure(image: Image, location: Location, caption: Inlines = ()) -> Figure:
    """A picture as a figure; its title is the caption where none is given."""
    if not caption and image.title.strip():
        caption = (Text(image.title.strip()),)
    bare = replace(image, title="", anchor="")
    return Figure(bare, caption, image.anchor, location=location)


def _inline(piece: Piece) -> Inlines:
    if isinstance(piece, RubyPart):  # outside <ruby>: an ordinary text
        return piece.children
    return (piece,) if isinstance(piece, Inline) else ()


def as_inlines(pieces: Iterable[Piece]) -> Inlines:
    """Inlines, where only inlines can stand: a block among them becomes lines of its own.

    Line ends of the source are still in the texts.
    """
    result: list[Inline] = []
    apart = False
    for piece in pieces:
        standing = isinstance(piece, Block | HtmlPart)
        if isinstance(piece, HtmlPart):
            run = trim(as_inlines(piece.pieces))
        elif isinstance(piece, Block):
            run = flatten((piece,))
        else:
            run = _inline(piece)
        if trim(run) and result and (apart or standing):
            result.append(LineBreak())
        apart = standing if trim(run) else apart
        result.extend(run)
    return tuple(result)


def flatten(blocks: Blocks) -> Inlines:
    """The words and pictures of blocks as one run, a line each."""
    lines: list[Inlines] = []
    for block in every_block(blocks):
        match block:
            case CodeBlock(text):
                lines.append((Code(text),))
            case Figure(image):
                lines.append((image,))
            case SceneBreak():
                continue
        lines.extend(line for line in own_inlines(block) if line)
    run: list[Inline] = []
    for line in lines:
        run.extend((LineBreak(), *line) if run else line)
    return trim(tuple(run))


def wrap(make: Callable[[Inlines], Inline], pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Each run of inlines among the pieces wrapped; blocks cannot be, and stay as they are."""
    result: list[Piece] = []
    for standing, group in groupby(pieces, lambda piece: isinstance(piece, Block | HtmlPart)):
        if standing:
            result.extend(group)
        else:
            result.append(make(tuple(i for piece in group for i in _inline(piece))))
    return tuple(result)
