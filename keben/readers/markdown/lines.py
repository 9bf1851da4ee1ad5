"""A run of inlines with its source line ends → the same run joined, cut or divided at them.

While a run is being read, a line end of the source is a ``"\\n"`` inside a Text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from keben.model import (
    Code,
    Dotted,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Named,
    Ruby,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from keben.readers.markdown.characters import (
    SHARED_MARKS,
    is_cjk,
    is_hangul,
    is_variation_selector,
)
from keben.walk import inlines, map_inlines

Wrapper = Emphasis | Strong | Dotted | Named | Strike | Superscript | Subscript | Link | Span

_PICTURE = "\ufffc"
_BREAK = "\v"
_BLANK = " \t\n"


def join_lines(run: Inlines) -> Inlines:
    """The run with every source line end made nothing or one space, and its ends trimmed.

    A line end becomes one space between two words of scripts that have word spaces (Latin,
    Hangul …). Beside Han, kana, their punctuation or a full-width form it becomes nothing: also
    between Han and Latin, where composition sets the gap (clreq §3.2.5). A mark that scripts
    share, such as ” or ——, goes with the text on its own side.
    """
    flat = "".join(_face(inline) for inline in inlines(run))
    joints = iter([_joint(flat, found.start()) for found in re.finditer("\n", flat)])

    def change(inline: Inline) -> Inlines:
        if isinstance(inline, Text):
            first, *others = inline.text.split("\n")
            return (Text(first + "".join(next(joints) + part for part in others)),)
        return (inline,)

    return trim(map_inlines(run, change))


def _face(inline: Inline) -> str:
    match inline:
        case Text(text) | Ruby(text, _):
            return text
        case Code() | Math():
            return "x"
        case Image():
            return _PICTURE
        case LineBreak():
            return _BREAK
        case _:
            return ""


def _joint(flat: str, at: int) -> str:
    left, right = _beside(flat, at, -1), _beside(flat, at, 1)
    if not left or not right or left in " \t\v\n" or right in " \t\v\n":
        return ""
    if is_hangul(left) or is_hangul(right):
        return " "
    return "" if is_cjk(left) or is_cjk(right) else " "


def _beside(flat: str, at: int, step: int) -> str:
    near = ""
    at += step
    while 0 <= at < len(flat) and (flat[at] in SHARED_MARKS or is_variation_selector(flat[at])):
        near = near or flat[at]
        at += step
    if not 0 <= at < len(flat) or flat[at] in " \t\v\n":
        return near or (flat[at] if 0 <= at < len(flat) else "")
    return flat[at]


def split_lines(run: Inlines) -> tuple[Inlines, ...]:
    """The lines of a run, as in verse: every line end counts, also inside emphasis."""
    lines: list[list[Inline]] = [[]]
    for inline in run:
        match inline:
            case Text(text):
                first, *others = text.split("\n")
                lines[-1].append(Text(first))
                lines.extend([Text(part)] for part in others)
            case LineBreak():
                lines.append([])
            case Emphasis() | Strong() | Dotted() | Strike() | Superscript() | Subscript():
                _extend(lines, inline)
            case Link() | Named() | Span():
                _extend(lines, inline)
            case _:
                lines[-1].append(inline)
    return tuple(trim(tuple(line)) for line in lines)


def _extend(lines: list[list[Inline]], wrapper: Wrapper) -> None:
    first, *others = (replace(wrapper, children=line) for line in split_lines(wrapper.children))
    lines[-1].append(first)
    lines.extend([other] for other in others)


def cut_last_line(run: Inlines) -> tuple[Inlines, Inlines]:
    """The run before its last line end, and the line after it; the first is empty in one line."""
    for index in range(len(run) - 1, -1, -1):
        inline = run[index]
        if isinstance(inline, LineBreak):
            return run[:index], run[index + 1 :]
        if isinstance(inline, Text) and "\n" in inline.text:
            before, _, after = inline.text.rpartition("\n")
            return (*run[:index], Text(before)), (Text(after), *run[index + 1 :])
    return (), run


def trim(run: Inlines) -> Inlines:
    """The run without blanks and line breaks at its ends; neighbouring texts made one."""
    merged: list[Inline] = []
    for inline in run:
        if isinstance(inline, Text) and merged and isinstance(merged[-1], Text):
            merged[-1] = Text(merged[-1].text + inline.text)
        else:
            merged.append(inline)
    _trim_end(merged, 0)
    _trim_end(merged, -1)
    return tuple(inline for inline in merged if inline != Text(""))


def _trim_end(run: list[Inline], end: int) -> None:
    while run:
        inline = run[end]
        if isinstance(inline, Text):
            text = inline.text.lstrip(_BLANK) if end == 0 else inline.text.rstrip(_BLANK)
            if text:
                run[end] = Text(text)
                return
        elif not isinstance(inline, LineBreak):
            return
        run.pop(end)
