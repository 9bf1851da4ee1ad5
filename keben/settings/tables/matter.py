"""Who wrote a document, and the series that it belongs to."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from keben.settings.tables.base import Table


class AuthorSetting(Table):
    """``authors``: a name, or a table with a MARC role and the name to sort by."""

    name: Annotated[str, Field(min_length=1)]
    role: str = "aut"
    file_as: str = ""


class SeriesSetting(Table):
    """``series``: a name, or a table with the position."""

    name: str
    position: str = ""
