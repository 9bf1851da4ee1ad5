"""Layers of settings → one checked :class:`Settings`.

The layers, each over the one before: the defaults of the schema, ``theme.toml``, ``book.toml`` or a
document's front matter, the command line. All share one schema, so a theme states its page in the
same words in which a book overrides it.
"""

from keben.settings.layers import ALIASES, Layer, assignment, combine, read_toml
from keben.settings.schema import Settings, known_names
from keben.settings.tables.composition import CompositionSettings
from keben.settings.tables.editions import EpubSettings
from keben.settings.tables.matter import AuthorSetting, SeriesSetting
from keben.settings.tables.page import (
    ColourSettings,
    FaceSettings,
    FurnitureSet,
    FurnitureSettings,
    PageSettings,
    SidebarSettings,
    TypeSettings,
)
from keben.settings.tables.repair import RepairSettings
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
