"""The engine first, because it starts WeasyPrint with fonts of its own."""

import keben.composition.engine  # noqa: F401
