"""How lines are set and emphasis is shown."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from keben.settings.tables.base import Table

Letters = Annotated[int, Field(ge=2, le=20)]


class CompositionSettings(Table):
    """``[composition]``: how lines are set, by the names of CSS Text 4 where it has them."""

    text_spacing_trim: Literal["trim-both", "trim-start", "normal", "space-all"] = "trim-both"
    """Whether marks give up their blank halves: beside each other and at both ends of lines; at the
    ends only where the line would be too long else; nor at the starts; nowhere."""
    hanging_punctuation: Literal["none", "allow-end"] = "none"
    """Whether a comma or stop that finds no room at a line's end hangs in the margin."""
    text_autospace: Literal["normal", "no-autospace"] = "normal"
    """Whether Han and Latin stand apart without a typed space."""
    text_justify: Literal["inter-character", "none"] = "inter-character"
    """Whether both edges of the text are straight."""
    word_break: Literal["normal", "keep-all"] = "normal"
    """Whether Korean words may be divided at the ends of lines, or are kept whole."""
    hyphens: Literal["auto", "manual"] = "auto"
    """Whether words in Latin letters are divided at the ends of lines, with a hyphen, where the
    language of the word is known; or nowhere but after a hyphen of their own."""
    hyphenate_limit_chars: tuple[Letters, Letters, Letters] = (6, 2, 3)
    """The fewest letters of a word that is divided, before the hyphen, and after it."""
    hyphenate_limit_zone: Annotated[float, Field(ge=0, le=1)] = 0.15
    """How much of a line of Chinese, Japanese or Korean may stay empty, as a share of the line,
    before a word is divided to fill it. A long line is never so empty."""
    list_numbers: Literal["arabic", "chinese"] = "arabic"
    """How the items of ordered lists are numbered: 1. 2. 3. or 一、二、三、"""
    drop_cap: Annotated[int, Field(ge=0, le=5)] = 0
    """The lines that a chapter's first character reaches down; 0 and 1 for none."""
    even_names: bool = False
    """Set the authors' names equally wide, as where names of two and three characters meet."""
    vertical_numbers: Literal["sideways", "upright", "none"] = "sideways"
    """Numbers in a column: one or two digits stand upright in one em, and longer ones on their
    side, or upright too; or every one on its side."""


class EmphasisSettings(Table):
    """``[emphasis]``: how emphasis is shown. Han is never slanted."""

    style: Literal["kai", "dots", "bold"] = "kai"
    """Another face (that of ``faces.emphasis``), emphasis dots, or the face of what is strong.
    Japanese and Korean have no 楷体 and get dots instead."""
    position: Literal["auto", "under", "over"] = "auto"
    """On which side dots stand; ``auto``: under Chinese, over Japanese and Korean."""
