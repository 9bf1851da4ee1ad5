"""The schema of every setting, checked by pydantic.

Lengths are in the unit that each field names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationError

from keben.model import Contributor, Metadata, Series
from keben.settings.presets import check_large, read_large
from keben.settings.tables.base import Table
from keben.settings.tables.classroom import ClassroomSettings
from keben.settings.tables.composition import CompositionSettings, EmphasisSettings
from keben.settings.tables.display import CodeSettings, FigureSettings, TableSettings
from keben.settings.tables.editions import EpubSettings, PdfSettings
from keben.settings.tables.matter import (
    AuthorSetting,
    BibliographySettings,
    HeadSettings,
    IndexSettings,
    MatterSettings,
    SeriesSetting,
)
from keben.settings.tables.order import OrderSettings
from keben.settings.tables.page import (
    ColourSettings,
    FaceSettings,
    FurnitureSet,
    PageSettings,
    SidebarSettings,
    TypeSettings,
)
from keben.settings.tables.pairs import AnnotationSettings, ParallelSettings, VariantSettings
from keben.settings.tables.printing import FitSettings, ImposeSettings, PrepressSettings
from keben.settings.tables.repair import RepairSettings
from keben.settings.values import (
    read_authors,
    read_encoding,
    read_iso_date,
    read_language,
    read_listed,
    read_series,
    read_words,
)
from keben.writable import UNPRINTABLE

Words = Annotated[str, AfterValidator(read_words)]


class Settings(Table):
    """Everything that can be set, checked. Unknown names are errors."""

    title: Words = ""
    subtitle: Words = ""
    authors: Annotated[tuple[AuthorSetting, ...], BeforeValidator(read_authors)] = ()
    date: Annotated[str, BeforeValidator(read_iso_date)] = ""
    language: Annotated[str, AfterValidator(read_language)] = ""
    """BCP 47; when empty, told from the text."""
    publisher: Words = ""
    source: Words = ""
    rights: Words = ""
    identifier: Words = ""
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
    order: OrderSettings = OrderSettings()
    vertical: bool = False
    """Set the text in columns from right to left."""
    contents: bool | None = None
    """Print the contents; when unset, in a book of several articles."""
    matter: MatterSettings = MatterSettings()
    heads: HeadSettings = HeadSettings()
    index: IndexSettings = IndexSettings()
    bibliography: BibliographySettings = BibliographySettings()
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
    figures: FigureSettings = FigureSettings()
    tables: TableSettings = TableSettings()
    code: CodeSettings = CodeSettings()
    classroom: ClassroomSettings = ClassroomSettings()
    epub: EpubSettings = EpubSettings()
    pdf: PdfSettings = PdfSettings()
    variants: VariantSettings = VariantSettings()
    annotate: AnnotationSettings = AnnotationSettings()
    parallel: ParallelSettings = ParallelSettings()
    impose: ImposeSettings = ImposeSettings()
    prepress: PrepressSettings = PrepressSettings()
    fit: FitSettings = FitSettings()
    large_print: Annotated[float, AfterValidator(check_large), BeforeValidator(read_large)] = 0
    """Set everything for readers who see little, in so many pt; ``true`` for the usual 16."""
    gray: bool = False
    """Print in greys, pictures too."""
    draft: bool = False
    """Number the lines of every page and leave room for comments."""
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


LONGEST = 100_000
"""Characters of one value."""


class Misfit(Exception):
    """A value that the schema refuses: its path, what is wrong, and the value."""

    def __init__(self, path: tuple[str, ...], reason: str, value: object, *, unknown: bool) -> None:
        super().__init__(reason)
        self.path, self.reason, self.value, self.unknown = path, reason, value, unknown


def _ours(found: re.Match[str]) -> str:
    """Pydantic's opening words → ours."""
    return "it" if found[0] == "Input" else ""


def _refuse_unwritable(value: object, path: tuple[str, ...] = ()) -> None:
    """Raise Misfit for a word that is too long, or a word or a name in a table that cannot be
    written to a file."""
    if isinstance(value, str) and len(value) > LONGEST:
        reason = f"it has {len(value):,} characters, and {LONGEST:,} are the most"
        raise Misfit(path, reason, value, unknown=False)
    if isinstance(value, str) and UNPRINTABLE.search(value):
        raise Misfit(path, "it holds a control character", value, unknown=False)
    if isinstance(value, Mapping):
        for name, below in value.items():
            _refuse_unwritable(str(name), path)
            _refuse_unwritable(below, (*path, str(name)))
    elif isinstance(value, list | tuple):
        for number, below in enumerate(value):
            _refuse_unwritable(below, (*path, str(number)))


def validate(values: Mapping[str, Any]) -> Settings:
    """Settings from merged values. Raises Misfit for the first that does not fit."""
    _refuse_unwritable(values)
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise Misfit(
            tuple(str(part) for part in first["loc"]),
            re.sub("^(Value error, |Input(?= should))", _ours, str(first["msg"])),
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
