"""Spare width → shares of it: how a line is stretched. Pure arithmetic."""

from __future__ import annotations


def spread(count: int, cap: float, extra: float, *, unit: float) -> list[float]:
    """``extra`` shared out evenly over ``count`` places, none above the ``cap``.

    Shares are whole multiples of ``unit``, so that nothing is lost when they are written down;
    what does not divide goes to the first places.
    """
    if not count:
        return []
    share = min(cap, extra / count)
    units = int(share / unit + 1e-6)
    spare = int(count * (share - units * unit) / unit + 1e-6)
    if (units + 1) * unit > cap:
        spare = 0
    return [(units + 1) * unit] * spare + [units * unit] * (count - spare)
