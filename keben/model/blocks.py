"""What stands on a page by itself: paragraphs, heads, quotations, tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from keben.model.facts import Location
from keben.model.inlines import Image, Inlines, PageBreak


@dataclass(frozen=True, slots=True)
class Heading:
    """A head inside an article. ``level`` starts at 2: level 1 is the article's own title."""

    inlines: Inlines
    level: int = 2
    anchor: str = ""
    number: str = ""
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: Inlines
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Epigraph:
    """A motto under the title or at the head of a chapter."""

    blocks: tuple[Block, ...]
    attribution: Inlines = ()
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class PullQuote:
    """A sentence set apart. ``repeats`` is true where it stands in the text as well, so that it is
    an ornament: hidden from assistive technology and left out of the proof."""

    inlines: Inlines
    attribution: Inlines = ()
    anchor: str = ""
    repeats: bool = False
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    blocks: tuple[Block, ...]
    attribution: Inlines = ()
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Verse:
    """A poem: stanzas of lines."""

    stanzas: tuple[tuple[Inlines, ...], ...]
    attribution: Inlines = ()
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class ListItem:
    """``checked`` is None outside task lists."""

    blocks: tuple[Block, ...]
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class ListBlock:
    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    tight: bool = True
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """One term and its meanings; of a glossary, with an ``anchor``, to which the text leads."""

    term: Inlines
    meanings: tuple[tuple[Block, ...], ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms and what they mean. Those of a glossary are sorted, and the text may lead to them."""

    items: tuple[Definition, ...]
    location: Location | None = None
    is_glossary: bool = False


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code. ``first_line`` is the number printed beside the first, None where lines are
    not numbered; ``marked`` are the lines to look at, the first being 1. ``breaks`` are
    page breaks, each with the number of characters before it."""

    text: str
    language: str = ""
    location: Location | None = None
    breaks: tuple[tuple[int, PageBreak], ...] = ()
    title: Inlines = ()
    first_line: int | None = None
    marked: tuple[int, ...] = ()


class Alignment(StrEnum):
    """How a column stands."""

    START = "start"
    CENTER = "center"
    END = "end"
    POINT = "point"
    """Numbers with their decimal points under one another."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, one ``alignment`` a column. ``head`` may be empty; ``number`` is 0 where
    tables are not numbered. ``places`` are the most decimals in each column, where numbers stand
    at their points (two more where they end in %); the last ``totals`` rows of the body are
    sums."""

    head: tuple[tuple[Inlines, ...], ...]
    body: tuple[tuple[Inlines, ...], ...]
    alignments: tuple[Alignment, ...]
    caption: Inlines = ()
    location: Location | None = None
    number: int = 0
    anchor: str = ""
    places: tuple[int, ...] = ()
    totals: int = 0


class ChartKind(StrEnum):
    """How numbers are drawn."""

    LINE = "line"
    BAR = "bar"
    PIE = "pie"
    SCATTER = "scatter"


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers to be drawn. The first column of ``data`` names the places on the axis (of a scatter
    chart: is the axis), each other one is a series, named by its head. ``unit`` is that of the
    numbers."""

    kind: ChartKind
    data: Table
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that stands by itself; ``number`` is 0 where figures are not numbered. With a
    ``chart`` the picture is drawn from it, and the e-reader edition gives its numbers as well."""

    image: Image
    caption: Inlines = ()
    anchor: str = ""
    number: int = 0
    location: Location | None = None
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that stands by itself: TeX, and the same as presentation MathML 3 where it could
    be understood."""

    tex: str
    mathml: str = ""
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """A boxed remark. ``kind`` is ``note``, ``tip``, ``warning`` …; ``title`` may be empty."""

    kind: str
    blocks: tuple[Block, ...]
    title: Inlines = ()
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class ListedWork:
    """An entry of the bibliography, by the ``key`` that the text cites."""

    key: str
    inlines: Inlines
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The works that the text cites, in their order; empty until a transform fills it.
    ``is_numbered``: each begins with its number."""

    works: tuple[ListedWork, ...] = ()
    is_numbered: bool = False
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class SceneBreak:
    """A change of scene: a blank line or an ornament."""

    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """Where the text comes from, who edited it: a quiet line at the end."""

    inlines: Inlines
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class PageTop:
    """Page breaks that stand between two blocks: several, where pages are empty."""

    breaks: tuple[PageBreak, ...]
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Parallel:
    """A row of parallel text: ``blocks`` of the text, and ``beside`` them those of another text
    that say the same in another ``language`` (BCP 47). Either may be empty."""

    blocks: tuple[Block, ...]
    beside: tuple[Block, ...]
    language: str
    location: Location | None = None


Block = (
    Heading
    | Paragraph
    | Epigraph
    | PullQuote
    | Quotation
    | Verse
    | ListBlock
    | DefinitionList
    | CodeBlock
    | Table
    | Figure
    | Formula
    | Aside
    | Bibliography
    | SceneBreak
    | Credit
    | PageTop
    | Parallel
)
Blocks = tuple[Block, ...]
