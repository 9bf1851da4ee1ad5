"""Boxed remarks, as writers' tools mark them → container tokens, like those of ``:::``.

MkDocs' ``!!! note "title"``, ``??? tip`` and ``=== "tab"`` with indented lines below; GitBook's
``{% hint style="info" %}`` … ``{% endhint %}``; HTML's ``<div class="warning">`` (mdBook),
``<section>``, ``<aside>`` and ``<details>`` around Markdown.
"""

from __future__ import annotations

import re

from keben.readers.markdown.asides import kind_of_classes
from keben.readers.markdown.engine import BlockState, Engine
from keben.readers.references import unescape

INDENT = 4
"""Columns by which the content of ``!!!`` stands in (Python-Markdown)."""

_ADMONITION = re.compile(
    r"(?:!!!|\?\?\?\+?)[ \t]*(?P<kind>[\w-]*)(?P<more>(?:[ \t]+[\w-]+)*)[ \t]*"
    r"(?:\"(?P<title>.*)\"|'(?P<other>.*)')?[ \t]*:?[ \t]*"
)
_TAB = re.compile(r"===[+!]*[ \t]+(?:\"(?P<title>.+)\"|'(?P<other>.+)')[ \t]*")
_LIQUID = re.compile(r"\{%[ \t]*(?P<name>[\w-]+)(?P<given>[^%]*)%\}[ \t]*")
_GIVEN = re.compile(r"([\w-]+)\s*=\s*[\"']([^\"']*)[\"']")
_ELEMENT = re.compile(r"<(?P<name>div|section|aside|details)\b(?P<given>[^<>]*)>[ \t]*(?P<rest>.*)")
_SUMMARY = re.compile(r"\s*<summary[^<>]*>(.*?)</summary>[ \t]*", re.IGNORECASE)
_FENCE = re.compile(r"(`{3,}|~{3,})")

_BARE = frozenset({"tabs", "code", "stepper", "step", "columns", "column", "raw"})
"""GitBook's blocks that only hold others."""


def add_aside_rules(engine: Engine) -> None:
    """Teach the parser boxed remarks."""
    ends = ["paragraph", "reference", "blockquote", "list"]
    engine.add_block_rule("admonition", read_admonition, before="fence", ends=ends)
    engine.add_block_rule("liquid", read_liquid, before="fence", ends=ends)
    engine.add_block_rule("element", read_element, before="raw", ends=ends[:3])


def _line(state: BlockState, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def read_admonition(state: BlockState, start: int, end: int, silent: bool) -> bool:
    """``!!! kind "title"``, ``???`` or ``=== "title"``, and the lines below that stand in."""
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    tab = _TAB.fullmatch(line)
    found = tab or _ADMONITION.fullmatch(line)
    if found is None:
        return False
    if silent:
        return True
    last = start + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= state.blkIndent + INDENT):
        last += 1
    while last > start + 1 and state.isEmpty(last - 1):
        last -= 1
    title = found["title"] or found["other"] or ""
    kind = "tab" if tab else found["kind"] or "note"
    outer, state.blkIndent = state.blkIndent, state.blkIndent + INDENT
    _push(state, kind, title, start, (start + 1, last), last)
    state.blkIndent = outer
    return True


def read_liquid(state: BlockState, start: int, end: int, silent: bool) -> bool:
    """``{% name … %}`` up to its ``{% endname %}``; one that has no end is left out."""
    found = None if state.is_code_block(start) else _LIQUID.fullmatch(_line(state, start))
    if found is None:
        return False
    if silent:
        return True
    given = dict(_GIVEN.findall(found["given"]))
    name = found["name"]
    close = _find_liquid_end(state, name, start, end)
    if close < 0:
        token = state.push("dropped", "", 0)
        token.map, token.info = [start, start + 1], name
        token.content = given.get("url", "")
        state.line = start + 1
        return True
    kind = given.get("style", "info") if name == "hint" else name
    title = given.get("title", "")
    if name in _BARE:
        kind = "bare"
    _push(state, kind, title, start, (start + 1, close), close + 1)
    return True


def _find_liquid_end(state: BlockState, name: str, start: int, end: int) -> int:
    depth = 1
    for number in range(start + 1, end):
        found = _LIQUID.fullmatch(_line(state, number))
        if found is None:
            continue
        depth += (found["name"] == name) - (found["name"] == f"end{name}")
        if not depth:
            return number
    return -1


def read_element(state: BlockState, start: int, end: int, silent: bool) -> bool:
    """An HTML element that stands for a box, from the line of its tag to the line of its end."""
    found = None if state.is_code_block(start) else _ELEMENT.fullmatch(_line(state, start))
    if found is None:
        return False
    name = found["name"]
    classes = " ".join(re.findall(r"class\s*=\s*[\"']([^\"']*)[\"']", found["given"]))
    kind = "details" if name == "details" else kind_of_classes(classes)
    close = _find_element_end(state, name, start, end) if kind and not silent else start
    if not kind or close < 0:
        return False
    if silent:
        return True
    if close == start:
        return False  # all in one line: the inline rules read it
    first, title = start + 1, ""
    if summary := _SUMMARY.fullmatch(found["rest"]):
        title = summary[1]
    elif found["rest"]:
        return False
    elif first < close and (summary := _SUMMARY.fullmatch(_line(state, first))):
        title, first = summary[1], first + 1
    _push(state, kind, unescape(title.strip()), start, (first, close), close + 1)
    return True


def _find_element_end(state: BlockState, name: str, start: int, end: int) -> int:
    """The line that is the closing tag and nothing else; -1 where there is none."""
    depth, fence = 0, ""
    for number in range(start, end):
        line = _line(state, number)
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        if fence:
            continue
        depth += len(re.findall(rf"<{name}\b", line)) - line.count(f"</{name}>")
        if not depth:
            return number if line.strip() == f"</{name}>" or number == start else -1
    return -1


def _push(
    state: BlockState, kind: str, title: str, start: int, content: tuple[int, int], after: int
) -> None:
    """The tokens of a container with what it holds: lines ``content``, up to line ``after``."""
    token = state.push("container_open", "", 1)
    token.map = [start, after]
    token.info = kind
    token.meta = {"closed": True, "foreign": True}
    if title.strip():
        state.push("container_title_open", "", 1).map = [start, start + 1]
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = title.strip(), [start, start + 1], []
        state.push("container_title_close", "", -1)
    first, last = content
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", last
    if first < last:
        state.md.block.tokenize(state, first, last)
    state.push("container_close", "", -1)
    state.parentType, state.lineMax = parent, line_max
    state.line = after
