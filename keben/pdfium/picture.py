"""A page as it was drawn in greys → how dark its parts are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels, row by row from the top, a byte each from 0 (black) to 255; a row takes ``stride``
    bytes."""

    width: int
    height: int
    stride: int
    pixels: bytes

    def mean(self, left: float, top: float, right: float, bottom: float) -> float:
        """The mean grey within some edges, shares of the width and the height from the top left."""
        first, last = self._within(left, right, self.width)
        rows = range(*self._within(top, bottom, self.height))
        parts = (self.pixels[row * self.stride + first : row * self.stride + last] for row in rows)
        return sum(map(sum, parts)) / (len(rows) * (last - first))

    @staticmethod
    def _within(low: float, high: float, length: int) -> tuple[int, int]:
        first = min(max(0, round(low * length)), length - 1)
        return first, min(max(first + 1, round(high * length)), length)
