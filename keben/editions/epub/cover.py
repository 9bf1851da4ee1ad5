"""A publication → its cover picture: the author's own, or one drawn from the theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from keben.composition.tasks import Sheet, drawing
from keben.editions.workshop import ALONE, Workshop
from keben.model import Publication
from keben.output import scratch_folder
from keben.settings import Settings
from keben.theme import Theme
from keben.typecase import TypeCase
from keben.typeset.cover import typeset_cover
from keben.typeset.page import file_stem
from keben.typeset.printed import FONT_ADDRESS
from keben.workers import Workers

WIDTH = 1920
"""px; the height is 2560. Kobo asks for 3 to 4, and shops for no less than 1600 × 2560."""


@contextmanager
def drawing_cover(
    publication: Publication,
    theme: Theme,
    settings: Settings,
    *,
    case: TypeCase,
    workshop: Workshop = ALONE,
) -> Iterator[Callable[[], bytes]]:
    """Begin a cover of 1920 × 2560 px, from the same faces and colour as the printed edition, in
    another process where there may be one. What is given waits for it, as a PNG; it may come from
    the shelf, or have been begun before.

    Raises FontError where the type case lacks a character of it.
    """
    html, css = typeset_cover(publication, theme, settings, case=case)
    fonts = {
        FONT_ADDRESS.format(name=file_stem(font.face.name), suffix=font.suffix): font.data
        for font in case.fonts
    }
    key = workshop.shelf.key("cover", (html.encode(), css.encode(), *fonts.values()))
    if key in workshop.begun:
        yield workshop.begun[key]
        return
    with (
        scratch_folder() as scratch,
        Workers(
            drawing, Sheet(css, fonts, WIDTH), jobs=workshop.jobs, folder=scratch, apart=True
        ) as workers,
    ):

        def begin() -> Callable[[], bytes]:
            drawn = workers.begin([html])
            return lambda: drawn()[0]

        finish = workshop.begun[key] = cache(workshop.shelf.begun(key, begin))
        try:
            yield finish
        finally:
            del workshop.begun[key]
