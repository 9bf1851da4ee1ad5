"""The tree of a Markdown text → blocks of the model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from keben.model import (
    Alignment,
    Aside,
    Block,
    Blocks,
    Definition,
    DefinitionList,
    Figure,
    Formula,
    Heading,
    Inlines,
    Link,
    ListBlock,
    ListItem,
    Location,
    Paragraph,
    Quotation,
    SceneBreak,
    Strong,
    Table,
    Text,
)
from keben.readers.markdown.anchors import settle_anchors
from keben.readers.markdown.asides import aside_kind
from keben.readers.markdown.captions import captioned
from keben.readers.markdown.containers import cut_attribution, read_container
from keben.readers.markdown.elements import raw_code
from keben.readers.markdown.fences import read_code
from keben.readers.markdown.findings import Trouble
from keben.readers.markdown.inlines import read_run
from keben.readers.markdown.lines import join_lines, trim
from keben.readers.markdown.parse import Node
from keben.readers.markdown.pieces import as_inlines, gather
from keben.readers.markdown.reading import Reading

_ALIGNMENTS = {"center": Alignment.CENTER, "right": Alignment.END}
_CAPTION = re.compile(r"(?:表|표|Table)[ \t]*[:：]\s*")
_SPANNED = re.compile(
    r"<(?:(span|p|div) class=[\"']?caption[\"']?>.*</\1>|figcaption\b[^>]*>.*</figcaption>)\s*",
    re.DOTALL,
)
_BELOW = re.compile(r":\s+")
_SPOKEN = re.compile(r"\s*[:：]\s*")
_TASK = re.compile(r"\[([ xX])\]\s+")


def read_blocks(nodes: Sequence[Node], reading: Reading) -> Blocks:
    """The blocks of sibling nodes."""
    result: list[Block] = []
    above: Node | None = None
    for node in nodes:
        if result and _follows(result, node, reading):
            continue
        for block in _read_block(node, reading):
            if isinstance(block, Table) and result and not block.caption:
                caption = _caption_above(result[-1], above)
                if caption:
                    result.pop()
                    block = captioned(block, caption)
            result.append(block)
        above = node
    return settle_anchors(result)


def _caption_above(block: Block, node: Node | None) -> Inlines:
    """The caption of a table of what stands right above it: a paragraph, and its node."""
    text = node.children[0].text if node is not None and node.kind == "paragraph" else ""
    if isinstance(block, Paragraph) and _SPANNED.fullmatch(text):
        return join_lines(block.inlines)
    return _caption(block, _CAPTION)


def _caption(block: Block, mark: re.Pattern[str]) -> Inlines:
    """A caption: a paragraph that begins with a mark, ``表：`` or ``Table:`` before a table."""
    match block:
        case Paragraph((Text(text), *others)) if found := mark.match(text):
            return join_lines((Text(text[found.end() :]), *others))
        case _:
            return ()


def _follows(above: list[Block], node: Node, reading: Reading) -> bool:
    """Take a caption that stands below: ``: words`` under a table (Pandoc), or a paragraph marked
    ``{: .caption}`` (kramdown) under a picture or a table, or one in ``<span class="caption">`` or
    ``<figcaption>`` under a picture."""
    last = above[-1]
    if node.kind != "paragraph" or not isinstance(last, Figure | Table) or last.caption:
        return False
    run = node.children[0]
    marked = bool(run.children) and _is_caption_mark(run.children[-1])
    spanned = isinstance(last, Figure) and _SPANNED.fullmatch(run.text)
    if not (marked or spanned or (isinstance(last, Table) and run.text.startswith(": "))):
        return False
    if marked:
        run = replace(run, children=run.children[:-1])
    caption = _read_inlines(run, reading)
    if not marked and not spanned:
        caption = _caption(Paragraph(caption), _BELOW) or caption
    above[-1] = captioned(last, caption)
    return True


def _is_caption_mark(node: Node) -> bool:
    return node.kind == "attributes" and ".caption" in node.text.split()


def _read_block(node: Node, reading: Reading) -> Blocks:
    place = reading.place(node.line)
    match node.kind:
        case "paragraph":
            if node.attributes.get("deep"):
                reading.report.add(Trouble.DEPTH, node.line)
            return gather(read_run(node.children[0], reading), place)
        case "heading":
            run = _read_inlines(node.children[0], reading)
            anchor = node.attributes["anchor"]
            return (Heading(run, int(node.info[1:]), anchor, location=place),) if run else ()
        case "blockquote":
            rest, last, attribution = cut_attribution(node.children, reading)
            blocks = (*read_blocks(rest, reading), *last)
            return _quote(blocks, attribution, place, kinds=_opening(node))
        case "alert":
            blocks = read_blocks(node.children[1:], reading)
            kind = str(node.attributes["kind"]).lower()
            return (Aside(kind, blocks, location=place),) if blocks else ()
        case "container":
            return read_container(node, reading, read_blocks)
        case "bullet_list" | "ordered_list":
            return (_read_list(node, reading),)
        case "dl":
            return (_read_definitions(node, reading),)
        case "table":
            return (_read_table(node, reading),)
        case "fence" | "code_block":
            return (read_code(node, reading),)
        case "math_block":
            return (Formula(node.text, location=place),)
        case "dropped":
            reading.report.add(Trouble.DIRECTIVE, node.line, node.info)
            link = Link((Text(node.text),), node.text)
            return (Paragraph((link,), place),) if node.text.startswith("http") else ()
        case "hr":
            return (SceneBreak(place),)
        case "raw_block":  # a comment has no name
            named = raw_code(node.info, node.text, reading, node.line) if node.info else ()
            return gather(named, place)
        case "footnote_reference":
            label = node.attributes["label"]
            reading.define_note(label, read_blocks(node.children, reading), node.line)
            return ()
        case kind:
            raise ValueError(f"unknown block {kind!r}")


def _read_inlines(node: Node, reading: Reading) -> Inlines:
    return join_lines(as_inlines(read_run(node, reading)))


def _opening(quote: Node) -> list[str]:
    """The kinds of the parts with which the first line of a quotation begins."""
    first = quote.children[0] if quote.children else quote
    parts = first.children[0].children if first.kind == "paragraph" else ()
    return [part.kind for part in parts if part.kind != "text" or part.text][:4]


def _quote(blocks: Blocks, attribution: Inlines, place: Location, *, kinds: list[str]) -> Blocks:
    """A quotation; one that opens with ``**Note**`` or ``**警告：**`` is a boxed remark, as GitHub
    and mdBook had them before alerts."""
    headed = kinds[3:] in (["softbreak"], ["hardbreak"])
    match blocks:
        case (Paragraph((Strong((Text(word),)), *others), first), *rest) if (
            kinds[:1] == ["strong_open"] and not attribution
        ):
            kind, run = aside_kind(_SPOKEN.sub("", word)), tuple(others)
            spoken = headed or not run or bool(_SPOKEN.search(word))
            if run and isinstance(run[0], Text) and not spoken:
                spoken = bool(_SPOKEN.match(run[0].text))
                run = (Text(_SPOKEN.sub("", run[0].text, count=1)), *run[1:])
            if kind and spoken:
                head = trim(run)
                body = (*((Paragraph(head, first),) if head else ()), *rest)
                return (Aside(kind, body, location=place),) if body else ()
    return (Quotation(blocks, attribution, place),) if blocks else ()


def _read_list(node: Node, reading: Reading) -> ListBlock:
    paragraphs = [c for item in node.children for c in item.children if c.kind == "paragraph"]
    return ListBlock(
        items=tuple(_read_item(item, reading) for item in node.children),
        ordered=node.kind == "ordered_list",
        start=int(node.attributes.get("start", 1)),
        tight=all(paragraph.hidden for paragraph in paragraphs),
        location=reading.place(node.line),
    )


def _read_item(node: Node, reading: Reading) -> ListItem:
    blocks = read_blocks(node.children, reading)
    match blocks:
        case (Paragraph((Text(text), *others), place), *rest) if box := _TASK.match(text):
            run = join_lines((Text(text[box.end() :]), *others))
            head = (Paragraph(run, place),) if run else ()
            return ListItem((*head, *rest), box[1] != " ")
        case _:
            return ListItem(blocks)


def _read_definitions(node: Node, reading: Reading) -> DefinitionList:
    items: list[Definition] = []
    for child in node.children:
        if child.kind == "dt":
            items.append(Definition(_read_inlines(child.children[0], reading), ()))
        else:
            meaning = read_blocks(child.children, reading)
            items[-1] = replace(items[-1], meanings=(*items[-1].meanings, meaning))
    return DefinitionList(tuple(items), reading.place(node.line))


def _read_table(node: Node, reading: Reading) -> Table:
    parts = {part.kind: part for part in node.children}
    rows = {
        kind: tuple(
            tuple(_read_inlines(cell.children[0], reading) for cell in row.children)
            for row in part.children
        )
        for kind, part in parts.items()
    }
    for row in (row for part in node.children for row in part.children):
        if row.attributes.get("surplus"):
            reading.report.add(Trouble.CELLS, row.line)
    styles = [str(c.attributes.get("style", "")) for c in parts["thead"].children[0].children]
    alignments = tuple(
        _ALIGNMENTS.get(style.removeprefix("text-align:"), Alignment.START) for style in styles
    )
    head, body = rows["thead"], rows.get("tbody", ())
    if body and not any(cell for row in head for cell in row):
        head = ()  # GFM has no table without a head, so its cells are left empty
    return Table(head, body, alignments, (), reading.place(node.line))
