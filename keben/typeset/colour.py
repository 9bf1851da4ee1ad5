"""A colour → the same hue, light or dark enough to be told from its ground (WCAG 2.2, 1.4)."""

from __future__ import annotations

DARKEST, LIGHTEST = 0.13, 0.175
"""Relative luminances between which a colour stands out from white (4.6:1 or more) and from black
(3.6:1 or more) alike."""


def on_both_grounds(colour: str) -> str:
    """``#rrggbb`` that can be told from white paper and from a black night screen."""
    return _toned(colour, DARKEST, LIGHTEST)


def dark_ground(colour: str) -> str:
    """``#rrggbb`` dark enough to print light type on it."""
    return _toned(colour, 0.0, LIGHTEST)


def luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb``: 0 for black, 1 for white."""
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _toned(colour: str, darkest: float, lightest: float) -> str:
    light = luminance(colour)
    target = min(max(light, darkest), lightest)
    if light == target:
        return colour
    channels = _channels(colour)
    if light < target:
        # Mixing with white keeps the hue; scaling up could leave the range of a channel.
        share = (target - light) / (1 - light)
        channels = [value + (1 - value) * share for value in channels]
    else:
        channels = [value * target / light for value in channels]
    return "#" + "".join(f"{round(_encoded(value) * 255):02x}" for value in channels)


def _channels(colour: str) -> list[float]:
    """Red, green and blue as shares of light (sRGB, IEC 61966-2-1)."""
    return [_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5)]


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
