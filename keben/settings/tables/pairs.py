"""Editions in pairs: ways of writing Chinese, annotations over a text, a text beside another."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from keben.settings.tables.base import Table
from keben.settings.values import read_fixed, read_listed, read_terms, read_variants

Listed = Annotated[tuple[str, ...], BeforeValidator(read_listed)]


class VariantSettings(Table):
    """``[variants]``: one edition for each way of writing Chinese."""

    to: Annotated[Listed, AfterValidator(read_variants)] = ()
    """``zh-Hans``, ``zh-Hant``, ``zh-Hant-TW``, ``zh-Hant-HK``."""
    words: bool = True
    """Exchange the words of a region as well (软件 → 軟體)."""
    keep: Listed = ()
    """Terms that must not change."""
    terms: Annotated[dict[str, str], AfterValidator(read_fixed)] = Field(default_factory=dict)
    """Terms with what they become, whatever the dictionaries say."""
    quotes: Literal["auto", "corner", "curly", "keep"] = "auto"
    """「 」 or “ ”; ``auto`` as is the custom of the way of writing."""
    identifiers: dict[str, str] = Field(default_factory=dict)
    """The identifier of each edition, such as an ISBN."""


class AnnotationSettings(Table):
    """``[annotate]``: readings over the text."""

    using: Literal["", "pinyin", "zhuyin", "furigana", "jyutping"] = ""
    over: Literal["all", "first", "rare"] = "all"
    """Every character, where each comes first in an article, or rare ones only."""
    level: Annotated[int, Field(ge=1, le=3)] = 2
    """What is rare: 1, all but the commonest seven hundred; 2, beyond the first level of the coded
    character set of the script; 3, beyond its second."""
    pitch: Annotated[float, Field(ge=0, le=5)] = 2.1
    """em: from line to line at least, where readings stand between the lines."""
    known: str = ""
    """Characters that need no annotation, whatever the level."""
    words: Annotated[tuple[str, ...], BeforeValidator(read_terms)] = ()
    """Corrections, each a word and its reading: ``银行 yín háng``."""
    list: str = ""
    """A file of such lines, named from the document's folder."""


class ParallelSettings(Table):
    """``[parallel]``: another text beside this one, paragraph by paragraph."""

    text: str = ""
    """Its file, named from the document's folder."""
    language: str = ""
    """Of that text; when empty, what it states, or told from it."""
    share: Annotated[float, Field(ge=0.25, le=0.75)] = 0.5
    """The share of the measure that the first text takes in print."""
