"""Aozora Bunko's descriptions of unencoded characters (外字注記) → characters; a character → its
class, by which ruby finds its base."""

from __future__ import annotations

import re
from collections.abc import Callable

_GAIJI = re.compile(r"※［＃([^［］\n]*)］")
_UNICODE = re.compile(r"U\+([0-9A-Fa-f]{4,6})")
_CELL = re.compile(r"(?<![\d-])([12])-(\d{1,2})-(\d{1,2})(?![\d-])")
_SMALL = re.compile(r"小書き(?:平|片)仮名(\w)")
_LARGEST = 0x10FFFF
_CLASSES = (
    ("kanji", re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆〇仝ヶ〓]")),
    ("hiragana", re.compile(r"[\u3041-\u309f]")),
    ("katakana", re.compile(r"[\u30a0-\u30ff]")),
    ("full-width", re.compile(r"[Ａ-Ｚａ-ｚ０-９Α-Ωα-ωА-я]")),
    ("latin", re.compile(r"[A-Za-z0-9\u00c0-\u024f#&'\-.,?!]")),
)
UNKNOWN = "〓"
"""What stands for a character that cannot be had (下駄記号)."""


def character_class(character: str) -> str:
    """The class of a character; "" for marks, which no ruby is set over by itself."""
    return next((name for name, pattern in _CLASSES if pattern.match(character)), "")


def put_characters(line: str, missed: Callable[[str], None]) -> str:
    """The line with each description replaced by its character; ``missed`` is told of those for
    which there is none."""

    def put(found: re.Match[str]) -> str:
        character = _described(found[1])
        if not character:
            missed(found[1])
        return character or UNKNOWN

    return _GAIJI.sub(put, line)


def _described(description: str) -> str:
    if found := _UNICODE.search(description):
        point = int(found[1], 16)
        return chr(point) if point <= _LARGEST and not 0xD800 <= point <= 0xDFFF else ""
    if found := _CELL.search(description):
        return _jis_character(*(int(part) for part in found.groups()))
    small = _SMALL.search(description)
    return small[1] if small else ""  # where Unicode has no small form, the full one is read


def _jis_character(plane: int, row: int, cell: int) -> str:
    """JIS X 0213:2004, by plane, row and cell (面区点)."""
    if not (1 <= row <= 94 and 1 <= cell <= 94):
        return ""
    code = bytes((0xA0 + row, 0xA0 + cell))
    try:
        return (b"\x8f" + code if plane == 2 else code).decode("euc_jis_2004")
    except UnicodeDecodeError:
        return ""
