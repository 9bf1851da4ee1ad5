"""How raw text is mended."""

from __future__ import annotations

from typing import Literal

from keben.settings.tables.base import Table


class RepairSettings(Table):
    """``[repair]``: how far raw text is mended, and what is left alone.

    ``none`` changes, joins and drops nothing; ``safe`` only what is beyond doubt.
    """

    level: Literal["none", "safe", "full"] = "full"
    characters: bool = True
    """Control characters, look-alike radicals, misused private characters, Unicode's NFC."""
    kana: bool = True
    """Half-width kana made full-width."""
    entities: bool = True
    """``&nbsp;`` and its like made characters."""
    quotes: bool = True
    """Straight quotes in Chinese text made curly."""
    marks: bool = True
    """``...`` made ``……`` and ``--`` made ``——`` in Chinese text."""
    noise: bool = True
    """Page numbers, running heads, a website's navigation and a printed contents dropped."""
    lines: bool = True
    """Lines and paragraphs that copying broke joined."""
