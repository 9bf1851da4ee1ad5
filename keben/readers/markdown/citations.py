"""Citations in Pandoc's syntax: ``[see @key, 第 3 页; -@other]``, ``@key``, ``@key [p. 3]``.

They are read only where a bibliography is stated, so that ``@name`` is text elsewhere.
"""

from __future__ import annotations

import re

from keben.model import Citation, CitedWork
from keben.readers.markdown.characters import is_cjk
from keben.readers.markdown.engine import Engine, InlineState

_KEY = r"(?:\{[^{}\s]+\}|\w(?:[\w:.#$%&\-+?<>~/]*\w)?)"
_ASCII_KEY = re.compile(r"@(?:\{[^{}\s]+\}|\w(?:[\w:.#$%&\-+?<>~/]*\w)?)", re.ASCII)
"""In a sentence a key ends where the Latin letters end, because Chinese has no spaces."""

_ITEM = re.compile(rf"(?P<prefix>.*?)(?P<bare>-?)(?<!\w)@(?P<key>{_KEY})(?P<rest>.*)", re.DOTALL)
_LOCATOR = re.compile(r"\s*[,，]\s*(?P<locator>.+)", re.DOTALL)
_PLACE = re.compile(
    r"(?:(?:pp?|chaps?|secs?|vols?|nos?|figs?|paras?|v|n|l|ll)\.\s*|第|卷|图|圖|表|页|頁)?\s*"
    r"[\dIVXLCivxlc一二三四五六七八九十百]+(?:\s*[-–—~～至,，、]\s*[\dIVXLCivxlc]+)*"
    r"(?:\s*(?:页|頁|ページ|쪽|章|节|節|卷|巻|回|条|條))?"
)
_AFTER = re.compile(r"[ \t]?\[([^\[\]@]+)\](?![(\[{])")


def add_citation_rules(engine: Engine) -> None:
    """Teach the parser citations."""
    engine.add_inline_rule("citation", read_group, before="link")
    engine.add_inline_rule("author", read_narrative, before="link")


def read_group(state: InlineState, silent: bool) -> bool:
    """``[@a; see @b, p. 3]``."""
    start = state.pos
    if state.src[start] != "[" or not state.env.get("cites"):
        return False
    end = state.src.find("]", start, state.posMax)
    text = state.src[start + 1 : end]
    if end < 0 or "@" not in text or "[" in text or not _works(text):
        return False
    if state.src[end + 1 : end + 2] in ("(", "[", "{"):
        return False
    return _push(state, state.src[start : end + 1], silent)


def read_narrative(state: InlineState, silent: bool) -> bool:
    """``@a`` in a sentence, perhaps with ``[p. 3]`` behind it."""
    start = state.pos
    if state.src[start] != "@" or not state.env.get("cites"):
        return False
    before = state.src[start - 1] if start else " "
    found = _ASCII_KEY.match(state.src, start, state.posMax)
    if found is None or (before.isascii() and (before.isalnum() or before in "_@/.")):
        return False
    end = found.end()
    after = _AFTER.match(state.src, end, state.posMax)
    return _push(state, state.src[start : after.end() if after else end], silent)


def _push(state: InlineState, written: str, silent: bool) -> bool:
    """The spaces that writers set around a citation are none of a text without spaces."""
    if not silent:
        if state.pending.endswith(" ") and is_cjk(state.pending[-2:-1]):
            state.pending = state.pending[:-1]
        state.push("citation", "", 0).content = written
    state.pos += len(written)
    behind = state.src[state.pos : state.pos + 2]
    if behind.startswith(" ") and is_cjk(behind[1:]):
        state.pos += 1
    return True


def citation(written: str) -> Citation:
    """What a citation says, from how it is written."""
    if written.startswith("["):
        return Citation(_works(written[1:-1]), written)
    key, _, behind = written.partition("[")
    locator, suffix = _located(f", {behind[:-1]}") if behind else ("", "")
    work = CitedWork(key[1:].strip("{} \t"), locator, suffix=suffix)
    return Citation((work,), written, narrative=True)


def _works(text: str) -> tuple[CitedWork, ...]:
    """The works of a group; none where a part of it names no work."""
    items = [_ITEM.fullmatch(part) for part in re.split("[;；]", text)]
    works = []
    for item in items:
        if item is None:
            return ()
        locator, suffix = _located(item["rest"])
        prefix = " ".join(item["prefix"].split())
        key = item["key"].strip("{}")
        works.append(CitedWork(key, locator, prefix, suffix, bool(item["bare"])))
    return tuple(works)


def _located(rest: str) -> tuple[str, str]:
    """What stands behind a key: the place in the work, and other words."""
    found = _LOCATOR.fullmatch(rest)
    if found is None:
        return "", rest.rstrip()
    place = _PLACE.match(found["locator"])
    if place is None:
        return "", rest.rstrip()
    suffix = found["locator"][place.end() :].rstrip()
    return place[0].strip(), suffix
