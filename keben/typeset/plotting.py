"""Series of numbers and faces → a drawing (SVG) for black and white.

Series are told apart by dashes, marks, greys and hatches. Words are drawn as outlines of the
document's own faces, because a picture in an e-book cannot use the book's fonts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

from keben.model import ChartKind
from keben.typeset.fitting import measure
from keben.typeset.plotter import library, register
from keben.watching import unwatched

GREY = "#767676"
FAINT = "#d0d0d0"
DASHES: tuple[Any, ...] = ("-", "--", ":", "-.", (0, (6, 1.5)), (0, (1, 1)))
MARKS = ("o", "s", "^", "D", "v", "x")
FILLS = (("#4a4a4a", ""), ("#ffffff", "////"), ("#b8b8b8", ""), ("#ffffff", "...."))
SLICES = (
    *FILLS,
    *(("#7d7d7d", ""), ("#ffffff", "----"), ("#e2e2e2", ""), ("#ffffff", "xxxx")),
)
"""The ground and the hatch of bars and of slices."""

MARKED = 40
"""Points of a line that are marked; more would hide it."""

NUMBERED = 16
"""Bars that bear their numbers."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A series: its name, and for each place on the axis its number and how that is written; None
    where there is none. ``x`` are the places of a scatter chart."""

    name: str
    values: tuple[float | None, ...]
    written: tuple[str, ...]
    x: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn. ``places`` are the names on the axis, ``axis`` its own."""

    kind: ChartKind
    axis: str
    places: tuple[str, ...]
    curves: tuple[Curve, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How it is drawn: ``width`` and ``size`` (of its words) in pt, the colour of ink, and font
    files, of which the first that has a character draws it."""

    width: float
    size: float
    ink: str
    fonts: tuple[Path, ...]


def plot(wanted: Plot, look: Look) -> bytes:
    """The drawing, the same bytes for the same numbers."""
    matplotlib = library()
    with unwatched(), matplotlib.rc_context(_style(look)):
        lying = wanted.kind is ChartKind.BAR and not _fits(wanted, look)
        figure = matplotlib.figure.Figure(
            figsize=(look.width / 72, _height(wanted, look, lying=lying) / 72), layout="constrained"
        )
        axes = figure.add_subplot()
        match wanted.kind:
            case ChartKind.PIE:
                _draw_pie(axes, wanted, look)
            case ChartKind.BAR:
                _draw_bars(axes, wanted, look, lying=lying)
            case ChartKind.LINE:
                _draw_lines(axes, wanted, look)
            case ChartKind.SCATTER:
                _draw_points(axes, wanted, look)
        if wanted.kind is not ChartKind.PIE:
            _finish(axes, wanted, lying=lying)
        made = io.BytesIO()
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        figure.savefig(made, format="svg", metadata=nothing)
    return _settle(made.getvalue())


def _settle(drawn: bytes) -> bytes:
    """The drawing without its document type, which names a file of the web that no program should
    go and look for; the shape of a space gets the path that SVG 1.1 §8.3.1 requires."""
    bare = re.sub(rb"<!DOCTYPE[^>]*>\s*", b"", drawn)
    return re.sub(rb"<path (?![^>]*\bd=)", b'<path d="M0 0" ', bare)


def _height(wanted: Plot, look: Look, *, lying: bool) -> float:
    if lying:
        rows = len(wanted.places) * (0.6 + 1.1 * len(wanted.curves))
        return min(max((rows + 4) * look.size, look.width * 0.35), look.width * 1.3)
    return look.width * (0.52 if wanted.kind is ChartKind.PIE else 0.58)


def _fits(wanted: Plot, look: Look) -> bool:
    """True where the names of bars can stand beside one another under them."""
    return _longest(wanted.places) * look.size <= 0.85 * look.width / max(len(wanted.places), 1)


def _longest(names: Sequence[str]) -> float:
    """em of the widest name, with a little air."""
    return max(map(measure, names), default=0.0) + 0.8


def _draw_lines(axes: Any, wanted: Plot, look: Look) -> None:
    for number, curve in enumerate(wanted.curves):
        known = [(n, value) for n, value in enumerate(curve.values) if value is not None]
        axes.plot(
            *zip(*known, strict=True),
            color=look.ink,
            linestyle=DASHES[number % len(DASHES)],
            marker=MARKS[number % len(MARKS)] if len(known) <= MARKED else "",
            markerfacecolor=look.ink if number == 0 else "white",
            label=curve.name,
        )
    step = ceil(len(wanted.places) * _longest(wanted.places) * look.size / (0.85 * look.width))
    shown = range(0, len(wanted.places), max(step, 1))
    axes.set_xticks(list(shown), [wanted.places[n] for n in shown])


def _draw_bars(axes: Any, wanted: Plot, look: Look, *, lying: bool) -> None:
    draw = axes.barh if lying else axes.bar
    share = 0.75 / len(wanted.curves)
    for number, curve in enumerate(wanted.curves):
        ground, hatch = FILLS[number % len(FILLS)]
        shift = (number - (len(wanted.curves) - 1) / 2) * share
        bars = draw(
            [n + shift for n in range(len(wanted.places))],
            [value or 0 for value in curve.values],
            share,
            facecolor=ground,
            edgecolor=look.ink,
            hatch=hatch,
            label=curve.name,
        )
        if len(wanted.places) * len(wanted.curves) <= NUMBERED:
            axes.bar_label(bars, labels=curve.written, padding=2, fontsize=look.size * 0.9)
    places = list(range(len(wanted.places)))
    if lying:
        axes.set_yticks(places, wanted.places)
        axes.invert_yaxis()
    else:
        axes.set_xticks(places, wanted.places)


def _draw_pie(axes: Any, wanted: Plot, look: Look) -> None:
    (curve,) = wanted.curves
    total = sum(value or 0 for value in curve.values)
    parts = [
        (place, value) for place, value in zip(wanted.places, curve.values, strict=True) if value
    ]
    slices, *_ = axes.pie(
        [value for _, value in parts],
        labels=[f"{place} {value / total:.1%}" for place, value in parts],
        startangle=90,
        counterclock=False,
        wedgeprops={"edgecolor": look.ink, "linewidth": 0.6},
        textprops={"color": look.ink},
    )
    for number, piece in enumerate(slices):
        ground, hatch = SLICES[number % len(SLICES)]
        piece.set(facecolor=ground, hatch=hatch)


def _draw_points(axes: Any, wanted: Plot, look: Look) -> None:
    for number, curve in enumerate(wanted.curves):
        known = [
            (x, y)
            for x, y in zip(curve.x, curve.values, strict=True)
            if x is not None and y is not None
        ]
        axes.plot(
            *zip(*known, strict=True),
            linestyle="",
            color=look.ink,
            marker=MARKS[number % len(MARKS)],
            markerfacecolor="white" if number % 2 else look.ink,
            label=curve.name,
        )


def _finish(axes: Any, wanted: Plot, *, lying: bool) -> None:
    """Names of axes; the unit stands over the axis of numbers, where no word must be turned."""
    measured = axes.xaxis if lying else axes.yaxis
    axes.grid(axis="x" if lying else "y", color=FAINT, linewidth=0.4)
    axes.set_axisbelow(True)
    values = (value or 0 for curve in wanted.curves for value in curve.values)
    # A number below its bar must not stand on the axis.
    below = wanted.kind is ChartKind.BAR and any(value < 0 for value in values)
    axes.margins(**{"x" if lying else "y": 0.15 if below else 0.08})
    for axis in (axes.xaxis, axes.yaxis) if wanted.kind is ChartKind.SCATTER else (measured,):
        form = library().ticker.ScalarFormatter(useOffset=False)
        form.set_scientific(False)
        axis.set_major_formatter(form)
    unit = f"（{wanted.unit}）" if wanted.unit else ""
    several = len(wanted.curves) > 1
    name = unit.strip("（）") if several else wanted.curves[0].name + unit
    if lying:
        axes.set_xlabel(name)
        axes.set_ylabel("")
    else:
        axes.set_title(name, loc="left")
        axes.set_xlabel(wanted.axis, loc="right")
    if several:
        axes.figure.legend(loc="outside upper right", ncols=len(wanted.curves))


def _style(look: Look) -> dict[str, Any]:
    return {
        "font.family": [register(path) for path in look.fonts],
        "font.size": look.size,
        "axes.titlesize": look.size,
        "axes.labelsize": look.size,
        "xtick.labelsize": look.size,
        "ytick.labelsize": look.size,
        "legend.fontsize": look.size,
        "legend.frameon": False,
        "legend.handlelength": 2.8,
        "text.color": look.ink,
        "axes.labelcolor": look.ink,
        "axes.edgecolor": GREY,
        "xtick.color": look.ink,
        "ytick.color": look.ink,
        "axes.linewidth": 0.5,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.unicode_minus": False,
        "xtick.major.width": 0.5,
        "ytick.major.width": 0.5,
        "lines.linewidth": 1.1,
        "lines.markersize": 4,
        "hatch.linewidth": 0.6,
        "patch.linewidth": 0.6,
        "figure.facecolor": "white",
        "savefig.facecolor": "white",
        "svg.fonttype": "path",
        "svg.hashsalt": "keben",
        "text.parse_math": False,
    }
