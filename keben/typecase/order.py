"""A face → its glyphs that stand in most lines, those of the commonest characters first.

The order is the face's and no text's, so that what is drawn stays true when a text changes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

import uharfbuzz as hb

from keben.decoding.frequent import HANS_BY_USE, HANT_BY_USE, JA_BY_USE, KO_BY_USE
from keben.typecase.faces import Face, loaded

MARKS = "，。“”、：；！？「」『』《》（）〈〉‘’…—·～　"
KANA = "".join(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB), 0x30FC)))
LATIN = "".join(map(chr, range(0x20, 0x7F)))

BY_USE = {
    "zh-Hans": MARKS + HANS_BY_USE + LATIN,
    "zh-Hant": MARKS + HANT_BY_USE + LATIN,
    "ja": MARKS + KANA[:83] + JA_BY_USE + KANA[83:] + LATIN,
    "ko": LATIN + KO_BY_USE + MARKS,
}
"""What text is mostly made of, by language, in the order of its use."""

COMMON = {
    "zh-Hans": ("gb2312", range(0xB0, 0xD8)),
    "zh-Hant": ("big5", range(0xA4, 0xC7)),
    "ja": ("euc_jp", range(0xB0, 0xD0)),
    "ko": ("euc_kr", range(0xB0, 0xC9)),
}
"""The first level of the standard of each language, with its first bytes: GB/T 2312, Big5, JIS X
0208 and KS X 1001 give one to the characters of common use."""

FEWEST = 300
"""A face with fewer common characters is no face for running text in these languages."""


@cache
def order_of(face: Face) -> Sequence[int]:
    """The numbers of the glyphs of common characters in the face's languages, each once; none for a
    face that is of other scripts."""
    font = hb.Font(loaded(face))
    own = {_plain(language) for language in face.languages}
    known = [tag for tag in BY_USE if own & {tag, "*"}]
    rest = {font.get_nominal_glyph(ord(each)) for tag in known for each in _level(tag)} - {None, 0}
    if len(rest) < FEWEST:
        return array("H")
    first = [each for tag in known for each in _shaped(font, BY_USE[tag], tag)]
    return array("H", dict.fromkeys((*first, *sorted(rest))))


def _plain(language: str) -> str:
    """A language without its region; Chinese and Korean have one face for several."""
    return "-".join(part for part in language.split("-") if not part.isupper())


def _shaped(font: hb.Font, characters: str, language: str) -> Iterator[int]:
    """The glyph of each character by itself, in the form of a language."""
    for character in characters:
        text = hb.Buffer()
        text.add_str(character)
        text.guess_segment_properties()
        text.language = language
        hb.shape(font, text)
        yield from (info.codepoint for info in text.glyph_infos if info.codepoint)


def _level(language: str) -> Iterator[str]:
    codec, rows = COMMON[language]
    for pair in product(rows, range(0x40, 0xFF)):
        found = bytes(pair).decode(codec, "ignore")
        if len(found) == 1 and ord(found) > 0xFF:
            yield found
