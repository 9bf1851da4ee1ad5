"""A finished PDF → for each page a digest of all that its text, tags and links are read from.

Pages of one digest read the same, whatever else their files hold. Of the structure tree
(ISO 32000-1 §14.7) a page has the elements that stand on it, with what is on it of those that hold
them; of a font it has what the font says of the codes that the page draws.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import pikepdf

from keben.pdfobjects.digests import WAYS, Digests, NotUnderstood, Stated, without
from keben.shelf import NOWHERE, Shelf

KID = re.compile(rb"<<.*?>>|(\d+) \d+ R|\d+", re.DOTALL)
PLAIN = re.compile(
    rb"<< /K (\[[\d R]*\]|\d+) /P (\d+) 0 R (?:/Pg (\d+) 0 R )?(/S /\w+ )(?:/Type /StructElem )?>>"
)
"""An element as most are."""

NUMBERS = re.compile(rb"[][\d ]*")
OF_PAGE = re.compile(rb"/Pg (\d+) \d+ R")

ELSEWHERE = (
    *("/Pages", "/StructTreeRoot", "/Outlines", "/Names", "/Dests", "/PageLabels", "/Metadata"),
    *("/AF", "/OutputIntents", "/OpenAction", "/ViewerPreferences"),
)
"""What the catalogue has for the whole document, and no page is read from."""

TREE = ("/K", "/ParentTree", "/ParentTreeNextKey", "/IDTree")
"""What the root of the structure tree has beside what is said of all elements."""


@dataclass(slots=True)
class _Element:
    """A structure element: what it says of itself, the number of the one that holds it (0 for
    none), and by their places in it those that it holds, and by page what of its content is there.
    """

    own: bytes
    parent: int
    kids: dict[int, int] = field(default_factory=dict)
    marks: dict[int, list[tuple[int, bytes]]] = field(default_factory=dict)

    def take(self, kids: bytes, page: int) -> None:
        """Take in all that it holds, as it is written; ``page`` is that of its own content."""
        for place, kid in enumerate(KID.finditer(kids)):
            if kid[1]:
                self.kids[int(kid[1])] = place
                continue
            stated = OF_PAGE.search(kid[0])
            mark = (place, WAYS.sub(b"", kid[0]))
            self.marks.setdefault(int(stated[1]) if stated else page, []).append(mark)


def page_digests(
    pdf: pikepdf.Pdf, stated: Stated, shelf: Shelf = NOWHERE
) -> Sequence[bytes] | None:
    """The digest of each page; None where it cannot be said of a file what its pages are read from.

    ``stated`` is what is known of fonts, all of which must be named; for ``shelf`` see
    :class:`Digests`.
    """
    try:
        return tuple(_Pages(pdf, stated, shelf).digests())
    except (NotUnderstood, RecursionError):
        return None


class _Pages:
    def __init__(self, pdf: pikepdf.Pdf, stated: Stated, shelf: Shelf) -> None:
        self._pdf = pdf
        # What pages inherit, qpdf gives them as their own.
        self._pages = [page.obj for page in pdf.pages]
        contents = {item.objgen[0]: item for page in self._pages for item in _streams(page)}
        self._digests = Digests(pdf, stated, contents, shelf)
        self._root = pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary())
        self._elements: dict[int, _Element] = {}
        self._promised: set[int] = set()

    def digests(self) -> Iterator[bytes]:
        """One for each page. Raises NotUnderstood."""
        texts = (without(self._pdf.Root, *ELSEWHERE), without(self._root, *TREE))
        common = [self._digests.of_text(text).digest for text in texts]
        parents = pikepdf.NumberTree(self._root.ParentTree) if "/ParentTree" in self._root else {}
        for page in self._pages:
            found = self._digests.of_text(page.unparse(resolved=True))
            key = int(page.get("/StructParents", -1))
            held = parents[key].unparse(resolved=True) if key in parents else b""
            stand = {int(way[1]) for way in WAYS.finditer(held) if way[1]}
            tree = self._tree(stand, page.objgen[0])
            yield sha256(b"".join((*common, self._digests.whole(found), tree))).digest()
        # What an element holds is not looked at where it stands on no page; but were it no element,
        # it might be content, which is looked for in elements alone.
        while left := self._promised.difference(self._elements):
            for number in left:
                self._read(number)

    def _tree(self, stand: set[int], page: int) -> bytes:
        """The part of the tree above some elements, as far as it stands on a page."""
        on: dict[int, list[tuple[int, bytes | int]]] = {}
        tops = set()
        for number in stand:
            while number and number not in on:
                element = self._elements.get(number) or self._read(number)
                on[number] = [*element.marks.get(page, ())]
                if not element.parent:
                    tops.add(number)
                number = element.parent
        if len(tops) > 1:
            raise NotUnderstood
        for number in on:
            if parent := self._elements[number].parent:
                kids = self._elements[parent].kids
                if number not in kids:
                    raise NotUnderstood
                on[parent].append((kids[number], number))
        return b"".join(self._write(top, on) for top in tops)

    def _write(self, number: int, on: dict[int, list[tuple[int, bytes | int]]]) -> bytes:
        held = sorted(on[number])
        parts = (self._write(each, on) if isinstance(each, int) else each for _, each in held)
        return b"%b[%b]" % (self._elements[number].own, b",".join(parts))

    def _read(self, number: int) -> _Element:
        item = self._pdf.get_object(number, 0)
        if not isinstance(item, pikepdf.Dictionary) or "/S" not in item:
            raise NotUnderstood
        if plain := PLAIN.fullmatch(item.unparse(resolved=True)):
            kids, above, page, own = plain[1], int(plain[2]), int(plain[3] or 0), plain[4]
        else:
            kids, above, page = _kids(item), _number(item, "/P"), _number(item, "/Pg")
            own = self._digests.of_text(without(item, "/K", "/P", "/Pg")).digest
        element = _Element(own, 0 if above == self._root.objgen[0] else above)
        if NUMBERS.fullmatch(kids):
            element.marks[page] = [(0, kids)]
        else:
            element.take(kids, page)
        self._promised.update(element.kids)
        self._elements[number] = element
        return element


def _streams(page: Any) -> Iterator[Any]:
    contents = page.get("/Contents", pikepdf.Array())
    yield from (contents if isinstance(contents, pikepdf.Array) else [contents])


def _number(item: Any, name: str) -> int:
    """The number of what an entry leads to; 0 where it leads nowhere."""
    return int(item[name].objgen[0]) if name in item else 0


def _kids(element: Any) -> bytes:
    """What an element holds, as it is written."""
    kids = element.get("/K", pikepdf.Array())
    if isinstance(kids, pikepdf.Array):
        return bytes(kids.unparse(resolved=True))
    if isinstance(kids, pikepdf.Dictionary) and kids.is_indirect:
        return b"%d 0 R" % kids.objgen[0]
    return bytes(pikepdf.Array([kids]).unparse())
