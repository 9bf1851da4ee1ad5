"""An object of a PDF → a digest of it and of all that it leads to, whatever the numbers of objects.

What leads back to a page or into the structure tree is only known to lead there.
"""

from __future__ import annotations

import re
from array import array
from binascii import unhexlify
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, repeat
from typing import Any

import pikepdf

from keben.shelf import NOWHERE, Shelf

WAYS = re.compile(rb"\((?:[^()\\]|\\.)*\)|/StructParents? \d+|(\d+) (\d+) R\b", re.DOTALL)
"""In an object as it is written: strings, keys of the parent tree, and ways to other objects."""

BEYOND = ("/Page", "/Pages", "/StructElem", "/StructTreeRoot")
"""The types of objects that are not followed."""

OUTLINES = ("/FontFile", "/FontFile2", "/FontFile3")
"""Where a descriptor has the outlines (ISO 32000-1 table 122)."""

STRING = re.compile(rb"\(((?:[^()\\]|\\[()\\nr])*)\)|<((?:[0-9A-Fa-f]{4})*)>")
"""A string of codes of two bytes. Nothing of ours writes others, or with other escapes."""

ESCAPED = re.compile(rb"\\([()\\nr])")
PLAIN = {b"n": b"\n", b"r": b"\r"}
"""What stands otherwise in a literal string (ISO 32000-1 table 3)."""

DEEPEST = 60
"""Objects on the way from one to another."""

Stated = Mapping[int, Mapping[bytes, bytes]]
"""By the number of a font: what it says that each code of two bytes stands for, both as they are
written, in hexadecimal digits."""


class NotUnderstood(Exception):
    """The file is put together in a way of which no digest is made."""


@dataclass(frozen=True, slots=True)
class Found:
    """The digest of an object; in the order in which they are met, the fonts that are not yet in
    it, and the codes that are drawn, two bytes each. ``is_plain``: all codes are known."""

    digest: bytes
    fonts: tuple[int, ...] = ()
    codes: bytes = b""
    is_plain: bool = True


class Digests:
    """Takes the digests of a file. ``stated`` fonts are narrowed to the codes that are drawn, and
    their outlines left out; ``contents`` are the streams that draw pages, by their numbers. What
    codes one draws may come from a ``shelf``. Raises NotUnderstood."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        stated: Stated,
        contents: Mapping[int, Any],
        shelf: Shelf = NOWHERE,
    ) -> None:
        self._pdf, self._stated = pdf, stated
        self._drawn = dict(zip(contents, _drawn(list(contents.values()), shelf), strict=True))
        self._known: dict[int, Found] = {}
        self._above: list[int] = []
        self._says: dict[tuple[int, ...], Mapping[int, bytes]] = {}

    def of(self, number: int) -> Found:
        """That of an object with a number. Raises NotUnderstood."""
        if number not in self._known:
            if number in self._above or len(self._above) > DEEPEST:
                raise NotUnderstood
            self._above.append(number)
            self._known[number] = self._of(self._pdf.get_object(number, 0), number)
            self._above.pop()
        return self._known[number]

    def _of(self, item: Any, number: int) -> Found:
        if number in self._stated:
            return Found(self._frame(item), (number,))
        if isinstance(item, pikepdf.Stream):
            found = self.of_text(item.stream_dict.unparse())
            digest = sha256(found.digest + item.read_raw_bytes()).digest()
            codes: bytes | None = b""
            if number in self._drawn:
                codes = self._drawn[number]
            elif "/Resources" in item:
                codes = _codes(item)
            is_plain = found.is_plain and codes is not None
            return Found(digest, found.fonts, (codes or b"") + found.codes, is_plain)
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") in BEYOND:
            return Found(str(item.Type).encode())
        return self.of_text(pikepdf.Object.unparse(item, resolved=True))

    def of_text(self, written: bytes) -> Found:
        """That of an object as it is written."""
        met: list[Found] = []

        def lead(way: re.Match[bytes]) -> bytes:
            if way[1] is None:
                return way[0] if way[0].startswith(b"(") else b""
            if way[2] != b"0":
                raise NotUnderstood
            met.append(self.of(int(way[1])))
            return b"#" + met[-1].digest.hex().encode()

        digest = sha256(WAYS.sub(lead, written)).digest()
        fonts = tuple(chain.from_iterable(found.fonts for found in met))
        codes = b"".join(found.codes for found in met)
        return Found(digest, fonts, codes, all(found.is_plain for found in met))

    def _frame(self, font: Any) -> bytes:
        """A font without its outlines, their places, and what its codes stand for."""
        parts = [without(font, "/ToUnicode", "/DescendantFonts")]
        for below in font.DescendantFonts:
            descriptor = below.get("/FontDescriptor", pikepdf.Dictionary())
            parts.append(without(below, "/FontDescriptor", "/CIDToGIDMap"))
            parts.append(without(descriptor, *OUTLINES))
        return sha256(b"".join(self.of_text(part).digest for part in parts)).digest()

    def whole(self, found: Found) -> bytes:
        """A digest with what fonts say of the codes that are drawn; of all their codes, where those
        are not known."""
        if found.fonts not in self._says:
            self._says[found.fonts] = self._said_by(found.fonts)
        says = self._says[found.fonts]
        if found.is_plain:
            said = b"".join(map(says.get, memoryview(found.codes).cast("H"), repeat(b"-")))
        else:
            said = repr(says).encode()
        return sha256(found.digest + said).digest()

    def _said_by(self, fonts: Sequence[int]) -> Mapping[int, bytes]:
        """What each code stands for in any of some fonts, one after another."""
        stated = [self._stated[font] for font in fonts]
        every = sorted(frozenset[bytes]().union(*stated))
        numbers = memoryview(unhexlify(b"".join(every))).cast("H")
        says = (b"".join(each.get(code, b"-") for each in stated) for code in every)
        return dict(zip(numbers, says, strict=True))


def without(item: Any, *names: str) -> bytes:
    """A dictionary as it is written, without some entries."""
    entries = {name: value for name, value in item.items() if name not in names}
    return pikepdf.Dictionary(entries).unparse()


def _drawn(contents: Sequence[Any], shelf: Shelf) -> list[bytes | None]:
    """For each of the streams that draw pages what :func:`_codes` gives."""

    def make(numbers: Sequence[int]) -> Iterator[bytes | None]:
        return (_codes(contents[number]) for number in numbers)

    return shelf.each("codes", [_written(item) for item in contents], make)


def _written(stream: Any) -> bytes:
    """All that the content of a stream is read from."""
    packing = stream.get("/Filter", "")
    if packing not in ("", pikepdf.Name.FlateDecode) or "/DecodeParms" in stream:
        raise NotUnderstood
    data: bytes = stream.read_raw_bytes()
    return str(packing).encode() + data


def _codes(stream: Any) -> bytes | None:
    """The codes of two bytes in the strings of a stream that draws, each once; None where it may
    draw others."""
    try:
        data = stream.read_bytes()
    except pikepdf.PdfError:
        return None
    strings = STRING.findall(data)
    codes = b"".join(
        unhexlify(digits) if digits else ESCAPED.sub(_plain, literal) for literal, digits in strings
    )
    left = STRING.sub(b"", data)
    is_plain = b"(" not in left and left.count(b"<") == 2 * left.count(b"<<") and not len(codes) % 2
    return array("H", dict.fromkeys(memoryview(codes).cast("H"))).tobytes() if is_plain else None


def _plain(found: re.Match[bytes]) -> bytes:
    return PLAIN.get(found[1], found[1])
