"""The schema of every setting, checked by pydantic; the only module that imports it.

Lengths are in the unit that each field names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from keben.model import Contributor, Metadata, Series
from keben.settings.values import (
    read_authors,
    read_colour,
    read_encoding,
    read_iso_date,
    read_language,
    read_listed,
    read_series,
)

Millimetres = Annotated[float, Field(ge=0, le=500)]
Points = Annotated[float, Field(gt=0, le=200)]
Ems = Annotated[float, Field(ge=0, le=100)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class AuthorSetting(_Table):
    """``authors``: a name, or a table with a MARC role and the name to sort by."""

    name: Annotated[str, Field(min_length=1)]
    role: str = "aut"
    file_as: str = ""


class SeriesSetting(_Table):
    """``series``: a name, or a table with the position."""

    name: str
    position: str = ""


class PageSettings(_Table):
    """``[page]``: the sheet and where the type area stands on it."""

    paper: Literal["a4", "a5", "b5", "16k", "32k", "letter"] = "a4"
    two_sided: bool = False
    """Mirror the margins of left and right pages."""
    recto: bool = False
    """Begin every chapter on a right-hand page."""
    measure: Ems = 38
    """The width of the text, em of the text size; lowered to what the paper allows."""
    measure_beside: Ems = 34
    """The same where pull quotes stand in the margin beside it."""
    measure_vertical: Ems = 50
    """The same of a column, where the text is vertical."""
    top: Millimetres = 22
    bottom: Millimetres = 20
    inner: Millimetres = 18
    """The least inner (left) margin."""
    outer: Millimetres = 15
    """The least outer (right) margin."""


class TypeSettings(_Table):
    """``[type]``: sizes and the line pitch, pt."""

    size: Points = 10.5
    pitch: Points = 18
    title: Points = 22
    small: Points = 8.5
    heads: Annotated[tuple[Points, ...], Field(min_length=1)] = (14, 12, 10.5)
    """Heads of level 2, 3, and 4 and below."""
    indent: Ems = 2
    """The first line's indent, em."""


class FaceSettings(_Table):
    """``[faces]``: the family of ``fonts.toml`` that does each job."""

    text: str = "serif"
    title: str = "sans-bold"
    head: str = "sans-bold"
    quote: str = "kai"
    emphasis: str = "kai"
    strong: str = "sans-bold"
    small: str = "sans"
    code: str = "mono"


class ColourSettings(_Table):
    """``[colour]``: one accent; the greys of quiet text and of rules."""

    ink: Annotated[str, AfterValidator(read_colour)] = "#1a1a1a"
    accent: Annotated[str, AfterValidator(read_colour)] = "#8c2f1b"
    quiet: Annotated[str, AfterValidator(read_colour)] = "#595959"
    rule: Annotated[str, AfterValidator(read_colour)] = "#bfb8ae"


class SidebarSettings(_Table):
    """``[sidebar]``: pull quotes in the outer margin, or in the column."""

    placement: Literal["margin", "column"] = "margin"
    width: Ems = 11
    """em of ``size``."""
    size: Points = 10
    gap: Millimetres = 7


class FurnitureSettings(_Table):
    """``[furniture.…]``: what stands above and below one kind of page.

    The words in braces are ``{title}``, ``{chapter}``, ``{folio}`` and ``{author}``.
    """

    head_inner: str = ""
    head_outer: str = ""
    foot_inner: str = ""
    foot_outer: str = ""
    foot_centre: str = ""


class FurnitureSet(_Table):
    """``[furniture]``: first, left and right pages; ``right`` serves every page when one-sided."""

    first: FurnitureSettings = FurnitureSettings()
    left: FurnitureSettings = FurnitureSettings()
    right: FurnitureSettings = FurnitureSettings()


class CompositionSettings(_Table):
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
    list_numbers: Literal["arabic", "chinese"] = "arabic"
    """How the items of ordered lists are numbered: 1. 2. 3. or 一、二、三、"""
    drop_cap: Annotated[int, Field(ge=0, le=5)] = 0
    """The lines that a chapter's first character reaches down; 0 and 1 for none."""
    even_names: bool = False
    """Set the authors' names equally wide, as where names of two and three characters meet."""
    vertical_numbers: Literal["sideways", "upright", "none"] = "sideways"
    """Numbers in a column: one or two digits stand upright in one em, and longer ones on their
    side, or upright too; or every one on its side."""


class EmphasisSettings(_Table):
    """``[emphasis]``: how emphasis is shown. Han is never slanted."""

    style: Literal["kai", "dots", "bold"] = "kai"
    """Another face (that of ``faces.emphasis``), emphasis dots, or the face of what is strong.
    Japanese and Korean have no 楷体 and get dots instead."""
    position: Literal["auto", "under", "over"] = "auto"
    """On which side dots stand; ``auto``: under Chinese, over Japanese and Korean."""


