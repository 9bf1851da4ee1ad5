"""Containers (``::: verse`` …) and quotations with their attribution → blocks of the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from keben.model import (
    Aside,
    Bibliography,
    Block,
    Blocks,
    CodeBlock,
    Credit,
    DefinitionList,
    Epigraph,
    Inline,
    Inlines,
    LineBreak,
    Location,
    Paragraph,
    PullQuote,
    Quotation,
    Text,
    Verse,
)
from keben.readers.markdown import codes
from keben.readers.markdown.asides import aside_kind
from keben.readers.markdown.data import is_data, read_data
from keben.readers.markdown.findings import Trouble
from keben.readers.markdown.inlines import read_run
from keben.readers.markdown.lines import cut_last_line, join_lines, split_lines, trim
from keben.readers.markdown.parse import Node
from keben.readers.markdown.pieces import Piece, gather
from keben.readers.markdown.reading import Reading
from keben.walk import plain

ReadBlocks = Callable[[Sequence[Node], Reading], Blocks]
Stanza = tuple[Inlines, ...]

_DASH = re.compile(r"\s*(?:[—―─]{2,}|[—―–][ \u3000]|-{2,3}[ \u3000])\s*")
_SENTENCE_END = re.compile(r"[。！？!?；;，,][”’」』）)]*$")
_LONGEST_ATTRIBUTION = 60
"""Characters of a last line that may be an attribution without standing alone."""


def read_container(node: Node, reading: Reading, read_blocks: ReadBlocks) -> Blocks:
    """The block that a container is; one of an unknown name leaves its content."""
    name, place = node.info.replace("_", "-").lower(), reading.place(node.line)
    if not node.attributes["closed"]:
        reading.report.add(Trouble.UNCLOSED, node.line, node.info)
    if is_data(name, node):
        return read_data(name, node, reading, _read_inlines)
    if name in codes.NAMES:
        return codes.read_code(node, reading, _read_inlines)
    title: Inlines = ()
    children = node.children
    if children and children[0].kind == "container_title":
        title = join_lines(_only_inlines(read_run(children[0].children[0], reading)))
        children = children[1:]
    kind = "tab" if name == "tab" else aside_kind(name)
    foreign = node.attributes.get("foreign", False)
    if foreign and not kind and name != "bare":
        # A tool of its own words: what is boxed there is boxed here.
        reading.report.add(Trouble.ASIDE, node.line, node.info)
        kind = "note"
    if kind:
        blocks = read_blocks(children, reading)
        return (Aside(kind, blocks, title, place),) if blocks or title else ()
    if name == "bare":
        return _read_bare(title, read_blocks(children, reading), place)
    before = (Paragraph(title, place),) if title else ()
    return (*before, *_read_untitled(name, replace(node, children=children), reading, read_blocks))


def _read_untitled(name: str, node: Node, reading: Reading, read_blocks: ReadBlocks) -> Blocks:
    """What a container holds whose block has no place for a title."""
    if name == "verse":
        return _read_verse(node, reading, read_blocks)
    if name in ("pull-quote", "pullquote", "epigraph"):
        return _read_saying(name, node, reading, read_blocks)
    if name not in ("bibliography", "glossary", "credit"):
        reading.report.add(Trouble.CONTAINER, node.line, node.info)
    blocks = read_blocks(node.children, reading)
    match name:
        case "bibliography":
            return (Bibliography(location=reading.place(node.line)), *blocks)
        case "glossary":
            return _read_glossary(blocks)
        case "credit":
            return _read_credits(blocks)
        case _:
            return blocks


def _read_saying(name: str, node: Node, reading: Reading, read_blocks: ReadBlocks) -> Blocks:
    """An epigraph or a pull quote, with its attribution."""
    place = reading.place(node.line)
    rest, last, attribution = cut_attribution(node.children, reading)
    blocks = (*read_blocks(rest, reading), *last)
    if not blocks:
        return ()
    if name == "epigraph":
        return (Epigraph(blocks, attribution, place),)
    paragraphs = [block.inlines for block in blocks if isinstance(block, Paragraph)]
    if len(paragraphs) < len(blocks):
        reading.report.add(Trouble.MISFIT, node.line, node.info)
        return (Quotation(blocks, attribution, place),)
    return (PullQuote(_join(paragraphs), attribution, location=place),)


def _read_inlines(node: Node, reading: Reading) -> Inlines:
    return join_lines(_only_inlines(read_run(node, reading)))


def _read_bare(title: Inlines, blocks: Blocks, place: Location) -> Blocks:
    """What a block that only holds others holds; its title is that of the code in it."""
    match blocks:
        case (CodeBlock() as code, *rest) if title and not code.title:
            return (replace(code, title=title), *rest)
        case _:
            return (*((Paragraph(title, place),) if title else ()), *blocks)


def _read_glossary(blocks: Blocks) -> Blocks:
    """Its lists of definitions are those of a glossary."""
    return tuple(
        replace(block, is_glossary=True) if isinstance(block, DefinitionList) else block
        for block in blocks
    )


def _read_credits(blocks: Blocks) -> Blocks:
    """Each paragraph a line that tells of the text."""
    return tuple(
        Credit(block.inlines, block.location) if isinstance(block, Paragraph) else block
        for block in blocks
    )


def _only_inlines(pieces: Sequence[Piece]) -> Inlines:
    return tuple(piece for piece in pieces if isinstance(piece, Inline))


def _join(runs: Sequence[Inlines]) -> Inlines:
    joined: list[Inline] = []
    for run in runs:
        joined.extend((LineBreak(), *run) if joined else run)
    return tuple(joined)


def cut_attribution(
    nodes: Sequence[Node], reading: Reading
) -> tuple[Sequence[Node], Blocks, Inlines]:
    """A quotation's nodes but the last paragraph, that paragraph's blocks, and the attribution.

    An attribution is a last paragraph that begins with ``——``, ``— `` or ``-- ``; or such a last
    line, when it is short and does not end a sentence. The dash is not part of it.
    """
    if not nodes or nodes[-1].kind != "paragraph" or nodes[-1].attributes.get("deep"):
        return nodes, (), ()
    *rest, last = nodes
    place = reading.place(last.line)
    pieces = read_run(last.children[0], reading)
    run = _only_inlines(pieces)
    if len(run) < len(pieces):
        return rest, gather(pieces, place), ()
    if rest and (attribution := _after_dash(run)):
        return rest, (), join_lines(attribution)
    head, tail = cut_last_line(run)
    attribution = _after_dash(tail) if trim(head) else ()
    if attribution and _is_signature(attribution):
        return rest, gather(head, place), join_lines(attribution)
    return rest, gather(run, place), ()


def _after_dash(run: Inlines) -> Inlines:
    """The run after the dash that it begins with; empty where there is none, or nothing else."""
    run = trim(run)
    found = _DASH.match(run[0].text) if run and isinstance(run[0], Text) else None
    if found is None or not isinstance(run[0], Text):
        return ()
    return trim((Text(run[0].text[found.end() :]), *run[1:]))


def _is_signature(run: Inlines) -> bool:
    text = plain(run)
    return len(text) <= _LONGEST_ATTRIBUTION and not _SENTENCE_END.search(text)


def _read_verse(container: Node, reading: Reading, read_blocks: ReadBlocks) -> Blocks:
    """A paragraph a stanza, a source line a line; indented lines are lines like others."""
    place = reading.place(container.line)
    stanzas: list[Stanza] = []
    blocks: list[Block] = []
    for node in container.children:
        if node.kind == "paragraph":
            pieces = read_run(node.children[0], reading)
            run = _only_inlines(pieces)
            blocks.extend(gather(pieces, reading.place(node.line)))
            stanzas.append(tuple(line for line in split_lines(run) if line))
            if len(run) < len(pieces):
                stanzas.append(())
        else:
            found = read_blocks((node,), reading)
            blocks.extend(found)
            stanzas.extend(_indented(block) for block in found)
    if any(not stanza for stanza in stanzas):
        reading.report.add(Trouble.MISFIT, container.line, container.info)
        return (Quotation(tuple(blocks), location=place),)
    attribution = _after_dash(stanzas[-1][-1]) if stanzas and len(stanzas[-1]) else ()
    if attribution:
        stanzas[-1] = stanzas[-1][:-1]
    stanzas = [stanza for stanza in stanzas if stanza]
    return (Verse(tuple(stanzas), attribution, place),) if stanzas else ()


def _indented(block: Block) -> Stanza:
    """The lines of what looked like indented code; none for any other block."""
    if not isinstance(block, CodeBlock):
        return ()
    return tuple((Text(line.strip()),) for line in block.text.split("\n") if line.strip())
