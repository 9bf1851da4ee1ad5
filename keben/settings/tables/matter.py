"""Who wrote a document, the series that it belongs to, and the pages that a book adds."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from keben.settings.tables.base import Table
from keben.settings.values import read_form, read_listed


class AuthorSetting(Table):
    """``authors``: a name, or a table with a MARC role and the name to sort by."""

    name: Annotated[str, Field(min_length=1)]
    role: str = "aut"
    file_as: str = ""


class SeriesSetting(Table):
    """``series``: a name, or a table with the position."""

    name: str
    position: str = ""


class HeadSettings(Table):
    """``[heads]``."""

    numbers: Literal["none", "decimal", "chinese"] = "none"
    """Before the titles of chapters and heads: 1, 1.1, 1.1.1, or 第一章, 第一节, 一、."""
    parts: Annotated[str, AfterValidator(read_form)] = ""
    """Before the titles of parts: ``auto``, by the language of the book, or a form with ``{}`` for
    the number, such as ``第{}编``; empty for none."""
    appendices: Literal["auto", "letters", "none"] = "auto"
    """附录 A, 附录 B whatever the chapters have, or as ``numbers`` says: by letters where they are
    decimal, 附录一 where they are in words."""


class IndexSettings(Table):
    """``[index]``: made where the text has marks for it."""

    order: Literal["auto", "pinyin", "stroke", "kana", "hangul", "alphabet"] = "auto"
    """How its entries are sorted; ``auto`` by the language of the publication."""
    columns: Annotated[int, Field(ge=1, le=4)] = 2
    """In print."""


class BibliographySettings(Table):
    """``[bibliography]``: the works that the text cites by ``[@key]``."""

    files: Annotated[tuple[str, ...], BeforeValidator(read_listed)] = ()
    """BibTeX (``.bib``) or CSL-JSON (``.json``), named from the document's folder."""
    style: Literal["gb7714", "apa"] = "gb7714"
    """GB/T 7714-2015 with numbers in the order of citing, or APA 7 with author and year."""


class MatterSettings(Table):
    """``[matter]``: the pages around a book's text in print."""

    half_title: bool = False
    """A first page with the title alone (半书名页), the next one empty."""
    colophon: Literal["auto", "verso", "end", "none"] = "auto"
    """On the back of the title page (GB/T 12450), or on the last page; ``auto``: there in Chinese
    and English, last in Japanese and Korean."""
    contents_depth: Annotated[int, Field(ge=1, le=6)] = 2
    """The levels that the printed contents list: 1 chapters, 2 what is right below them, and so
    on; parts always."""
