"""Where the package lies → where templates, fonts, content and the cache lie.

In a checkout templates and fonts stand beside the package, in an installed wheel inside it.
The only module that imports platformdirs.
"""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs

PROGRAM = (Path(__file__).absolute().parent, Path(sys.prefix), Path(sys.base_prefix))
"""The folders of the package and of what it stands on, links not followed."""

_PACKAGE = Path(__file__).resolve().parent
_PACKED = "_data"
"""The folder inside the package into which a wheel puts templates and fonts (pyproject.toml)."""


def templates_folder() -> Path:
    """The folder of themes that come with keben."""
    return _top(_PACKAGE) / "templates"


def fonts_folder() -> Path:
    """The folder of fonts.toml and the fonts that come with keben."""
    return _top(_PACKAGE) / "fonts"


def content_folder() -> Path:
    """The documents built when no source is named: the checkout's, else those of ``./content``."""
    return _top(_PACKAGE) / "content" if _in_checkout(_PACKAGE) else Path("content")


def cache_folder() -> Path:
    """The folder for what can be made again; it may not exist yet. ``XDG_CACHE_HOME`` counts."""
    return platformdirs.user_cache_path("keben", appauthor=False)


def _top(package: Path) -> Path:
    return package.parent if _in_checkout(package) else package / _PACKED


def _in_checkout(package: Path) -> bool:
    return not (package / _PACKED).is_dir()
