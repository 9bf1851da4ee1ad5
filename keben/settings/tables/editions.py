"""What is asked of single editions."""

from __future__ import annotations

from typing import Literal

from keben.settings.tables.base import Table


class EpubSettings(Table):
    """``[epub]``."""

    fonts: Literal["display", "all", "none"] = "display"
    """Faces embedded: those of heads and quotations with rare characters, every one, or none."""
