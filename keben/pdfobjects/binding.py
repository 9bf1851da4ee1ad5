"""PDFs of parts of a book → one PDF: pages, one structure tree, bookmarks, places, labels."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from keben.pdfobjects.file import BrokenFile, ObjectFile
from keben.pdfobjects.fonts import FaceFile, Fonts, Use
from keben.pdfobjects.ways import Ways

DIRECTION = "/R2L"
"""In which direction pages follow one another where lines are columns (ISO 32000-1 §12.2)."""

ADDED = "k"
"""What stands before a face's name where operators that were added to a page call it."""

PDF_2 = "http://iso.org/pdf2/ssn"
"""The namespace of PDF 2.0's own types (ISO 32000-2 annex L)."""


class Part:
    """A part that was bound. Elements are called by their numbers in the part's own file."""

    def __init__(self, book: Book, source: pikepdf.Pdf) -> None:
        self._book, self._source = book, source

    def element(self, number: int) -> Any:
        """An object of the part, as it stands in the book; None for 0."""
        if not number:
            return None
        return self._book.pdf.copy_foreign(self._source.get_object(number, 0))


class Book:
    """A PDF that is put together; use it in a ``with``. ``newer``: by PDF 2.0. ``face_file``
    gives the files of faces; ``identifier`` is the first of the file's two."""

    def __init__(
        self, language: str, *, newer: bool, face_file: FaceFile, identifier: bytes
    ) -> None:
        self.pdf = pikepdf.new()
        self.pdf.trailer.ID = Array([String(identifier), String(identifier)])
        self.newer = newer
        self.fonts = Fonts(self.pdf, face_file)
        self._parts: list[pikepdf.Pdf] = []
        self._numbers = Array()
        self._key = 0
        self._links: list[Dictionary] = []
        self._pictures: dict[bytes, pikepdf.Object] = {}
        self._colours: Any = None
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._top = self.pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem, S=Name.Document, P=root, Lang=String(language), K=Array()
            )
        )
        root.K = self._top
        self.pdf.Root.StructTreeRoot = root
        self.pdf.Root.Lang = String(language)
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)
        self.pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        self._roles: dict[str, Any] = {}

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *error: object) -> None:
        self.pdf.close()
        for source in self._parts:
            source.close()

    # --- pages ---

    def add(self, data: bytes, root: int) -> Part:
        """Add the pages of a part, and what is in its topmost element. Raises BrokenFile."""
        try:
            source = pikepdf.open(io.BytesIO(data))
        except pikepdf.PdfError as error:
            raise BrokenFile(str(error)) from error
        self._parts.append(source)
        first = len(self.pdf.pages)
        with warnings.catch_warnings():
            # There are no named destinations yet, and no forms.
            warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
            self.pdf.pages.extend(source.pages)
        part = Part(self, source)
        pages = [self.pdf.pages[number].obj for number in range(first, len(self.pdf.pages))]
        self._number(pages, source)
        self._take_tree(part, source, root)
        self._share(pages[0].Resources)
        if first == 0 and "/OutputIntents" in source.Root:
            self.pdf.Root.OutputIntents = self.pdf.copy_foreign(
                source.make_indirect(source.Root.OutputIntents)
            )
        return part

    def add_blank(self, width: float, height: float) -> None:
        """Add a page with nothing on it, pt."""
        page = self.pdf.add_blank_page(page_size=(width, height)).obj
        page.Tabs = Name.S

    def _number(self, pages: Sequence[Any], source: pikepdf.Pdf) -> None:
        """Give the keys of the parent tree to pages and links (ISO 32000-1 §14.7.4.4)."""
        for page in pages:
            if "/StructParents" in page:
                page.StructParents = int(page.StructParents) + self._key
            for link in page.get("/Annots", ()):
                if "/StructParent" in link:
                    link.StructParent = int(link.StructParent) + self._key
                if "/Dest" in link:
                    self._links.append(link)
        tree = source.Root.StructTreeRoot
        numbers = self.pdf.copy_foreign(tree.ParentTree).Nums
        for index in range(0, len(numbers), 2):
            self._numbers.append(int(numbers[index]) + self._key)
            self._numbers.append(numbers[index + 1])
        self._key += int(tree.ParentTreeNextKey)

    def _take_tree(self, part: Part, source: pikepdf.Pdf, root: int) -> None:
        top = part.element(root)
        kids = top.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            kid.P = self._top
            self._top.K.append(kid)
        self._roles |= dict(source.Root.StructTreeRoot.get("/RoleMap", {}).items())

    def _share(self, resources: Any) -> None:
        """Let a part draw with the pictures and colours that another has already."""
        if self._colours is None:
            self._colours = resources.ColorSpace
        for holder in _resources(resources):
            holder.ColorSpace = self._colours
            pictures = holder.get("/XObject", {})
            for name, item in pictures.items():
                if item.get("/Subtype") == Name.Image:
                    key = hashlib.sha256(item.read_raw_bytes()).digest()
                    pictures[name] = self._pictures.setdefault(key, item)
                elif "/CS" in item.get("/Group", {}) and "/srgb" in self._colours:
                    item.Group.CS = self._colours.srgb

    def move(self, page: int, right: float) -> None:
        """Move what a page holds, with its links, pt to the right."""
        item = self.pdf.pages[page].obj
        self._write(item, b"1 0 0 1 %s 0 cm\n" % _number(right), b"")
        for link in item.get("/Annots", ()):
            link.Rect[0], link.Rect[2] = float(link.Rect[0]) + right, float(link.Rect[2]) + right

    def move_element(self, element: Any, right: float) -> None:
        """Move the stated place of an element, pt to the right."""
        box = element.A.BBox
        box[0], box[2] = float(box[0]) + right, float(box[2]) + right

    def draw(self, page: int, operators: bytes, uses: Mapping[str, Use]) -> None:
        """Draw more on a page. ``uses`` are by the names by which the operators call faces; the
        page may mean others by them."""
        item = self.pdf.pages[page].obj
        if "/Contents" not in item:
            return
        for name in uses:
            called = rb"/(?=%b [\d.]+ Tf\b)" % re.escape(name.encode())
            operators = re.sub(called, b"/" + ADDED.encode(), operators)
        self._write(item, b"q\n", b"\nQ\n" + operators)
        self.use(page, uses, added=True)

    def _write(self, page: Any, before: bytes, after: bytes) -> None:
        page.Contents.write(before + page.Contents.read_bytes() + after)

    def use(self, page: int, uses: Mapping[str, Use], *, added: bool = False) -> None:
        """Say with which faces a page is drawn."""
        fonts = self.pdf.pages[page].obj.Resources.Font
        for name, use in uses.items():
            key = f"/{ADDED if added else ''}{name}"
            if key not in fonts:
                fonts[key] = self.fonts.font(name, use)

    # --- the tree ---

    def set_level(self, element: Any, level: int) -> None:
        """Let a head be one of a level."""
        element.S = Name(f"/H{level}")

    def number_elements(self, named: Sequence[tuple[Any, str]]) -> None:
        """Give identifiers to elements: the first letters of each, and a number."""
        counts: dict[str, int] = {}
        pairs: list[tuple[str, Any]] = []
        for element, letters in named:
            counts[letters] = counts.get(letters, 0) + 1
            name = f"{letters}{counts[letters]:05}"
            element.ID = String(name)
            pairs.append((name, element))
        if pairs:
            entries = [
                each for name, item in sorted(pairs, key=_name) for each in (String(name), item)
            ]
            self.pdf.Root.StructTreeRoot.IDTree = self.pdf.make_indirect(
                Dictionary(Names=Array(entries))
            )

    def unite_spaces(self, elements: Sequence[Any]) -> None:
        """Let elements of PDF 2.0's own types stand in one namespace."""
        space = self.pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String(PDF_2)))
        for element in (self._top, *elements):
            element.NS = space
        self.pdf.Root.StructTreeRoot.Namespaces = Array([space])

    # --- ways through the book ---

    @property
    def ways(self) -> Ways:
        """What leads from one place to another."""
        return Ways(self.pdf, self._top, self._links, newer=self.newer)

    def label(self, roman: int) -> None:
        """State the folios (ISO 32000-1 §12.4.2): so many roman ones, then arabic from 1."""
        if roman:
            self.pdf.Root.PageLabels = Dictionary(
                Nums=Array([0, Dictionary(S=Name.r), roman, Dictionary(S=Name.D)])
            )

    def turn_over(self) -> None:
        """Say that pages follow one another from right to left."""
        self.pdf.Root.ViewerPreferences.Direction = Name(DIRECTION)

    # --- the end ---

    def finished(self) -> ObjectFile:
        """The book, to be described and written. Nothing may be added any more."""
        self.fonts.finish()
        root = self.pdf.Root.StructTreeRoot
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=self._numbers))
        root.ParentTreeNextKey = self._key
        if not self.newer:
            root.RoleMap = Dictionary({name: self._roles[name] for name in sorted(self._roles)})
        return ObjectFile(self.pdf, version="2.0" if self.newer else "1.7")


def _resources(resources: Any) -> Iterator[Any]:
    """Some resources, and those of what is drawn with them."""
    yield resources
    for kind in ("/XObject", "/Pattern"):
        for item in resources.get(kind, {}).values():
            if "/Resources" in item:
                yield from _resources(item.Resources)


def _number(value: float) -> bytes:
    return f"{value:.6f}".rstrip("0").rstrip(".").encode()


def _name(pair: tuple[str, Any]) -> str:
    return pair[0]
