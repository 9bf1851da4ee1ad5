"""A finished PDF as the objects that it is made of: what it says of itself, what it carries, and
how it is written, the same way every time.

Only this package imports pikepdf.
"""

from keben.pdfobjects.auditing import PrintedPicture
from keben.pdfobjects.binding import Book, Part
from keben.pdfobjects.embedding import Embedded
from keben.pdfobjects.file import BrokenFile, ObjectFile, opened
from keben.pdfobjects.fonts import Use
from keben.pdfobjects.imposing import Placed, Side
from keben.pdfobjects.joining import join
from keben.pdfobjects.prepress import Intent
from keben.pdfobjects.probing import Probes, probes
from keben.pdfobjects.recolouring import UnknownColours
from keben.pdfobjects.ways import Bookmark, Destination

__all__ = [
    "Book",
    "Bookmark",
    "BrokenFile",
    "Destination",
    "Embedded",
    "Intent",
    "ObjectFile",
    "Part",
    "Placed",
    "PrintedPicture",
    "Probes",
    "Side",
    "UnknownColours",
    "Use",
    "join",
    "opened",
    "probes",
]
