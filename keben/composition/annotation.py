"""An annotation and the style of its base → the annotation shaped, measured, ready to be placed.

A theme names the job whose face annotations in Latin letters have, pinyin above all, with the
custom property ``--annotation-face`` (``small``; ``none`` for that of their base), and lets zhuyin
stand over its base, not beside it, with ``--zhuyin: over``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, pango

from keben.composition.interlinear import Annotation
from keben.composition.ruby import SIZE, ZHUYIN_SIZE, Span, is_spelt, is_zhuyin
from keben.composition.shaping import byte_offsets, ink_middles, line_advances

KEPT = "keben_annotations"
"""Where a style keeps what was shaped in it: most annotations come many times."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """An annotation in its own style: its layout, the advances of its characters and the baseline
    (px), and its ``span`` over the base. ``middles`` are those of the ink of zhuyin that stands
    beside its base, px to the right and up from where a character begins."""

    text: str
    style: Any
    layout: Any
    advances: tuple[float, ...]
    baseline: float
    span: Span
    middles: tuple[tuple[float, float], ...] = ()


def shape(annotation: Annotation, style: Any, context: Any) -> Shaped:
    """Shape an annotation in half the size of its base, zhuyin beside it in less."""
    zhuyin = is_zhuyin(annotation.text)
    beside = zhuyin and custom(style, "zhuyin") != ("over",)
    kept = vars(style).setdefault(KEPT, {})
    key = (annotation.text, beside)
    if key not in kept:
        size = ZHUYIN_SIZE if beside else SIZE
        own = _style(style, size, latin=not zhuyin and is_spelt(annotation.text))
        layout = line_break.create_layout(annotation.text, own, context, None, 0)
        line, _ = layout.get_first_line()
        offsets = byte_offsets(annotation.text)
        advances, _ = line_advances(line, offsets) or ((), {})
        middles = tuple(ink_middles(line, offsets)) if beside else ()
        baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
        layout.deactivate()
        kept[key] = own, layout, tuple(advances), baseline, middles
    own, layout, advances, baseline, middles = kept[key]
    span = Span(
        annotation.start,
        annotation.end,
        sum(advances),
        spelt=not zhuyin and is_spelt(annotation.text),
        beside=beside,
    )
    return Shaped(annotation.text, own, layout, advances, baseline, span, middles)


def _style(style: Any, size: float, *, latin: bool) -> Any:
    own = style.copy()
    own["font_size"] = style["font_size"] * size
    own["text_decoration_line"] = "none"
    for job in custom(style, "annotation-face") if latin else ():
        if face := custom(style, f"face-{job}"):
            own["font_family"] = face
    return own


def custom(style: Any, name: str) -> tuple[str, ...]:
    """The words of a custom property, ``--name``; none where no style sheet sets it."""
    tokens = style["__" + name.replace("-", "_")]
    return tuple([t.value for t in tokens if t.type in ("ident", "string")]) if tokens else ()


def custom_number(style: Any, name: str, default: float) -> float:
    """The number that a custom property is."""
    tokens = style["__" + name.replace("-", "_")]
    return next((float(t.value) for t in tokens or () if t.type == "number"), default)
