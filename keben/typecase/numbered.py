"""A type case → the same with glyphs that have the numbers of their faces.

What was drawn with such a font stays true when it is cut anew for one character more, so a chapter
need not be laid out again because another has changed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from hashlib import sha256

from keben.shelf import NOWHERE, Shelf
from keben.typecase.case import CURLY, TypeCase
from keben.typecase.faces import CutFont, cut
from keben.typecase.order import order_of

FELT = frozenset((*map(chr, range(0x21, 0x7F)), *CURLY, *"‐–—…•"))
"""Characters that may be looked for in a font though no text near has them: hyphens, bullets, the 0
and x of the units ``ch`` and ``ex`` (CSS Values 4 §6.1.1), what another face would lend."""


def number_as_faces(case: TypeCase, shelf: Shelf = NOWHERE) -> TypeCase:
    """The case with every font cut again, its glyphs numbered as in the face.

    Raises FontError where HarfBuzz cannot cut a face.
    """
    groups: dict[tuple[str, int], list[CutFont]] = {}
    for font in case.fonts:
        groups.setdefault((font.face.sha256, font.face.index), []).append(font)
    return replace(
        case,
        fonts=tuple(
            _number(font, groups[font.face.sha256, font.face.index], shelf) for font in case.fonts
        ),
    )


def _number(font: CutFont, fellows: list[CutFont], shelf: Shelf) -> CutFont:
    """``fellows`` are all fonts of its face: which characters stand in twins (:mod:`twins`) changes
    from which of them a character is drawn."""
    felt = "".join(sorted(font.characters & FELT))
    apart = "|".join("".join(sorted(fellow.characters)) for fellow in fellows[1:])
    face = font.face
    text = "\n".join((face.sha256, str(face.index), face.name, felt, apart))
    cut_again = cut(face, font.characters, numbered=True, shelf=shelf)
    stands_for = sha256(text.encode()).hexdigest()
    asked = repr((face.sha256, face.index, face.languages)).encode()
    order = shelf.made("order", (asked,), partial(order_of, face))
    return replace(cut_again, stands_for=stands_for, order=order)
