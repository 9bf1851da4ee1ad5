"""Lines of Markdown → tokens, beyond CommonMark: containers, raw elements, whole tables."""

from __future__ import annotations

import re

from keben.readers.markdown.engine import BlockState, Engine, Token, read_gfm_table, split_cells
from keben.readers.markdown.tags import BLOCKS

BLOCK_DEPTH = 24
"""Quotations and containers within one another (a list counts two)."""

RAW_ELEMENTS = frozenset(
    {"script", "style", "iframe", "object", "svg", "template", "canvas", "noscript", "pre"}
)
"""Elements whose content is not Markdown, and may hold blank lines."""

_OPENER = re.compile(r"(:{3,})[ \t]*([^\s:].*)")
_CLOSER = re.compile(r"(:{3,})[ \t]*$")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_RAW = re.compile(r"<(?:(!--)|(\?)|(!\[CDATA\[)|(![A-Za-z])|([A-Za-z]+)(?=[\s/>]|$))")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?=[\s/>]|$)")
_RAW_ENDS = ("-->", "?>", "]]>", ">")


def add_block_rules(engine: Engine) -> None:
    """Teach the parser our blocks."""
    ends = ["paragraph", "reference", "blockquote", "list"]
    engine.add_block_rule("container", read_container, before="fence", ends=ends)
    engine.add_block_rule("raw", read_raw, before="heading", ends=ends[:3])
    engine.add_block_rule("boundary", end_paragraph, before="paragraph", ends=ends)
    engine.replace_block_rule("table", read_table, ends=ends[:2])
    engine.add_block_rule("depths", read_depths, before="table", ends=[])


def _line(state: BlockState, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _is_outdented(state: BlockState, number: int) -> bool:
    return not state.isEmpty(number) and state.sCount[number] < state.blkIndent


def read_container(state: BlockState, start: int, end: int, silent: bool) -> bool:
    """``::: name title`` … ``:::``. Containers nest; more colons outside make it plainer."""
    opener = None if state.is_code_block(start) else _OPENER.match(_line(state, start))
    if opener is None:
        return False
    if silent:
        return True
    close = _find_close(state, start, end, len(opener[1]))
    name, _, title = opener[2].strip().partition(" ")
    token = state.push("container_open", "", 1)
    token.map = [start, min(close + 1, end)]
    token.info = name
    token.meta = {"closed": close < end and not _is_outdented(state, close)}
    if title.strip():
        state.push("container_title_open", "", 1).map = [start, start + 1]
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = title.strip(), [start, start + 1], []
        state.push("container_title_close", "", -1)
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", close
    verse, state.env["verse"] = state.env.get("verse", False), name == "verse"
    state.md.block.tokenize(state, start + 1, close)
    state.env["verse"] = verse
    state.push("container_close", "", -1)
    state.parentType, state.lineMax = parent, line_max
    state.line = close + 1 if token.meta["closed"] else close
    return True


def _find_close(state: BlockState, start: int, end: int, colons: int) -> int:
    """The line that closes the container, or the first line after it where none does."""
    opened, fence = [colons], ""
    for number in range(start + 1, end):
        if _is_outdented(state, number):
            return number
        line = _line(state, number)
        if mark := _FENCE.match(line):
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence) and not line.strip(fence[0] + " \t"):
                fence = ""
        elif fence:
            continue
        elif opener := _OPENER.match(line):
            opened.append(len(opener[1]))
        elif closer := _CLOSER.match(line):
            _close(opened, len(closer[1]))
            if not opened:
                return number
    return end


def _close(opened: list[int], colons: int) -> None:
    """Close the innermost container of as many colons, else the innermost of fewer."""
    for fits in (colons.__eq__, colons.__gt__):
        for index in range(len(opened) - 1, -1, -1):
            if fits(opened[index]):
                del opened[index:]
                return


def read_raw(state: BlockState, start: int, end: int, silent: bool) -> bool:
    """A comment, or an element such as ``<script>``, from its line to the line where it ends.

    Text behind the end stays. What never ends is no raw block: nothing is swallowed.
    """
    begin = state.bMarks[start] + state.tShift[start]
    raw = None if state.is_code_block(start) else _RAW.match(state.src, begin, state.eMarks[start])
    if raw is None or (raw[5] and raw[5].lower() not in RAW_ELEMENTS):
        return False
    kind = raw.lastindex or 5
    closing = re.escape(_RAW_ENDS[kind - 1]) if kind < 5 else rf"</{raw[5]}\s*>"
    found = re.compile(closing, re.IGNORECASE).search(state.src, raw.end())
    if found is None:
        return False
    last = next((n for n in range(start, end) if found.end() <= state.eMarks[n]), None)
    if last is None or any(_is_outdented(state, n) for n in range(start, last)):
        return False
    tail = state.src[found.end() : state.eMarks[last]].strip()
    if tail and last == start:
        return False  # the inline rules read it within its paragraph
    if silent:
        return True
    token = state.push("raw_block", "", 0)
    token.map = [start, last + 1]
    token.info = (raw[5] or "").lower()
    text = state.getLines(start, last + 1, state.blkIndent, False)
    token.content = text.rstrip().removesuffix(tail)
    state.line = last + 1
    if tail:
        state.bMarks[last] = found.end()
        state.tShift[last] = len(state.src[found.end() : state.eMarks[last]]) - len(tail)
        state.sCount[last] = state.blkIndent
        state.line = last
    return True


def end_paragraph(state: BlockState, start: int, end: int, silent: bool) -> bool:
    """Where a line begins no block of its own but still ends the paragraph above it.

    A line indented by two ideographic spaces begins a paragraph, as in Chinese plain text. An HTML
    block below a quotation or a list item does not belong to it (CommonMark §4.6).
    """
    if not silent:
        return False
    line = _line(state, start)
    if line.startswith("\u3000\u3000"):
        return not state.env.get("verse", False)
    lazy = state.parentType == "blockquote" or state.sCount[start] < state.blkIndent
    tag = _TAG.match(line) if lazy else None
    return tag is not None and tag[1].lower() in BLOCKS


def read_table(state: BlockState, start: int, end: int, silent: bool) -> bool:
    """A table. What GFM would drop, cells beyond those of the head, joins the row's last cell."""
    first = len(state.tokens)
    if not read_gfm_table(state, start, end, silent):
        return False
    row: Token | None = None
    cells: list[Token] = []
    for token in state.tokens[first:]:
        if token.type == "tr_open":
            row, cells = token, []
        elif token.type == "inline":
            cells.append(token)
        elif token.type == "tr_close" and row and row.map:
            written = split_cells(_line(state, row.map[0]).strip().removeprefix("|"))
            surplus = [text.strip() for text in written[len(cells) :] if text.strip()]
            if surplus:
                cells[-1].content = " | ".join((cells[-1].content, *surplus))
                row.meta["surplus"] = True
    return True


def read_depths(state: BlockState, start: int, end: int, silent: bool) -> bool:
    """What is nested deeper than anyone reads: one paragraph, its marks kept as text."""
    if silent or state.level < BLOCK_DEPTH:
        return False
    token = state.push("paragraph_open", "p", 1)
    token.map = [start, end]
    token.meta = {"deep": True}
    inline = state.push("inline", "", 0)
    inline.map, inline.children = [start, end], []
    inline.content = state.getLines(start, end, state.blkIndent, False).strip()
    state.push("paragraph_close", "p", -1)
    state.line = end
    return True
