"""Layers of settings → one checked :class:`Settings`.

The layers, each over the one before: the defaults of the schema, ``theme.toml``, ``book.toml`` or a
document's front matter, the command line. All share one schema, so a theme states its page in the
same words in which a book overrides it.
"""

from keben.settings.layers import ALIASES, Layer, assignment, combine, read_toml
from keben.settings.schema import (
    AuthorSetting,
    ColourSettings,
    CompositionSettings,
    EpubSettings,
    FaceSettings,
    FurnitureSet,
    FurnitureSettings,
    PageSettings,
    RepairSettings,
    SeriesSetting,
    Settings,
    SidebarSettings,
    TypeSettings,
    known_names,
)
from keben.settings.values import LANGUAGES

__all__ = [
    "ALIASES",
    "LANGUAGES",
    "AuthorSetting",
    "ColourSettings",
    "CompositionSettings",
    "EpubSettings",
    "FaceSettings",
    "FurnitureSet",
    "FurnitureSettings",
    "Layer",
    "PageSettings",
    "RepairSettings",
    "SeriesSetting",
    "Settings",
    "SidebarSettings",
    "TypeSettings",
    "assignment",
    "combine",
    "known_names",
    "read_toml",
]
