"""Runs of Markdown → tokens, beyond CommonMark: ruby, spans, notes, raw elements.

``[漢字]{かんじ}`` is ruby, ``[文字]{.dots}`` and ``[text]{lang=ja}`` are spans, ``^[…]`` is a note
written in place, ``____`` between words a blank to be filled in; ``H~2~O`` is lowered, ``x^2^``
and ``^\\[1\\]^`` are raised.
"""

from __future__ import annotations

import re

from keben.readers.markdown.block_rules import RAW_ELEMENTS
from keben.readers.markdown.characters import has_cjk
from keben.readers.markdown.engine import Engine, InlineState
from keben.readers.markdown.keys import read_keys
from keben.readers.references import unescape

_ATTRIBUTE = r"(?:[.#][^\W_][\w-]*|[A-Za-z][\w-]*=(?:\"[^\"{}]*\"|'[^'{}]*'|[^\s{}\"']+))"
_ATTRIBUTES = re.compile(rf":?\s*({_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*)\s*")
_ONE = re.compile(_ATTRIBUTE)
_BRACES = re.compile(r"\{([^{}\n]*)\}")
_ANCHOR = re.compile(r"[ \t]*\{:?[ \t]*#([^\s{}]+)(?:[ \t]+[^{}]*)?\}[ \t]*$")
_CLASSES = re.compile(r"[ \t]+\{:?[ \t]*(?:-|\.[^\W\d_][\w-]*)((?:[ \t]+[^\s{}]+)*)[ \t]*\}[ \t]*$")
_INDEX = re.compile(r"\[\]\{\.?index[ \t]")
_NAME = re.compile(r"^\s*(?=index(?:\s|$))")
"""``{index}`` is taken for ``{.index}``: it is no reading of Han or kana."""
_RAW = re.compile(r"<([A-Za-z]+)(?=[\s/>])")
_BEARERS = frozenset({"image", "link_close", "code_inline"})
_BLANK = re.compile(r"_{4,}(?![0-9A-Za-z])")
_WORD = re.compile(r"[0-9A-Za-z_]")
_LOWERED = re.compile(r"(?<=[A-Za-zΑ-Ωα-ω)\]])~([+\-−]?[0-9A-Za-zΑ-Ωα-ω]{1,12}[+\-−]?)~(?!~)")
_RAISED = re.compile(
    r"(?<=[0-9A-Za-zΑ-Ωα-ω)\]~])\^([0-9A-Za-zΑ-Ωα-ω+\-−()/.]{1,12})\^(?!\^)|(?<=\w)\^(\d{1,3})\^(?!\^)"
    r"|(?<=\S)\^(\\\[\d{1,3}(?:[,\-–]\d{1,3})*\\\])\^(?!\^)"
)


def add_inline_rules(engine: Engine) -> None:
    """Teach the parser our inlines."""
    engine.add_inline_rule("brackets", read_brackets, before="link")
    engine.add_inline_rule("note", read_note, before="link")
    engine.add_inline_rule("attributes", read_attributes, before="link")
    engine.add_inline_rule("raw", read_raw, before="html_inline")
    engine.add_inline_rule("blank", read_blank, before="emphasis")
    engine.add_inline_rule("keys", read_keys, before="emphasis")
    engine.add_inline_rule("lowered", read_lowered, before="strikethrough")
    engine.add_inline_rule("raised", read_raised, before="strikethrough")


def parse_attributes(text: str) -> dict[str, str]:
    """``.dots #here lang=ja`` → ``{"class": "dots", "id": "here", "lang": "ja"}``; else empty."""
    whole = _ATTRIBUTES.fullmatch(text)
    found: dict[str, str] = {}
    for part in _ONE.findall(whole[1]) if whole else ():
        if part[0] in ".#":
            key, value = ("class" if part[0] == "." else "id"), part[1:]
        else:
            key, _, value = part.partition("=")
            value = value.strip("\"'")
        found[key] = f"{found[key]} {value}" if key == "class" and key in found else value
    return found


