"""A finished PDF, read by PDFium: its pages' text, tags, glyphs and pictures.

Lengths are in pt, from the sheet's lower left; pages are numbered from 1. Only this package imports
pypdfium2.
"""

from keben.pdfium.document import Bookmark, Pdf, UnreadableFile, opened
from keben.pdfium.drawings import Drawing
from keben.pdfium.picture import Picture
from keben.pdfium.sheet import Glyph, Run, Sheet, Stance
from keben.pdfium.structure import Element

__all__ = [
    "Bookmark",
    "Drawing",
    "Element",
    "Glyph",
    "Pdf",
    "Picture",
    "Run",
    "Sheet",
    "Stance",
    "UnreadableFile",
    "opened",
]
