"""What every table of settings shares: how it is checked, and the units of its numbers."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Millimetres = Annotated[float, Field(ge=0, le=500)]
Points = Annotated[float, Field(gt=0, le=200)]
Ems = Annotated[float, Field(ge=0, le=100)]


class Table(BaseModel):
    """A table whose unknown names are errors, and which never changes."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, coerce_numbers_to_str=True, defer_build=True
    )
