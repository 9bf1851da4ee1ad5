"""A finished PDF as the objects that it is made of: what it says of itself, what it carries, and
how it is written, the same way every time.

Only this package imports pikepdf.
"""

from keben.pdfobjects.embedding import Embedded
from keben.pdfobjects.file import BrokenFile, ObjectFile, opened
from keben.pdfobjects.joining import join

__all__ = ["BrokenFile", "Embedded", "ObjectFile", "join", "opened"]
