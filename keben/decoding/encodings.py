"""The encodings that a file may be in, with their names and how each is decoded strictly."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field

from keben.decoding.likeness import LANGUAGES

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
"""Byte order marks; UTF-32's come before UTF-16's, which they begin with."""

_TO_JIS = {0xFF5E: 0x301C, 0x2225: 0x2016, 0xFF0D: 0x2212, 0xFFE0: 0xA2, 0xFFE1: 0xA3, 0xFFE2: 0xAC}
"""Where Windows' table of Shift_JIS differs from that of JIS X 0208, which EUC-JP has."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding by its usual name, the ``languages`` written in it, and the codecs that decode
    it, the plainest first: a later one knows more characters."""

    name: str
    languages: tuple[str, ...]
    codecs: tuple[str, ...]
    changes: Mapping[int, int] = field(default_factory=dict)

    def decode(self, data: bytes) -> str:
        """The text. Raises UnicodeDecodeError at the first byte that fits no codec of it."""
        furthest: UnicodeDecodeError | None = None
        for codec in self.codecs:
            try:
                text = data.decode(codec)
            except UnicodeDecodeError as error:
                if furthest is None or error.start > furthest.start:
                    furthest = error
            else:
                return text.translate(self.changes) if self.changes else text
        assert furthest is not None  # every encoding has a codec, and each has failed
        raise furthest


UTF_8 = Encoding("utf-8", LANGUAGES, ("utf-8",))
WIDE = (
    Encoding("utf-16-le", LANGUAGES, ("utf-16-le",)),
    Encoding("utf-16-be", LANGUAGES, ("utf-16-be",)),
)
LEGACY = (
    Encoding("gb18030", ("hans", "hant", "ja"), ("gb18030",)),
    Encoding("big5", ("hant",), ("cp950", "big5hkscs")),
    Encoding("shift_jis", ("ja",), ("cp932", "shift_jis_2004"), _TO_JIS),
    Encoding("euc-jp", ("ja",), ("euc_jp", "euc_jis_2004")),
    Encoding("cp949", ("ko",), ("cp949",)),
)
"""In the order in which they are believed where nothing else tells."""

ALIASES = {
    "utf-8-sig": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030",
    "ms936": "gb18030", "big5hkscs": "big5", "cp950": "big5", "cp932": "shift_jis",
    "euc_jp": "euc-jp", "euc_kr": "cp949", "uhc": "cp949",
}  # fmt: skip
"""What Python calls an encoding that is contained in one of the above."""


def named(name: str) -> Encoding:
    """The encoding of a name, ours or one of Python's. Raises LookupError for none of these."""
    canonical = codecs.lookup(name).name
    b"".decode(canonical)  # refuses codecs that make no text, such as hex
    known = {e.name: e for e in (UTF_8, *WIDE, *LEGACY)}
    name = ALIASES.get(canonical, canonical)
    return known.get(name) or Encoding(canonical, LANGUAGES, (canonical,))
