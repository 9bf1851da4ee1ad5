"""A publication and its finished editions → a zipped bag that can be proved and built anew."""

from keben.editions.archive.edition import write

__all__ = ["write"]
