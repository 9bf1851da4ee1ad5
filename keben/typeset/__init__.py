"""A publication and a theme → HTML: one document for the printer, many for the e-reader."""

from keben.typeset.printed import Printed, typeset_print
from keben.typeset.reader import Leaf, ReaderEdition, typeset_reader

__all__ = ["Leaf", "Printed", "ReaderEdition", "typeset_print", "typeset_reader"]
