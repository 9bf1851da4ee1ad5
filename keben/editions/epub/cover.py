"""A publication → its cover picture: the author's own, or one drawn from the theme."""

from __future__ import annotations

from keben.composition.engine import draw, lay_out
from keben.model import Publication
from keben.raster import draw_page
from keben.settings import Settings
from keben.shelf import NOWHERE, Shelf
from keben.theme import Theme
from keben.typecase import TypeCase
from keben.typeset.cover import typeset_cover
from keben.typeset.page import file_stem
from keben.typeset.printed import FONT_ADDRESS

WIDTH = 1920
"""px; the height is 2560. Kobo asks for 3 to 4, and shops for no less than 1600 × 2560."""


def draw_cover(
    publication: Publication,
    theme: Theme,
    settings: Settings,
    *,
    case: TypeCase,
    shelf: Shelf = NOWHERE,
) -> bytes:
    """A cover of 1920 × 2560 px as a PNG, from the same faces and colour as the printed edition; it
    may come from a ``shelf``.

    Raises FontError where the type case lacks a character of it.
    """
    html, css = typeset_cover(publication, theme, settings, case=case)
    fonts = {
        FONT_ADDRESS.format(name=file_stem(font.face.name), suffix=font.suffix): font.data
        for font in case.fonts
    }
    parts = (html.encode(), css.encode(), *fonts.values())
    return shelf.made(
        "cover", parts, lambda: draw_page(draw(lay_out(html, css, files=fonts)), width=WIDTH)
    )
