"""Font files → the plotting library, which knows no others. The only importer of matplotlib."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from keben.output import scratch_of_run
from keben.watching import unwatched


@cache
def register(path: Path) -> str:
    """The name by which the library knows a font file."""
    manager = library().font_manager
    name = f"keben {path.parent.name} {path.stem}"
    manager.fontManager.ttflist.append(
        manager.FontEntry(fname=str(path), name=name, weight=400, size="scalable")
    )
    return name


@cache
def library() -> Any:
    """matplotlib, loaded for the first chart only."""
    place = tempfile.TemporaryDirectory(dir=scratch_of_run())
    with unwatched(), place as folder, _configured_in(folder):
        import matplotlib

        _list_no_fonts(Path(folder))
        import matplotlib.backends.backend_svg
        import matplotlib.figure
        import matplotlib.font_manager
        import matplotlib.ticker

        matplotlib.font_manager.fontManager.ttflist.clear()
        return matplotlib


@contextmanager
def _configured_in(folder: str) -> Iterator[None]:
    """Let the library keep its files in a folder, not in the user's."""
    name = "MPLCONFIGDIR"
    before = os.environ.get(name)
    os.environ[name] = folder
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _list_no_fonts(folder: Path) -> None:
    """Write the list of fonts that the library would make by searching the machine when it is
    imported. Where its version cannot be told it searches, and what it found is struck out."""
    spec = find_spec("matplotlib.font_manager")
    source = Path(spec.origin).read_text(encoding="utf-8") if spec and spec.origin else ""
    found = re.search(r"^    __version__ = ['\"]([^'\"]+)['\"]", source, re.MULTILINE)
    if found:
        manager = {"__class__": "FontManager", "_version": found[1], "default_size": None}
        manager |= {"_FontManager__default_weight": "normal", "ttflist": [], "afmlist": []}
        manager |= {"defaultFamily": {"ttf": "DejaVu Sans", "afm": "Helvetica"}}
        (folder / f"fontlist-v{found[1]}.json").write_text(json.dumps(manager))
