"""A publication → the e-reader edition: EPUB 3.3 with an NCX."""

from keben.editions.epub.edition import beginning, write

__all__ = ["beginning", "write"]
