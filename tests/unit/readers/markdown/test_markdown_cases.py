"""Every feature of the Markdown reader, as blocks of title, input and expected model.

In ``cases.md`` a block is: a title, ``.``, the Markdown, ``.``, the model as :func:`dump` shows it,
``.``. A block's line number stands after its name; what has its default value is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from keben import model as m
from keben.readers.front_matter import split
from keben.readers.markdown import read
from keben.settings import combine

CASES = Path(__file__).with_name("cases.md")


def dump(publication: m.Publication) -> str:
    """A publication of one article as text."""
    (article,) = publication.body
    assert isinstance(article, m.Article)
    lines = [f"title: {inlines(article.title)}"]
    lines += [line for block in article.blocks for line in blocks(block)]
    for note in article.notes:
        lines.append(f"note {note.note_id} {line_of(note)}")
        lines += [f"  {line}" for block in note.blocks for line in blocks(block)]
    lines += [f"! {f.code} {line_of(f)} {f.message}" for f in publication.findings]
    return "\n".join(line.rstrip() for line in lines)


def line_of(placed: m.Block | m.Note | m.Finding) -> str:
    assert placed.location is not None
    return str(placed.location.line)


def inlines(run: m.Inlines) -> str:
    return "".join(inline(part) for part in run)


def inline(part: m.Inline) -> str:
    match part:
        case m.Text(text):
            return text
        case m.Code(text):
            return f"{{code {text}}}"
        case m.Link(children, target):
            return f"{{link {target}|{inlines(children)}}}"
        case m.NoteReference(note_id):
            return f"{{note {note_id}}}"
        case m.Ruby(base, text):
            return f"{{ruby {base}|{text}}}"
        case m.Image(address, alt, title):
            return f"{{image {address}|{alt}|{title}}}"
        case m.Math(tex):
            return f"{{math {tex}}}"
        case m.Anchor(anchor):
            return f"{{anchor {anchor}}}"
        case m.LineBreak():
            return "⏎"
        case m.Span(children, language):
            return f"{{span {language}|{inlines(children)}}}"
        case _:
            return f"{{{type(part).__name__.lower()} {inlines(part.children)}}}"


def blocks(block: m.Block) -> Iterator[str]:
    head, inner = body(block)
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(block).__name__).lower()
    yield f"{name} {line_of(block)}{head}"
    yield from (f"  {line}" for line in inner)


def body(block: m.Block) -> tuple[str, list[str]]:
    """What stands behind a block's name, and the lines below it."""
    match block:
        case m.Heading(run, level, anchor):
            return f" h{level}{' #' + anchor if anchor else ''}: {inlines(run)}", []
        case m.Paragraph(run) | m.Credit(run):
            return f": {inlines(run)}", []
        case m.PullQuote(run, attribution):
            return f": {inlines(run)}", signed(attribution)
        case m.Epigraph() | m.Quotation():
            return "", nested(block.blocks) + signed(block.attribution)
        case m.Verse(stanzas, attribution):
            lines = [" / ".join(inlines(line) for line in stanza) for stanza in stanzas]
            return "", lines + signed(attribution)
        case m.ListBlock(items, ordered, start, tight):
            kind = f" {start}." if ordered else ""
            return kind + ("" if tight else " loose"), [x for i in items for x in item(i)]
        case m.DefinitionList(items):
            return "", [x for i in items for x in definition(i)]
        case m.CodeBlock(text, language):
            given = f" {language}" if language else ""
            given += f" {block.first_line}…" if block.first_line is not None else ""
            given += f" marked {','.join(map(str, block.marked))}" if block.marked else ""
            given += f": {inlines(block.title)}" if block.title else ""
            return given, text.split("\n")
        case m.Formula(tex):
            return "", tex.split("\n")
        case m.Table(head, rows, alignments, caption):
            lines = [
                f"{name}: {' | '.join(inlines(cell) or '∅' for cell in row)}"
                for name, part in (("head", head), ("row", rows))
                for row in part
            ]
            title = f": {inlines(caption)}" if caption else ""
            return f" {','.join(alignments)}{title}", lines
        case m.Figure(image, caption, anchor):
            named = f" #{anchor}" if anchor else ""
            return f"{named} {inline(image)}: {inlines(caption)}".removesuffix(": "), []
        case m.Aside(kind, inner, title):
            return f" {kind}: {inlines(title)}".removesuffix(": "), nested(inner)
        case m.SceneBreak():
            return "", []


def nested(run: m.Blocks) -> list[str]:
    return [line for block in run for line in blocks(block)]


def signed(attribution: m.Inlines) -> list[str]:
    return [f"by: {inlines(attribution)}"] if attribution else []


def item(found: m.ListItem) -> list[str]:
    box = {None: "-", True: "[x]", False: "[ ]"}[found.checked]
    return [box, *(f"  {line}" for line in nested(found.blocks))]


def definition(found: m.Definition) -> list[str]:
    lines = [f"term: {inlines(found.term)}"]
    for meaning in found.meanings:
        lines += ["meaning", *(f"  {line}" for line in nested(meaning))]
    return lines


def read_text(text: str, name: str = "notes.md") -> m.Publication:
    source = m.Source(Path(name), text, "utf-8", Path())
    layer = split(source).layer
    return read(source, combine(*([layer] if layer else [])))


def cases() -> list[tuple[str, str, str]]:
    parts = re.split(r"^\.\n", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    titles, inputs, expected = parts[0::3], parts[1::3], parts[2::3]
    return [
        (t.strip().split("\n")[-1], i, e) for t, i, e in zip(titles, inputs, expected, strict=False)
    ]


@pytest.mark.parametrize(("title", "text", "expected"), cases(), ids=[c[0] for c in cases()])
def test_case(title: str, text: str, expected: str) -> None:
    assert dump(read_text(text)) == expected.rstrip("\n")
