"""What a teacher asks of a handout."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from keben.settings.tables.base import Table
from keben.settings.values import read_listed


class ClassroomSettings(Table):
    """``[classroom]``."""

    answers: Literal["show", "hide", "end"] = "show"
    """``::: answer`` blocks where they stand, left out, or together at the end."""
    fields: Annotated[tuple[str, ...], BeforeValidator(read_listed)] = ()
    """What is filled in by hand under the title: 姓名, 班级, 日期."""
    paragraph_numbers: bool = False
    """Number the paragraphs of each text, so that a class can speak of them."""
    code: Annotated[str, Field(max_length=1_000)] = ""
    """An address that stands at the end as a QR code."""
