"""What is asked of single editions."""

from __future__ import annotations

from typing import Literal

from keben.settings.tables.base import Table


class EpubSettings(Table):
    """``[epub]``."""

    fonts: Literal["display", "all", "none"] = "display"
    """Faces embedded: those of heads and quotations with rare characters, every one, or none."""
    profile: Literal["standard", "kobo", "kindle", "duokan"] = "standard"
    """The family of reading systems whose rules the file must keep."""
    page_list: Literal["auto"] | bool = "auto"
    """Mark the pages of the printed edition: when it is made too, always (then it is laid out for
    that alone), or never."""
    conforms_to: str = ""
    """A standard of accessibility that the book is stated to meet, once a person has seen to it:
    ``EPUB Accessibility 1.1 - WCAG 2.2 Level AA``."""
    certified_by: str = ""
    """Who has seen to it."""


class PdfSettings(Table):
    """``[pdf]``."""

    profile: Literal["pdf/a-3a+ua-1", "pdf/a-4f+ua-2", "pdf/ua-1"] = "pdf/a-3a+ua-1"
    """The standards that the file follows; the last carries no source."""
