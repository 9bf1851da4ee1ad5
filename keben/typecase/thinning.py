"""A cut font → the same for a page that is set: outlines alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import uharfbuzz as hb

from keben.errors import FontError
from keben.glyph_codes import Codes
from keben.typecase.identifiers import has_identifiers, renumber


def thin(
    data: bytes, codes: Collection[int], *, order: Sequence[int] = ()
) -> tuple[bytes, Mapping[int, int]]:
    """A cut font as pages are drawn with it: the outlines of the glyphs that have some codes
    (:mod:`keben.glyph_codes`), and nothing that sets a line; and the number of each glyph in it by
    its code, empty where the face knows glyphs by their codes. No room is left for glyphs between
    but where codes are numbers of glyphs that no other name is known of.

    Raises FontError where HarfBuzz cannot do it.
    """
    face = hb.Face(data)
    known = Codes(order)
    glyphs = {known.glyph(code): code for code in codes}
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.layout_feature_tag_set.clear()
    wanted.flags = (
        hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    identified = has_identifiers(bytes(face.reference_table("CFF ").data))
    if not identified and not order:
        wanted.flags |= hb.SubsetFlags.RETAIN_GIDS
    try:
        plan = hb.SubsetPlan(face, wanted)
        made = plan.execute()
        thinned = bytes(made.blob.data)
    except RuntimeError as error:
        raise FontError(f"a face cannot be cut for print: {error}.") from error
    if not order:
        return thinned, {}
    if identified:
        return renumber(bytes(made.reference_table("CFF ").data), known.__getitem__), {}
    places = plan.old_to_new_glyph_mapping
    return thinned, {code: places[glyph] for glyph, code in glyphs.items()}
