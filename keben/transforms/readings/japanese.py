"""Japanese text → the readings of its Han. The only module that imports sudachipy
and its dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import sudachidict_small
from sudachipy import Dictionary

HAN = "\u3005\u3006\u3007\u30f6\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""々, 〆, 〇 and ヶ are read with the characters beside them."""

_PARTS = re.compile(f"[{HAN}]+|[^{HAN}]+")
_WITH_HAN = re.compile(f"[{HAN}]")

LONGEST = 12_000
"""Characters that are looked at in one go: the library takes 49,149 bytes."""


@cache
def _tokenizer() -> Any:
    words = Path(sudachidict_small.__file__).parent / "resources" / "system.dic"
    return Dictionary(dict=str(words)).tokenizer()


def read_furigana(text: str) -> Iterator[tuple[int, int, str]]:
    """Where Han stand, from and to, and their reading in hiragana; a word's kana are left bare."""
    for start in range(0, len(text), LONGEST):
        done = start
        for word in _tokenizer().tokenize(text[start : start + LONGEST]):
            surface = word.surface()
            if _WITH_HAN.search(surface):
                yield from _divide(surface, _hiragana(word.reading_form()), done)
            done += len(surface)


def _divide(word: str, reading: str, place: int) -> Iterator[tuple[int, int, str]]:
    """The readings of the Han in a word: 食べ物, たべもの → た, もの."""
    parts = _PARTS.findall(word)
    pattern = "".join(
        "(.+?)" if _WITH_HAN.match(part) else re.escape(_hiragana(part)) for part in parts
    )
    found = re.fullmatch(pattern, reading)
    if found is None:
        # Its kana are not read as they are written; one reading stands over all.
        if reading and reading != _hiragana(word):
            yield place, place + len(word), reading
        return
    readings = iter(found.groups())
    for part in parts:
        if _WITH_HAN.match(part):
            spelt = next(readings)
            if part.strip("ヶ"):
                yield place, place + len(part), spelt
        place += len(part)


def _hiragana(text: str) -> str:
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)