def cut_anchor(text: str) -> tuple[str, str]:
    """A head's text and the anchor that ``{#anchor}`` at its end gives it. Classes there, as mdBook
    and Pandoc have them (``{.unlisted}``, ``{-}``), are no words of it."""
    if found := _CLASSES.search(text):
        name = next((word[1:] for word in found[1].split() if word.startswith("#")), "")
        return text[: found.start()], name
    found = _ANCHOR.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def read_brackets(state: InlineState, silent: bool) -> bool:
    """``[base]{text}``: ruby where either side is CJK; a span where the braces hold attributes."""
    start = state.pos
    if state.src[start] != "[" or state.src.find("]{", start, state.posMax) < 0:
        return False
    end = state.md.helpers.parseLinkLabel(state, start, False)
    braces = _BRACES.match(state.src, end + 1, state.posMax) if end > start + 1 else None
    if _INDEX.match(state.src, start, state.posMax):  # a mark that stands on no words
        braces = _BRACES.match(state.src, start + 2, state.posMax)
    if braces is None:
        return False
    attributes = parse_attributes(_NAME.sub(".", braces[1], count=1))
    annotation = unescape(braces[1].strip())
    if not attributes and not (annotation and has_cjk(state.src[start + 1 : end] + annotation)):
        return False
    if not silent:
        name = "marked_span" if attributes else "ruby"
        meta: dict[str, str] = attributes or {"text": annotation}
        _push_inner(state, name, meta, start + 1, end)
    state.pos = braces.end()
    return True


def read_note(state: InlineState, silent: bool) -> bool:
    """``^[a note written in place]``."""
    start = state.pos
    if not state.src.startswith("^[", start) or state.src.find("]", start) < 0:
        return False
    end = state.md.helpers.parseLinkLabel(state, start + 1, False)
    if end < 0:
        return False
    if not silent:
        _push_inner(state, "note", {}, start + 2, end)
    state.pos = end + 1
    return True


def _push_inner(state: InlineState, name: str, meta: dict[str, str], start: int, end: int) -> None:
    outer = state.posMax
    state.push(f"{name}_open", "", 1).meta = dict(meta)
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = outer
    state.push(f"{name}_close", "", -1)


def read_attributes(state: InlineState, silent: bool) -> bool:
    """Attributes without a meaning: ``{: …}`` anywhere, ``{.x y=z}`` behind what bears them."""
    if state.src[state.pos] != "{":
        return False
    braces = _BRACES.match(state.src, state.pos, state.posMax)
    if braces is None or not parse_attributes(braces[1]):
        return False
    borne = not state.pending and bool(state.tokens) and state.tokens[-1].type in _BEARERS
    if not borne and not braces[1].startswith(":"):
        return False
    if not silent:
        state.push("attributes", "", 0).content = braces[1].strip(": \t")
    state.pos = braces.end()
    return True


def read_raw(state: InlineState, silent: bool) -> bool:
    """An element whose content is not Markdown, from its tag to its closing tag."""
    raw = _RAW.match(state.src, state.pos, state.posMax)
    if raw is None or raw[1].lower() not in RAW_ELEMENTS:
        return False
    found = re.compile(rf"</{raw[1]}\s*>", re.IGNORECASE).search(state.src, raw.end())
    if found is None or found.end() > state.posMax:
        return False
    if not silent:
        token = state.push("raw_inline", "", 0)
        token.info = raw[1].lower()
        token.content = state.src[state.pos : found.end()]
    state.pos = found.end()
    return True


def read_blank(state: InlineState, silent: bool) -> bool:
    """A blank to be filled in: four underscores or more that touch no Latin word. Two of them in a
    paragraph are not the two ends of what is strong."""
    start = state.pos
    blank = _BLANK.match(state.src, start, state.posMax)
    if blank is None or (start and _WORD.match(state.src[start - 1])):
        return False
    if not silent:
        state.pending += blank[0]
    state.pos = blank.end()
    return True


def read_lowered(state: InlineState, silent: bool) -> bool:
    """``H~2~O``, stricter than Pandoc: one short word behind a letter, because ``3~5天，10~20天``
    are ranges and no plug-in tells them apart."""
    return _read_shifted(state, silent, _LOWERED, "sub")


def read_raised(state: InlineState, silent: bool) -> bool:
    """``x^2^``, stricter than Pandoc: one short word behind a letter or a digit, behind Han a
    number alone, because ``^o^`` is a face; ``^\\[1\\]^``, a number in brackets that are no link's,
    behind any word or mark."""
    return _read_shifted(state, silent, _RAISED, "sup")


def _read_shifted(state: InlineState, silent: bool, form: re.Pattern[str], tag: str) -> bool:
    if state.src[state.pos] not in "~^":
        return False
    found = form.match(state.src, state.pos, state.posMax)
    if found is None or _in_address(state.src, state.pos):
        return False
    if not silent:
        state.push(f"{tag}_open", tag, 1)
        state.push("text", "", 0).content = found[found.lastindex or 0].replace("\\", "")
        state.push(f"{tag}_close", tag, -1)
    state.pos = found.end()
    return True


def _in_address(text: str, end: int) -> bool:
    """Whether the word before ``end`` is an address, as in ``https://example.org/a~1~``."""
    return "://" in re.split(r"\s", text[max(0, end - 200) : end])[-1]