class EpubSettings(_Table):
    """``[epub]``."""

    fonts: Literal["display", "all", "none"] = "display"
    """Faces embedded: those of heads and quotations with rare characters, every one, or none."""


class RepairSettings(_Table):
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


class Settings(_Table):
    """Everything that can be set, checked. Unknown names are errors."""

    title: str = ""
    subtitle: str = ""
    authors: Annotated[tuple[AuthorSetting, ...], BeforeValidator(read_authors)] = ()
    date: Annotated[str, BeforeValidator(read_iso_date)] = ""
    language: Annotated[str, AfterValidator(read_language)] = ""
    """BCP 47; when empty, told from the text."""
    publisher: str = ""
    source: str = ""
    rights: str = ""
    identifier: str = ""
    subjects: Annotated[tuple[str, ...], BeforeValidator(read_listed)] = ()
    series: Annotated[SeriesSetting | None, BeforeValidator(read_series)] = None
    description: str = ""
    cover: str = ""
    """A picture of one's own, named from the document's folder."""

    theme: str = ""
    fonts: tuple[str, ...] = ()
    """More ``fonts.toml`` files, named from the document's folder or the theme's."""
    chapters: Annotated[int, Field(ge=0, le=6)] = 0
    """Heads of Markdown down to this level (2 to 6) begin chapters, so that one file is a book."""
    vertical: bool = False
    """Set the text in columns from right to left."""
    contents: bool | None = None
    """Print the contents; when unset, in a book of several articles."""
    pull_quotes: Literal["marked", "suggest", "none"] = "marked"
    scene_break: str = "＊　＊　＊"
    ornaments: Annotated[tuple[str, ...], BeforeValidator(read_listed)] = ()
    """Words and signs that a theme prints of its own: cut into its faces, known to the proof."""
    page: PageSettings = PageSettings()
    type: TypeSettings = TypeSettings()
    faces: FaceSettings = FaceSettings()
    colour: ColourSettings = ColourSettings()
    sidebar: SidebarSettings = SidebarSettings()
    furniture: FurnitureSet = FurnitureSet()
    composition: CompositionSettings = CompositionSettings()
    emphasis: EmphasisSettings = EmphasisSettings()
    epub: EpubSettings = EpubSettings()
    encoding: Annotated[str, AfterValidator(read_encoding)] = ""
    """Of the sources; when empty, proved from their bytes."""
    repair: RepairSettings = RepairSettings()
    proof: bool = True
    """Read every finished file back and compare it with its source."""
    strict: bool = False

    def emphasis_in(self, language: str) -> Literal["kai", "dots", "bold"]:
        """How emphasis is shown in a language."""
        style = self.emphasis.style
        if language[:2] in ("ja", "ko") and (style, self.faces.emphasis) == ("kai", "kai"):
            return "dots"
        return style

    def dots_over(self, language: str) -> bool:
        """True if emphasis dots stand over text in a language, False if under it."""
        if self.emphasis.position == "auto":
            return language[:2] in ("ja", "ko")
        return self.emphasis.position == "over"

    def faces_in(self, language: str) -> FaceSettings:
        """The family that does each job in a language."""
        style = self.emphasis_in(language)
        face = {"kai": self.faces.emphasis, "dots": self.faces.text, "bold": self.faces.strong}
        return self.faces.model_copy(update={"emphasis": face[style]})

    def metadata(self) -> Metadata:
        """The metadata that these settings state; empty where they state none."""
        return Metadata(
            title=self.title,
            subtitle=self.subtitle,
            contributors=tuple(Contributor(a.name, a.role, a.file_as) for a in self.authors),
            language=self.language,
            identifier=self.identifier,
            published=self.date,
            publisher=self.publisher,
            source=self.source,
            rights=self.rights,
            subjects=self.subjects,
            series=Series(self.series.name, self.series.position) if self.series else None,
            description=self.description,
        )


class Misfit(Exception):
    """A value that the schema refuses: its path, what is wrong, and the value."""

    def __init__(self, path: tuple[str, ...], reason: str, value: object, *, unknown: bool) -> None:
        super().__init__(reason)
        self.path, self.reason, self.value, self.unknown = path, reason, value, unknown


def validate(values: Mapping[str, Any]) -> Settings:
    """Settings from merged values. Raises Misfit for the first that does not fit."""
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise Misfit(
            tuple(str(part) for part in first["loc"]),
            str(first["msg"]).removeprefix("Value error, "),
            first["input"],
            unknown=first["type"] == "extra_forbidden",
        ) from error


def known_names() -> tuple[str, ...]:
    """Every setting's dotted name."""

    def below(model: type[BaseModel], above: str) -> Iterator[str]:
        for name, field in model.model_fields.items():
            kind = field.annotation
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from below(kind, f"{above}{name}.")
            else:
                yield f"{above}{name}"

    return tuple(below(Settings, ""))
