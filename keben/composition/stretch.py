"""Spare width → shares of it: how a line is stretched. Pure arithmetic."""

from __future__ import annotations


def spread(places: list[float] | tuple[float, ...], extra: float, *, unit: float) -> list[float]:
    """``extra`` shared out evenly over ``places`` (their caps), no place above its cap.

    Shares are whole multiples of ``unit``, so that nothing is lost when they are written down;
    what does not divide goes to the first places.
    """
    if places and places.count(places[0]) == len(places):
        return _spread_evenly(len(places), places[0], extra, unit)
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


def _spread_evenly(count: int, cap: float, extra: float, unit: float) -> list[float]:
    """The same over places with one cap."""
    share = min(cap, extra / count)
    units = int(share / unit + 1e-6)
    spare = int(count * (share - units * unit) / unit + 1e-6)
    if (units + 1) * unit > cap:
        spare = 0
    return [(units + 1) * unit] * spare + [units * unit] * (count - spare)
