"""Blocks → blocks with the marks of Chinese text that a keyboard did not have: “ ” ‘ ’ …… ——."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from keben.readers.repair.marks import CLOSERS, OPENERS, is_cjk
from keben.readers.repair.passage import Change, Passage, Passages, Rule, Step
from keben.readers.repair.policy import FULL, Policy
from keben.readers.repair.substitute import Put, substitute

_CHINESE_MARKS = "，。、；：？！“”‘’…—《》〈〉（）【】「」『』·"
_QUOTE = {'"': ("“", "”"), "'": ("‘", "’")}
_PATTERNS = {mark: re.compile(mark) for mark in _QUOTE}
_ELLIPSIS = re.compile(r"\.{3,}|。{3,}")
_DASH = re.compile(r"-{2,}")
_LEADS = "：:" + OPENERS
"""What stands before an opening quote, and at the end of no quotation."""
_ENDS = "。！？；：，、" + CLOSERS[:-2]
"""What stands behind a closing quote, and at the beginning of no quotation."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_STRANGERS = re.compile(r"[\u3041-\u30ff\uac00-\ud7a3]")
_CODE = re.compile(r"`|\w=[\"']|[{}\\$]|</?[a-z]|https?://\S*[\"']")
_ROWS = re.compile(r"[-.\s|+=。]+")


def mend_punctuation(blocks: Passages, policy: Policy = FULL) -> Step:
    """Straight quotes made curly by pairs, ``...`` made ``……`` and ``--`` made ``——``.

    Only in text that is Chinese, and there only beside Chinese characters: code, options such as
    ``--help`` and English stay as they are.
    """
    if not _is_chinese(blocks):
        return blocks, ()
    found: list[Passage] = []
    changes: list[Change] = []
    for block in blocks:
        for more in _mend(block, policy):
            block = more[0]
            changes += more[1]
        found.append(block)
    return tuple(found), tuple(changes)


def _is_chinese(blocks: Passages) -> bool:
    sample = "".join(block.text for block in blocks[:400])
    han, strangers = len(_HAN.findall(sample)), len(_STRANGERS.findall(sample))
    return han > 5 * strangers


def _mend(block: Passage, policy: Policy) -> Iterator[tuple[Passage, list[Change]]]:
    """The block after each kind of mending that it needs, with the changes."""
    text = block.text
    if policy.marks and ("..." in text or "。。。" in text) and not _ROWS.fullmatch(text):
        block, changes = substitute(block, _ELLIPSIS, _ellipsis, policy)
        yield block, changes
    if policy.marks and "--" in text and not _ROWS.fullmatch(text):
        block, changes = substitute(block, _DASH, _dash, policy)
        yield block, changes
    if policy.quotes and ('"' in text or "'" in text) and not _CODE.search(text):
        for mark in _QUOTE:
            block, changes = _curl(block, mark, policy)
            yield block, changes


def _ellipsis(match: re.Match[str]) -> Put | None:
    path = match.string[match.end() :].startswith(("/", "\\"))
    if path or not (_before(match) or _after(match)):
        return None
    return Put("……", Rule.ELLIPSIS, "beside a Chinese character", 0.95)


def _dash(match: re.Match[str]) -> Put | None:
    """Between Chinese characters, at the end of Chinese, or before a name at a line's beginning."""
    start, end = match.start() == 0, match.end() == len(match.string)
    if len(match[0]) > 4 or not (start or _before(match)) or not (end or _after(match)):
        return None
    return Put("——", Rule.DASH, "between Chinese characters", 0.95)


def _before(match: re.Match[str]) -> bool:
    return _chinese(match.string[: match.start()].rstrip()[-1:])


def _after(match: re.Match[str]) -> bool:
    return _chinese(match.string[match.end() :].lstrip()[:1])


def _chinese(character: str) -> bool:
    return bool(character) and (is_cjk(character) or character in _CHINESE_MARKS)


def _curl(block: Passage, mark: str, policy: Policy) -> tuple[Passage, list[Change]]:
    """The block with the quotes of one kind made curly; a record where they do not pair."""
    places = [at for at in _places(block.text, mark) if not _is_apostrophe(block.text, at)]
    pairs = list(zip(places[::2], places[1::2], strict=False))
    if len(places) % 2 or not all(_is_pair(block.text, *pair) for pair in pairs):
        if any(_beside_chinese(block.text, at, at) for at in places):
            evidence = f"{len(places)} straight quotes that do not open and close in turn"
            return block, [Change(block.line, Rule.QUOTE_LEFT, evidence, 0.3)]
        return block, []
    curly = _choose_sides(block.text, pairs, _QUOTE[mark])

    def choose(match: re.Match[str]) -> Put | None:
        side = curly.get(match.start())
        return Put(side, Rule.QUOTE, "one of a pair beside Chinese", 0.9) if side else None

    return substitute(block, _PATTERNS[mark], choose, policy)


def _places(text: str, mark: str) -> list[int]:
    return [match.start() for match in _PATTERNS[mark].finditer(text)]


def _is_apostrophe(text: str, at: int) -> bool:
    """An apostrophe within or behind a Latin word, or a mark of minutes or feet behind digits."""
    before = text[at - 1 : at] if at else ""
    return text[at] == "'" and before.isascii() and before.isalnum()


def _is_pair(text: str, opening: int, closing: int) -> bool:
    """False where what stands beside the quotes says that they face the other way."""
    inside = text[opening + 1 : closing]
    if not inside.strip():
        return False
    faces_out = inside[0].isspace() or (len(inside) > 1 and inside[0] in _ENDS)
    return not faces_out and inside[-1] not in _LEADS and not inside[-1].isspace()


def _choose_sides(
    text: str, pairs: Sequence[tuple[int, int]], marks: tuple[str, str]
) -> dict[int, str]:
    """The curly mark for each place of the pairs that have Chinese in them or beside them."""
    sides = {}
    for opening, closing in pairs:
        if _beside_chinese(text, opening, closing):
            sides[opening], sides[closing] = marks
    return sides


def _beside_chinese(text: str, opening: int, closing: int) -> bool:
    inside = text[opening + 1 : closing]
    outside = text[max(0, opening - 3) : opening].rstrip(" :,")[-1:]
    return any(map(_chinese, (*inside, outside, text[closing + 1 : closing + 2])))
