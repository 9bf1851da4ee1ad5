"""Han characters → how they are read in Mandarin. The only module that imports pypinyin."""

from __future__ import annotations

from collections.abc import Sequence

from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.contrib.tone_convert import to_tone
from pypinyin.style import convert

LIGHT = "˙"
"""The light tone of zhuyin stands before its symbols (clreq §3.3)."""


def syllables(text: str, *, tones: bool = False) -> list[str]:
    """The syllables of a text without tone marks, or with their number: what it is sorted by."""
    return lazy_pinyin(text, style=Style.TONE3 if tones else Style.NORMAL)


def read_pinyin(text: str) -> list[str]:
    """A syllable with its tone mark for each character of a text in Han, polyphones by the phrases
    in which they stand; empty for a character that is not known."""
    return _read(text, Style.TONE)


def read_zhuyin(text: str) -> list[str]:
    """The same in zhuyin."""
    return [_light(each) for each in _read(text, Style.BOPOMOFO)]


def _read(text: str, style: Style) -> list[str]:
    # Its types say nothing of the list, by which each unknown character is one.
    found = pinyin(text, style=style, errors=_unknown)  # type: ignore[arg-type]
    return [each[0] for each in found]


def _unknown(text: str) -> list[str]:
    return [""] * len(text)


def _light(symbols: str) -> str:
    bare = symbols.rstrip(LIGHT)
    return f"{LIGHT}{bare}" if bare != symbols else symbols


def spell(reading: Sequence[str], *, zhuyin: bool) -> tuple[str, ...]:
    """Syllables as a person wrote them (``yín``, ``yin2``, ㄧㄣˊ) as they are printed."""
    marked = [to_tone(each) if each[-1:].isdigit() else each for each in reading]
    if not zhuyin:
        return tuple(marked)
    found = [convert(each, Style.BOPOMOFO, strict=True, default="") for each in marked]
    return tuple(_light(symbols) or each for symbols, each in zip(found, marked, strict=True))
