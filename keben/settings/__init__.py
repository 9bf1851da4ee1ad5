"""Layers of settings → one checked :class:`Settings`.

The layers, each over the one before: the defaults of the schema, ``theme.toml``, ``book.toml`` or a
document's front matter, the command line. All share one schema, so a theme states its page in the
same words in which a book overrides it.

The schema is imported when it is first asked for: pydantic needs a quarter of a second to build it,
and a run with nothing to make has no use for it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from keben.settings.layers import ALIASES, Layer, assignment, beyond_reason, combine, read_toml
from keben.settings.values import LANGUAGES

if TYPE_CHECKING:
    from keben.settings.schema import Settings, known_names
    from keben.settings.tables.composition import CompositionSettings
    from keben.settings.tables.display import CodeSettings, FigureSettings, TableSettings
    from keben.settings.tables.editions import EpubSettings
    from keben.settings.tables.matter import (
        AuthorSetting,
        BibliographySettings,
        MatterSettings,
        SeriesSetting,
    )
    from keben.settings.tables.order import OrderEntry, OrderSettings
    from keben.settings.tables.page import (
        ColourSettings,
        FaceSettings,
        FurnitureSet,
        FurnitureSettings,
        PageSettings,
        SidebarSettings,
        TypeSettings,
    )
    from keben.settings.tables.pairs import AnnotationSettings, ParallelSettings, VariantSettings
    from keben.settings.tables.printing import FitSettings, ImposeSettings, PrepressSettings
    from keben.settings.tables.repair import RepairSettings

__all__ = [
    "ALIASES",
    "LANGUAGES",
    "AnnotationSettings",
    "AuthorSetting",
    "BibliographySettings",
    "CodeSettings",
    "ColourSettings",
    "CompositionSettings",
    "EpubSettings",
    "FaceSettings",
    "FigureSettings",
    "FitSettings",
    "FurnitureSet",
    "FurnitureSettings",
    "ImposeSettings",
    "Layer",
    "MatterSettings",
    "OrderEntry",
    "OrderSettings",
    "PageSettings",
    "ParallelSettings",
    "PrepressSettings",
    "RepairSettings",
    "SeriesSetting",
    "Settings",
    "SidebarSettings",
    "TableSettings",
    "TypeSettings",
    "VariantSettings",
    "assignment",
    "beyond_reason",
    "combine",
    "known_names",
    "read_toml",
]

_MATTERS = (
    *("classroom", "composition", "display", "editions", "matter", "order"),
    *("page", "pairs", "printing", "repair"),
)
_LATE = ("schema", *(f"tables.{matter}" for matter in _MATTERS))


def __getattr__(name: str) -> Any:
    """The schema and its tables, of which this asks in turn (PEP 562)."""
    for module in _LATE if name in __all__ else ():
        found = getattr(import_module(f"keben.settings.{module}"), name, None)
        if found is not None:
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
