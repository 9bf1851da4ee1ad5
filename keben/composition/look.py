"""A style → what of it shows in glyphs."""

from __future__ import annotations

from typing import Any

LOOK = "keben_look"
"""Where a style keeps what of it shows in glyphs."""

PROPERTIES = (
    *("font_family", "font_size", "font_style", "font_weight", "font_stretch", "font_kerning"),
    *("font_variant_ligatures", "font_variant_position", "font_variant_caps"),
    *("font_variant_numeric", "font_variant_alternates", "font_variant_east_asian"),
    *("font_feature_settings", "font_variation_settings", "font_language_override"),
    *("lang", "direction"),
)


def look_of(style: Any) -> tuple[str, ...]:
    """What of a style shows in glyphs."""
    kept = vars(style)
    if LOOK not in kept:
        kept[LOOK] = tuple(str(style[name]) for name in PROPERTIES)
    found: tuple[str, ...] = kept[LOOK]
    return found
