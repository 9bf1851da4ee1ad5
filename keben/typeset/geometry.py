"""Settings → where the type area, the sidebar and the margins stand on a sheet, in pt.

The measure is a whole number of em and the type area a whole number of lines, so that every line
of a page stands on one grid (clreq §2.3, kihon-hanmen).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from keben.errors import SettingsError
from keben.model import Image
from keben.settings import Settings
from keben.settings.tables.page import PageSettings

MM = 72 / 25.4
"""Points in a millimetre."""

SLACK = 0.02
"""Added to the measure, pt: rounding must never push a full line's last character down."""

LEAST_MEASURE = 16
"""Below this many em a text column is too narrow to justify; a sidebar gives way first."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """A page, pt. ``sidebar`` is the sidebar's width, 0 where pull quotes stand in the column;
    ``measure`` is that of all ``columns`` with what stands between two of them, ``column_gap``."""

    width: float
    height: float
    top: float
    bottom: float
    inner: float
    outer: float
    measure: float
    lines: int
    sidebar: float
    gap: float
    columns: int = 1
    column_gap: float = 0.0

    @property
    def column(self) -> float:
        """The width of one column, pt: the measure of its lines."""
        return (self.measure - (self.columns - 1) * self.column_gap) / self.columns

    @property
    def slack(self) -> float:
        """What the text is wider than its measure, pt: a hair for each of its columns."""
        return SLACK * self.columns


LEAST_TYPE = 3
"""pt: smaller type is a slip of the pen."""

MOST_SMALL = 2
"""Times the size of the text: how large the small type of notes, captions and folios may be."""


def check_type(settings: Settings) -> None:
    """Raises SettingsError for sizes by which lines could not be told apart."""
    size, pitch, small = settings.type.size, settings.type.pitch, settings.type.small
    heads = settings.type.heads
    others = {"type.title": settings.type.title, "type.small": small, "type.heads": min(heads)}
    named = {"type.size": size, **others, "sidebar.size": settings.sidebar.size}
    tiny = next((name for name, value in named.items() if value < LEAST_TYPE), "")
    if tiny:
        trouble = f"{tiny} is {named[tiny]:g} pt, and nobody reads less than {LEAST_TYPE}"
    elif pitch < size:
        trouble = f"type.pitch is {pitch:g} pt, less than type.size ({size:g}), so lines overlap"
    elif small > MOST_SMALL * size:
        trouble = f"type.small is {small:g} pt, more than twice type.size ({size:g})"
    else:
        return
    raise SettingsError(f"{trouble}.", hint="Set sizes in pt, as 10.5 on a pitch of 18.")


def lay_out(settings: Settings, *, with_sidebar: bool) -> Geometry:
    """The geometry of a page.

    Raises SettingsError where the margins leave no room for text, or the type makes no lines.
    """
    check_type(settings)
    page, type_ = settings.page, settings.type
    width, height = (side * MM for side in page.sheet)
    inner, outer = page.inner * MM, page.outer * MM
    beside = 0.0
    if with_sidebar and settings.sidebar.placement == "margin" and page.columns == 1:
        beside = settings.sidebar.width * settings.sidebar.size + settings.sidebar.gap * MM
    ems = divide(page, (width - inner - outer - beside) / type_.size)
    if beside and ems < LEAST_MEASURE:
        return lay_out(settings, with_sidebar=False)
    asked = page.measure_beside if beside else page.measure_for(type_.size)
    ems = min(ems, floor(asked + 1e-6))
    lines = floor((height - (page.top + page.bottom) * MM) / type_.pitch + 1e-6)
    lines = min(lines, page.lines or lines)
    if ems < 8 or lines < 5:
        raise SettingsError(
            f"the margins leave {max(ems, 0)} em by {max(lines, 0)} lines for text on "
            f"{page.paper} paper.",
            hint="Lower page.inner, page.outer, page.top or page.bottom, or the text size.",
        )
    measure = join(page, ems) * type_.size
    spare = width - inner - outer - beside - measure
    share = 0.4 if page.two_sided else 0.5
    return Geometry(
        width=width,
        height=height,
        top=page.top * MM,
        bottom=height - page.top * MM - lines * type_.pitch,
        inner=inner + spare * share,
        outer=outer + spare * (1 - share) + beside,
        measure=measure,
        lines=lines,
        sidebar=settings.sidebar.width * settings.sidebar.size if beside else 0.0,
        gap=settings.sidebar.gap * MM if beside else 0.0,
        columns=page.columns,
        column_gap=page.column_gap * type_.size,
    )


def turned_measure(settings: Settings) -> float:
    """The width of the text on a page on its side, pt: across the longer side of the sheet."""
    return max(settings.page.sheet) * MM - 2 * turned_margin(settings)


def turned_margin(settings: Settings) -> float:
    """The margins left and right on a page on its side, pt: the least of a page's own."""
    page = settings.page
    return max(min(page.top, page.bottom, page.inner, page.outer), 10) * MM


SPANNING = 1.5
"""Of a column: a lying figure wider than that stands across all columns."""

HIGHEST = 0.75
"""Of the type area: how high a figure may be, so that its caption stands below it."""


def figure_width(
    image: Image, settings: Settings, geometry: Geometry, *, spans: bool = False
) -> float:
    """How wide a figure is printed, pt; 0 where its size is not known.

    A drawing has its own size (96 px to the inch), a picture in pixels as many of them to the inch
    as the settings ask for, at least; neither is wider than its column or higher than most of
    the page. One that ``spans`` stands across all columns.
    """
    width, height = image.width, image.height
    if not width or not height:
        return 0.0
    if settings.vertical:  # it lies on its side until the page is turned
        width, height = height, width
    room = geometry.lines * settings.type.pitch * HIGHEST
    widest = geometry.measure if spans else geometry.column
    return min(_natural(image, settings), widest, room * width / height)


def figure_spans(image: Image, settings: Settings, geometry: Geometry) -> bool:
    """True for a figure that would lose much of its width in one of a page's columns, and is set
    across them all: one that lies, and is half as wide again as a column."""
    if geometry.columns == 1 or settings.vertical or image.width <= image.height:
        return False
    return _natural(image, settings) > SPANNING * geometry.column


def _natural(image: Image, settings: Settings) -> float:
    dots = 96 if image.media_type == "image/svg+xml" else settings.figures.least_dpi
    width = image.height if settings.vertical else image.width
    return width * 72 / dots


def divide(page: PageSettings, ems: float) -> int:
    """The whole em of each of a page's columns, where there is room for so many em in all."""
    return floor((ems - (page.columns - 1) * page.column_gap) / page.columns + 1e-6)


def join(page: PageSettings, ems: int) -> float:
    """The em of all columns of a page together, with what stands between them."""
    return page.columns * ems + (page.columns - 1) * page.column_gap
