"""Blocks → lines of Markdown, a blank one between each two."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from keben import walk
from keben.editions.markdown.inlines import note_label, write_line, write_lines
from keben.editions.markdown.tables import write_data, write_table
from keben.model import (
    Aside,
    Bibliography,
    Block,
    Chart,
    CodeBlock,
    Credit,
    Definition,
    DefinitionList,
    Epigraph,
    Figure,
    Formula,
    Heading,
    Inlines,
    ListBlock,
    ListItem,
    Note,
    PageTop,
    Paragraph,
    PullQuote,
    Quotation,
    SceneBreak,
    Strong,
    Table,
    Text,
    Verse,
)

_BACKSLASH = re.compile(r"\\")
_APART = "<!-- -->"
"""Stands between two lists, which would be read as one."""


def write_blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """The lines of a run of blocks."""
    above: Block | None = None
    for block in blocks:
        if above is not None:
            yield ""
        if _merge(above, block):
            yield from (_APART, "")
        yield from _write_block(block)
        above = block


def write_heading(heading: Heading) -> Iterator[str]:
    """``## Head``; a head's anchor stands behind it in braces."""
    anchor = f" {{#{heading.anchor}}}" if heading.anchor else ""
    words = re.sub(r"(#+)$", r"\\\1", write_line(heading.inlines))
    yield f"{'#' * heading.level} {words}{anchor}"


def write_note(note: Note) -> Iterator[str]:
    """``[^name]: …``, its further paragraphs indented."""
    yield from _hang(write_blocks(note.blocks), f"[^{note_label(note.note_id)}]: ", "    ")


def _merge(above: Block | None, block: Block) -> bool:
    """True for two blocks that would be read as one."""
    if isinstance(above, ListBlock) and isinstance(block, ListBlock):
        return above.ordered == block.ordered
    lists = [b for b in (above, block) if isinstance(b, DefinitionList) and not b.is_glossary]
    return len(lists) == 2


def _write_block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield from write_heading(block)
        case Paragraph(inlines):
            yield from write_lines(inlines)
        case Quotation(blocks, attribution):
            for line in (*_bare(blocks), *_signature(attribution)):
                yield f"> {line}".rstrip()
        case Epigraph(blocks, attribution):
            yield from _contain("epigraph", (*write_blocks(blocks), *_signature(attribution)))
        case PullQuote(inlines, attribution):
            yield from _contain("pull-quote", (*write_lines(inlines), *_signature(attribution)))
        case Verse(stanzas, attribution):
            yield from _contain("verse", (*_stanzas(stanzas), *_signature(attribution)))
        case Aside(kind, blocks, title):
            yield from _contain(f"{kind} {write_line(title)}".rstrip(), write_blocks(blocks))
        case Credit(inlines):
            yield from _contain("credit", write_lines(inlines))
        case ListBlock():
            yield from _write_list(block)
        case DefinitionList(items, is_glossary=True):
            yield from _contain("glossary", _write_definitions(items))
        case DefinitionList(items):
            yield from _write_definitions(items)
        case CodeBlock():
            yield from _write_code(block.text, _info(block))
        case Formula(tex):
            yield from _write_code(tex, "math")
        case Table():
            yield from write_table(block)
        case Figure(chart=Chart() as chart):
            yield from write_data(
                "chart", chart.data, _chart(block, chart), block.caption, block.anchor
            )
        case Figure():
            yield _write_figure(block)
        case Bibliography():
            yield from _contain("bibliography", ())
        case SceneBreak():
            yield "***"
        case PageTop():
            return


def _signature(attribution: Inlines) -> list[str]:
    return ["", f"——{write_line(attribution)}"] if attribution else []


def _contain(name: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"::: {name}"
    yield from lines
    yield ":::"


def _stanzas(stanzas: Sequence[Sequence[Inlines]]) -> Iterator[str]:
    for place, stanza in enumerate(stanzas):
        if place:
            yield ""
        yield from (write_line(line) for line in stanza)


def _hang(lines: Iterable[str], first: str, rest: str) -> Iterator[str]:
    """Lines behind a mark, those after the first as far in."""
    empty = True
    for place, line in enumerate(lines):
        empty = False
        yield ((rest if place else first) + line).rstrip()
    if empty:
        yield first.rstrip()


def _write_list(block: ListBlock) -> Iterator[str]:
    for place, item in enumerate(block.items):
        if place and not block.tight:
            yield ""
        mark = f"{block.start + place}. " if block.ordered else "- "
        yield from _hang(_write_item(item, tight=block.tight), mark, " " * len(mark))


def _write_item(item: ListItem, *, tight: bool) -> Iterator[str]:
    box = {None: "", False: "[ ] ", True: "[x] "}[item.checked]
    for place, inner in enumerate(item.blocks):
        if place and not (tight and not isinstance(inner, Paragraph | DefinitionList)):
            yield ""
        if place and _merge(item.blocks[place - 1], inner):
            yield from (_APART, "")
        for number, line in enumerate(_write_block(inner)):
            yield line if place or number else box + line


def _write_definitions(items: Sequence[Definition]) -> Iterator[str]:
    for place, item in enumerate(items):
        if place:
            yield ""
        yield write_line(item.term)
        for number, meaning in enumerate(item.meanings):
            if number or len(meaning) > 1:
                yield ""
            yield from _hang(write_blocks(meaning), ": ", "  ")


def _bare(blocks: Sequence[Block]) -> Iterator[str]:
    """A quotation's lines; where it opens with a strong word, a comment keeps it a quotation."""
    for place, line in enumerate(write_blocks(blocks)):
        match blocks[0]:
            case Paragraph((Strong(), *_)) if not place:
                yield f"<!-- -->{line}"
            case _:
                yield line


def _info(block: CodeBlock) -> str:
    """What stands behind the marks of a fence."""
    parts = [block.language]
    if block.title:
        title = html.escape(walk.plain(block.title)).replace("`", "&#96;")
        parts.append(f'title="{_BACKSLASH.sub("&#92;", title)}"')
    if block.first_line is not None:
        parts.append(f'linenums="{block.first_line}"')
    if block.marked:
        parts.append(f'hl_lines="{" ".join(map(str, block.marked))}"')
    return " ".join(part for part in parts if part)


def _write_code(text: str, info: str) -> Iterator[str]:
    longest = max(map(len, re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    yield fence + info
    yield from text.split("\n")
    yield fence


def _chart(figure: Figure, chart: Chart) -> str:
    """What stands behind the name of a chart."""
    parts = [chart.kind.value]
    if chart.unit:
        parts.append(_attribute("unit", chart.unit))
    if figure.image.alt:
        parts.append(_attribute("alt", figure.image.alt))
    return " ".join(parts)


def _attribute(name: str, text: str) -> str:
    quote = "'" if '"' in text else '"'
    return f"{name}={quote}{text.replace(quote, '’')}{quote}"


def _write_figure(figure: Figure) -> str:
    figure = replace(figure, image=replace(figure.image, anchor=figure.anchor))
    match figure.caption:
        case ():
            return write_line((figure.image,))
        case (Text(caption),):
            return write_line((replace(figure.image, title=caption),))
        case caption:
            picture = write_line((figure.image,))
            return f"<figure>{picture}<figcaption>{write_line(caption)}</figcaption></figure>"
