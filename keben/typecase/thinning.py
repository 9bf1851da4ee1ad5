"""A cut font → the same for a page that is set: outlines alone."""

from __future__ import annotations

from collections.abc import Iterable

import uharfbuzz as hb

from keben.errors import FontError


def thin(data: bytes, glyphs: Iterable[int]) -> bytes:
    """A cut font as pages are drawn with it: the outlines of some glyphs, each under the number
    that it had, and nothing that sets a line.

    Raises FontError where HarfBuzz cannot do it.
    """
    order = hb.SubsetInput()
    order.glyph_set.update(glyphs)
    order.layout_feature_tag_set.clear()
    order.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.DESUBROUTINIZE
        | hb.SubsetFlags.CFF_IDENTITY_CHARSET
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    try:
        return bytes(hb.subset(hb.Face(data), order).blob.data)
    except RuntimeError as error:
        raise FontError(f"a face cannot be cut for print: {error}.") from error
