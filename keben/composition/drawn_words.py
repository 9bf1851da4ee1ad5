"""Words in an SVG drawing → the same, as large as in the face that the drawing asks for.

A drawing is set in the document's faces, whose Latin letters are wider than those of the faces that
programs for drawings count on: words would cross the edges of the cells that were made for them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint import svg
from weasyprint.svg.utils import size

from keben.composition.hooks import Hook

TIMES, HELVETICA = 0.85, 0.93
"""How large our letters are to be so that a line of them is as long as in these faces: their mean
advance (Adobe's Core 14 AFM files, small letters by their frequency) as a share of ours. The height
of x is that of the face asked for then, too."""

FACES = {
    **dict.fromkeys(("times", "times new roman", "times-roman", "timesnewroman"), TIMES),
    **dict.fromkeys(("liberation serif", "nimbus roman", "serif", ""), TIMES),
    **dict.fromkeys(("helvetica", "arial", "liberation sans", "nimbus sans"), HELVETICA),
}
"""A drawing that names no face was made for a browser's, which is Times."""

WORDS = ("text", "tspan", "textPath", "a")
WIDE = "\u2e80"
"""From here on characters are an em wide in every face."""


def share_of_size(families: str, text: str) -> float:
    """How large a text is set, as a share of what the drawing says."""
    if any(character >= WIDE for character in text):
        return 1.0
    return FACES.get(families.split(",")[0].strip(" \t\n\"'").lower(), 1.0)


def _fitting(original: Callable[..., Any]) -> Callable[..., Any]:
    def draw_node(
        self: Any, node: Any, font_size: float, fill_stroke: bool = True, context: Any = None
    ) -> Any:
        if node.tag not in WORDS or not node.text or len(node._etree_node):
            return original(self, node, font_size, fill_stroke, context)
        asked = node.get("font-size")
        own = size(asked or "1em", font_size, font_size)
        share = share_of_size(node.get("font-family") or "", node.text)
        node.attrib["font-size"] = f"{own * share}px"
        try:
            return original(self, node, font_size, fill_stroke, context)
        finally:
            # A node that is used in several places is drawn more than once.
            node.attrib.pop("font-size")
            node.attrib.update({} if asked is None else {"font-size": asked})

    return draw_node


HOOKS = (
    Hook(
        svg.SVG,
        "draw_node",
        ("self", "node", "font_size", "fill_stroke", "context"),
        _fitting,
        until="WeasyPrint knows font-size-adjust, or draws with the face a drawing was made for",
    ),
)
