"""Formulas in Markdown → tokens: ``$…$``, ``\\(…\\)`` in a line, ``$$…$$``, ``\\[…\\]`` apart.

A dollar sign is mostly money or a shell's mark, and ``\\(`` mostly an escaped bracket. What they
hold is a formula only where it looks like one; everything else stays text.
"""

from __future__ import annotations

import re

from keben.readers.markdown.characters import has_cjk
from keben.readers.markdown.engine import BlockState, Engine, InlineState

_TEXT_IN_MATHS = re.compile(r"\\(?:text|mbox|operatorname)[a-z]*\*?\s*\{[^{}]*\}")
_TWO_WORDS = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}[,;]?\s+(?:[A-Za-z]{2,}|\d)")
_MARKS = re.compile(
    r"\\[A-Za-z]|[\^_=<>+]|(?<!\S)[A-Za-z](?!\S)|[A-Za-z0-9)]\s*[*/|-]\s*[A-Za-z0-9(]"
)
_ORDINAL = re.compile(r"(?:th|st|nd|rd|s)\b")
_OPENER = re.compile(r"(\$\$|\\\[)")
_CLOSERS = {"$$": "$$", "\\[": "\\]"}
_FENCED = re.compile(r"\$(`+)(?!`)(.*?\S.*?)(?<!`)\1(?!`)\$", re.DOTALL)
_LABEL = re.compile(r"\s*(?:\{#?[\w:.-]+\}|\(\w[\w.-]*\))?\s*$")


def add_math_rules(engine: Engine) -> None:
    """Teach the parser formulas."""
    engine.add_inline_rule("bracket_math", read_bracket_math, before="escape")
    engine.add_inline_rule("dollar_math", read_dollar_math, before="escape")
    ends = ["paragraph", "reference", "blockquote", "list"]
    engine.add_block_rule("math", read_math_block, before="fence", ends=ends)


def is_maths(tex: str) -> bool:
    """True for what can only be a formula: not prose, not Chinese, not a sum of money."""
    bare = _TEXT_IN_MATHS.sub("x", tex)
    if has_cjk(bare) or "`" in bare or not bare.strip():
        return False
    return not _TWO_WORDS.search(bare) or "\\" in bare


def read_dollar_math(state: InlineState, silent: bool) -> bool:
    """``$x$``, and ``$$x$$`` in the middle of a paragraph.

    As in Pandoc, no blank stands inside the marks and no digit behind them; and no letter or digit
    touches them outside, as in ``US$5`` or ``$HOME:$PATH``, but for the end of an ordinal. Between
    ``$` `` and `` `$`` everything is a formula (GitLab, GitHub).
    """
    src, start = state.src, state.pos
    if src[start] != "$":
        return False
    if fenced := _FENCED.match(src, start, state.posMax):
        return _push(state, silent, fenced[2], fenced.end())
    mark = "$$" if src.startswith("$$", start) else "$"
    begin = start + len(mark)
    end = _find_end(src, mark, begin, state.posMax)
    if end < 0 or (start and _touches(src[start - 1])):
        return False
    after = src[end + len(mark) : end + len(mark) + 1]
    tex = src[begin:end]
    if mark == "$" and (tex[:1].isspace() or tex[-1:].isspace()):
        return False
    touched = _touches(after) and not _ORDINAL.match(src, end + len(mark))
    if touched or not is_maths(tex):
        return False
    return _push(state, silent, tex, end + len(mark))


def _find_end(src: str, mark: str, begin: int, limit: int) -> int:
    """Where the closing mark stands; one behind a backslash closes nothing."""
    place = begin
    while (place := src.find(mark, place, limit)) >= 0:
        behind = place - 1
        while behind >= begin and src[behind] == "\\":
            behind -= 1
        if (place - behind) % 2 and place > begin:
            return place
        place += 1
    return -1


def _touches(character: str) -> bool:
    return character == "$" or (character.isascii() and character.isalnum())


def read_bracket_math(state: InlineState, silent: bool) -> bool:
    """``\\(x\\)``, where what stands between has a mark that only formulas have."""
    src, start = state.src, state.pos
    if not src.startswith("\\(", start):
        return False
    end = src.find("\\)", start + 2, state.posMax)
    tex = src[start + 2 : end] if end > 0 else ""
    if not tex.strip() or not is_maths(tex) or not _MARKS.search(tex):
        return False
    return _push(state, silent, tex, end + 2)


def _push(state: InlineState, silent: bool, tex: str, end: int) -> bool:
    if not silent:
        state.push("math_inline", "math", 0).content = tex.strip()
    state.pos = end
    return True


def read_math_block(state: BlockState, start: int, end: int, silent: bool) -> bool:
    """A formula between ``$$`` and ``$$``, or ``\\[`` and ``\\]``, at the edges of lines."""
    line = _line(state, start)
    opener = None if state.is_code_block(start) else _OPENER.match(line)
    if opener is None:
        return False
    closer = _CLOSERS[opener[1]]
    parts, last = [], start
    rest = line[2:]
    while (at := rest.find(closer)) < 0:
        parts.append(rest)
        last += 1
        if last >= end or state.isEmpty(last) or state.sCount[last] < state.blkIndent:
            return False
        rest = _line(state, last)
    parts.append(rest[:at])
    tex = "\n".join(parts).strip()
    if not _LABEL.fullmatch(rest[at + 2 :]) or not is_maths(tex):
        return False
    if opener[1] == "\\[" and not _MARKS.search(tex):
        return False
    if silent:
        return True
    token = state.push("math_block", "math", 0)
    token.map = [start, last + 1]
    token.content = tex
    state.line = last + 1
    return True


def _line(state: BlockState, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
