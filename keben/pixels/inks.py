"""Colours of the screen → the inks of a press, by its ICC profile, or greys.

Colours are shares from 0 to 1; pixels are bytes.
"""

from __future__ import annotations

import io
from bisect import bisect_left
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

FOGRA39 = Path(__file__).with_name("FOGRA39L_coated.icc")
"""Offset on coated paper (ISO 12647-2); its licence lies beside it."""

SOLID = 0.2
"""A neutral colour that is no lighter prints as solid black: a screen would fray thin strokes."""

NEUTRAL = 1 / 255
"""How far the parts of a colour may lie apart that is a grey."""

INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
COMPENSATED = ImageCms.Flags.BLACKPOINTCOMPENSATION

WEIGHTS = (0.2126, 0.7152, 0.0722)
"""What red, green and blue add to lightness (ITU-R BT.709)."""


class BrokenProfile(Exception):
    """The bytes are no profile of a press in cyan, magenta, yellow and black."""


class Greys:
    """One ink: everything by its lightness."""

    space = "DeviceGray"

    def colour(self, rgb: tuple[float, float, float]) -> tuple[float, ...]:
        """A colour of sRGB as a share of white."""
        light = sum(w * _linear(part) for w, part in zip(WEIGHTS, rgb, strict=True))
        return (_encoded(light),)

    def grey(self, share: float) -> tuple[float, ...]:
        """A grey, given as a share of white."""
        return (share,)

    def pixels(self, rgb: bytes, width: int, height: int) -> bytes:
        """Pixels of three bytes as pixels of one."""
        picture = Image.frombytes("RGB", (width, height), rgb)
        return picture.convert("L", matrix=(*WEIGHTS, 0)).tobytes()


class Process:
    """Cyan, magenta, yellow and black, on the press that a profile describes. Greys are printed in
    black alone, of the same lightness, and dark ones solid."""

    space = "DeviceCMYK"

    def __init__(self, profile: bytes) -> None:
        """Raises BrokenProfile."""
        try:
            press = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if press.profile.xcolor_space.strip() != "CMYK":
                raise BrokenProfile("it is not one of cyan, magenta, yellow and black")
            screen, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
            self._to_press = _transform(screen, press, "RGB", "CMYK")
            self._lightness = _transform(press, lab, "CMYK", "LAB")
        except (OSError, ImageCms.PyCMSError) as error:
            raise BrokenProfile(str(error)) from error
        self.name = str(press.profile.profile_description or "").strip()
        self._blacks = self._measure_blacks()
        self.colour = cache(self._colour)

    def _measure_blacks(self) -> list[float]:
        """How light each share of black is, from solid to none, 0 to 1 between them."""
        picture = Image.frombytes(
            "CMYK", (256, 1), b"".join(bytes((0, 0, 0, 255 - k)) for k in range(256))
        )
        found = ImageCms.applyTransform(picture, self._lightness)
        assert found is not None  # it is when not asked to work in place
        lights = found.tobytes()[::3]
        darkest, lightest = lights[0], lights[-1]
        return [(light - darkest) / max(1, lightest - darkest) for light in lights]

    def _colour(self, rgb: tuple[float, float, float]) -> tuple[float, ...]:
        """A colour of sRGB as shares of the four inks."""
        if max(rgb) - min(rgb) <= NEUTRAL:
            return self.grey(round(sum(rgb) / 3, 4))
        pixel = bytes(round(255 * min(1.0, max(0.0, part))) for part in rgb)
        return tuple(round(byte / 255, 4) for byte in self.pixels(pixel, 1, 1))

    def grey(self, share: float) -> tuple[float, ...]:
        """A grey, given as a share of white, in black alone."""
        if share <= SOLID:
            return (0.0, 0.0, 0.0, 1.0)
        if share >= 1:
            return (0.0, 0.0, 0.0, 0.0)
        step = bisect_left(self._blacks, _light(share))
        return (0.0, 0.0, 0.0, round(1 - min(step, 255) / 255, 4))

    def pixels(self, rgb: bytes, width: int, height: int) -> bytes:
        """Pixels of three bytes as pixels of four."""
        picture = Image.frombytes("RGB", (width, height), rgb)
        found = ImageCms.applyTransform(picture, self._to_press)
        assert found is not None  # it is when not asked to work in place
        return found.tobytes()


def _transform(source: Any, target: Any, mode: str, to: str) -> Any:
    return ImageCms.buildTransform(
        source, target, mode, to, renderingIntent=INTENT, flags=COMPENSATED
    )


def _linear(part: float) -> float:
    """A part of an sRGB colour as light (IEC 61966-2-1)."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(light: float) -> float:
    share = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(min(1.0, max(0.0, share)), 4)


@lru_cache
def _light(share: float) -> float:
    """How light a grey looks, 0 to 1 (CIE 1976 L*)."""
    light = _linear(share)
    return 1.16 * light ** (1 / 3) - 0.16 if light > 0.008856 else 9.033 * light
