"""Settings → the geometry and the page rules of pages in columns, as they are laid out.

Such a page is laid out on its side, in lines from top to bottom, and turned to the right when it is
drawn (composition/turning.py): what is laid out at the left stands at the head of the page, what is
laid out at the top at its right. So a column is a line here, and its length the measure.
"""

from __future__ import annotations

from math import floor

from keben.errors import SettingsError
from keben.settings import Settings
from keben.typeset.geometry import LEAST_MEASURE, MM, Geometry, check_type, divide, join
from keben.typeset.page import FURNITURE, pt

LEAST_COLUMNS, LEAST_EMS = 4, 8

HEAD_SHARE = 0.55
"""How much of the height that no column fills stands above them: 天头 is larger than 地脚."""


def lay_out_columns(settings: Settings, *, with_sidebar: bool) -> Geometry:
    """The geometry of a page on its side: its ``width`` is the paper's height; ``inner`` and
    ``outer`` are its head and foot, ``top`` and ``bottom`` its margins at the spine and at the
    fore edge. A sidebar is a strip at the head, where glosses stand.

    Raises SettingsError where the margins leave no room for text, or the type makes no lines.
    """
    check_type(settings)
    page, size, pitch = settings.page, settings.type.size, settings.type.pitch
    across, along = (side * MM for side in page.sheet)
    beside = 0.0
    if with_sidebar and settings.sidebar.placement == "margin" and page.columns == 1:
        beside = settings.sidebar.width * settings.sidebar.size + settings.sidebar.gap * MM
    room = along - (page.top + page.bottom) * MM - beside
    ems = min(divide(page, room / size), floor(page.measure_vertical))
    if beside and ems < LEAST_MEASURE:
        return lay_out_columns(settings, with_sidebar=False)
    columns = floor((across - (page.inner + page.outer) * MM) / pitch + 1e-6)
    columns = min(columns, page.lines or columns)
    if ems < LEAST_EMS or columns < LEAST_COLUMNS:
        raise SettingsError(
            f"the margins leave {max(columns, 0)} columns of {max(ems, 0)} em for text on "
            f"{page.paper} paper.",
            hint="Lower page.inner, page.outer, page.top or page.bottom, or the text size"
            f"{', or raise page.measure_vertical' if page.measure_vertical < LEAST_EMS else ''}.",
        )
    measure = join(page, ems) * size
    spare = room - measure
    narrow = across - (page.inner + page.outer) * MM - columns * pitch
    share = 0.4 if page.two_sided else 0.5
    return Geometry(
        width=along,
        height=across,
        top=page.inner * MM + narrow * share,
        bottom=page.outer * MM + narrow * (1 - share),
        inner=page.top * MM + spare * HEAD_SHARE + beside,
        outer=page.bottom * MM + spare * (1 - HEAD_SHARE),
        measure=measure,
        lines=columns,
        sidebar=settings.sidebar.width * settings.sidebar.size if beside else 0.0,
        gap=settings.sidebar.gap * MM if beside else 0.0,
        columns=page.columns,
        column_gap=page.column_gap * size,
    )


def column_rules(settings: Settings, geometry: Geometry) -> str:
    """The ``@page`` rules of pages on their side.

    A book in columns is bound at its right: its odd pages, which CSS calls right, lie left of the
    spine.
    """
    along = f"margin-left:{pt(geometry.inner)};margin-right:{pt(geometry.outer - geometry.slack)};"
    odd = f"margin-top:{pt(geometry.top)};margin-bottom:{pt(geometry.bottom)};"
    even = f"margin-top:{pt(geometry.bottom)};margin-bottom:{pt(geometry.top)};"
    rules = [
        f"@page{{size:{pt(geometry.width)} {pt(geometry.height)};{along}{odd}}}",
        f"@page:left{{{even if settings.page.two_sided else odd}}}",
    ]
    return "\n".join((*rules, FURNITURE))


def lay_down(address: str, *, width: int, height: int) -> bytes:
    """An SVG that shows a picture of some size, px, lying on its left side."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{height}" height="{width}" '
        f'viewBox="0 0 {height} {width}"><g transform="translate(0 {width}) rotate(-90)">'
        f'<image href="{address}" width="{width}" height="{height}"/></g></svg>'
    ).encode()
