"""Spare width → shares of it: how a line is stretched. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence


def spread(places: Sequence[float], extra: float, *, unit: float) -> list[float]:
    """``extra`` shared out evenly over ``places`` (their caps), no place above its cap.

    Shares are whole multiples of ``unit``, so that nothing is lost when they are written down;
    what does not divide goes to the first places.
    """
    shares = [0.0] * len(places)
    open_places = sorted(range(len(places)), key=lambda index: places[index])
    left = extra
    for done, index in enumerate(open_places):
        even = left / (len(open_places) - done)
        shares[index] = min(places[index], even)
        left -= shares[index]
    units = [int(share / unit + 1e-6) for share in shares]
    spare = int((sum(shares) - sum(units) * unit) / unit + 1e-6)
    for index in range(len(units)):
        if spare and (units[index] + 1) * unit <= places[index]:
            units[index] += 1
            spare -= 1
    return [count * unit for count in units]
