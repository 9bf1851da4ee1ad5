"""A publication and a number of pages → the same set so that it takes them, and what was chosen.

Steps lead from the theme's own setting to the limits that ``[fit]`` states, each a little tighter
(or looser) than the one before: first the margins, then the line pitch, then the size, at last more
columns. The first that takes the pages is the one that changes least.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from keben.editions.pdf import count_pages
from keben.editions.ready import Ready
from keben.errors import PressError, SettingsError
from keben.model import Finding, Severity
from keben.settings import Layer, Settings

MARGINS = ("top", "bottom", "inner", "outer")
SHARES = (0.25, 0.5, 0.75, 1.0)
STEP = 0.5
"""pt between two sizes."""

WIDEST = 32
"""mm: what a margin may grow to."""

SMALLEST = 7.5
"""pt: notes and captions are set no smaller, however small the text."""

Values = dict[str, dict[str, Any]]
Count = Callable[[Ready], int]


@dataclass(frozen=True, slots=True)
class _Step:
    """A way to set the text: its size and pitch, pt, its margins, mm, and how much longer (or
    shorter) its lines are, em."""

    size: float
    pitch: float
    margins: tuple[float, ...]
    longer: int = 0
    columns: int = 1


def fit(ready: Ready, count: Count = count_pages) -> tuple[Ready, list[Finding]]:
    """The publication with settings by which it takes ``fit.pages`` pages; they are kept with what
    was asked for, so that the same pages are made again.

    Raises SettingsError where no setting within the limits does, and what laying out raises.
    """
    wanted = ready.settings.fit.pages
    natural = count(ready)
    if natural == wanted:
        return ready, []
    tighter = natural > wanted
    steps = tuple((_tighter if tighter else _looser)(ready.settings))
    found = _search(ready, steps, wanted, count, tighter=tighter)
    if isinstance(found, int):
        raise _refusal(ready, natural, found, tighter=tighter)
    values = _values(ready.settings, found)
    told = Finding("O003", Severity.NOTE, _tell(ready.settings, found, natural), ready.place)
    return _with(ready, values, keep=True), [told]


def _search(
    ready: Ready, steps: Sequence[_Step], wanted: int, count: Count, *, tighter: bool
) -> _Step | int:
    """The first step that takes the pages, found by halving; else the pages that the last takes, or
    those of the step that goes past them."""

    def pages(number: int) -> int:
        try:
            return count(_with(ready, _values(ready.settings, steps[number])))
        except PressError:  # too narrow for this text: as if it did not help
            return 10_000 if tighter else 0

    known: dict[int, int] = {}
    low, high = 0, len(steps)
    while low < high:
        middle = (low + high) // 2
        known[middle] = pages(middle)
        reached = known[middle] <= wanted if tighter else known[middle] >= wanted
        low, high = (low, middle) if reached else (middle + 1, high)
    if low < len(steps) and known[low] == wanted:
        return steps[low]
    return known.get(min(low, len(steps) - 1), 0)


def _tighter(settings: Settings) -> Iterator[_Step]:
    page, kind, limits = settings.page, settings.type, settings.fit
    margins = tuple(getattr(page, side) for side in MARGINS)
    narrow = tuple(min(margin, limits.least_margin) for margin in margins)
    measure = page.measure_for(kind.size)
    room = max(0, int(limits.most_measure - max(measure, page.measure_beside)))
    step = _Step(kind.size, kind.pitch, margins, columns=page.columns)
    for share in SHARES:
        step = replace(step, margins=_between(margins, narrow, share), longer=round(room * share))
        yield step
    least = min(kind.pitch / kind.size, limits.least_pitch)
    for share in SHARES:
        ratio = kind.pitch / kind.size * (1 - share) + least * share
        step = replace(step, pitch=_quarter(ratio * kind.size))
        yield step
    size = kind.size - STEP
    while size >= limits.least_size - 1e-6:
        step = replace(step, size=size, pitch=_quarter(least * size))
        yield step
        size -= STEP
    for columns in range(page.columns + 1, limits.most_columns + 1):
        step = replace(step, columns=columns)
        yield step


def _looser(settings: Settings) -> Iterator[_Step]:
    page, kind, limits = settings.page, settings.type, settings.fit
    margins = tuple(getattr(page, side) for side in MARGINS)
    step = _Step(kind.size, kind.pitch, margins, columns=page.columns)
    most = max(kind.pitch / kind.size, limits.most_pitch)
    for share in SHARES:
        ratio = kind.pitch / kind.size * (1 - share) + most * share
        step = replace(step, pitch=_quarter(ratio * kind.size))
        yield step
    size = kind.size + STEP
    while size <= limits.most_size + 1e-6:
        step = replace(step, size=size, pitch=_quarter(most * size))
        yield step
        size += STEP
    for share in SHARES:
        wide = tuple(max(margin, WIDEST) for margin in margins)
        yield replace(step, margins=_between(margins, wide, share), longer=-round(8 * share))


def _between(start: Sequence[float], end: Sequence[float], share: float) -> tuple[float, ...]:
    return tuple(round(a + (b - a) * share, 1) for a, b in zip(start, end, strict=True))


def _quarter(length: float) -> float:
    return round(length * 4) / 4


def _values(settings: Settings, step: _Step) -> Values:
    """The settings of a step. Heads, small type and pull quotes keep their proportion."""
    page, kind = settings.page, settings.type
    scale = step.size / kind.size
    measures = {
        "measure": page.measure_for(kind.size),
        "measure_beside": page.measure_beside,
        "measure_vertical": page.measure_vertical,
    }
    return {
        "page": {
            **dict(zip(MARGINS, step.margins, strict=True)),
            **{name: max(8, ems + step.longer) for name, ems in measures.items()},
            "lines": 0,
            "columns": step.columns,
        },
        "type": {
            "size": step.size,
            "pitch": step.pitch,
            "title": round(kind.title * scale, 1),
            "small": min(kind.small, max(SMALLEST, round(kind.small * scale, 1))),
            "heads": tuple(round(head * scale, 1) for head in kind.heads),
        },
        "sidebar": {"size": round(settings.sidebar.size * scale, 1)},
    }


def _with(ready: Ready, values: Values, *, keep: bool = False) -> Ready:
    """The publication under other settings; ``keep`` writes them down with what was asked for."""
    tables = {
        name: getattr(ready.settings, name).model_copy(update=table)
        for name, table in values.items()
    }
    origin = ready.origin
    if keep and origin:
        stated = {name: dict(table) for name, table in values.items()}
        stated["type"]["heads"] = list(stated["type"]["heads"])
        origin = replace(origin, layers=(*origin.layers, Layer(stated, "--fit")))
    return replace(ready, settings=ready.settings.model_copy(update=tables), origin=origin)


def _tell(settings: Settings, step: _Step, natural: int) -> str:
    margins = ", ".join(
        f"{side} {width:g}" for side, width in zip(MARGINS, step.margins, strict=True)
    )
    columns = f", {step.columns} columns" if step.columns > 1 else ""
    wanted = settings.fit.pages
    return (
        f"set to take {wanted} page{'s' * (wanted != 1)} and not {natural}: {step.size:g} pt on "
        f"{step.pitch:g} pt, margins {margins} mm at least{columns}."
    )


def _refusal(ready: Ready, natural: int, reached: int, *, tighter: bool) -> SettingsError:
    settings = ready.settings
    limits = settings.fit
    size, pitch = (
        (min(settings.type.size, limits.least_size), limits.least_pitch)
        if tighter
        else (max(settings.type.size, limits.most_size), limits.most_pitch)
    )
    end = f"{reached} at {size:g} pt with lines {pitch:g} times as far apart" if reached else ""
    wanted = f"{limits.pages} page{'s' * (limits.pages != 1)}"
    return SettingsError(
        f"the text cannot take {wanted}: it takes {natural} as the theme sets it, "
        f"and {end or 'nothing else'}, which is as far as [fit] allows.",
        location=ready.place,
        hint=f"Ask for --fit {reached or natural}, choose another paper, or move the limits: "
        f"{'fit.least_size, fit.least_pitch' if tighter else 'fit.most_size, fit.most_pitch'}.",
    )
