"""Settings and the sizes of pages → where every page lies on the sides of sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keben import imposition
from keben.errors import SettingsError
from keben.imposition import BLANK, Sheet
from keben.pdfobjects import Placed, Side
from keben.settings import Settings
from keben.settings.papers import size_of
from keben.typeset.geometry import MM

SLACK = 0.5
"""pt by which a page may be larger than its cell without being made smaller."""

TICK = 4 * MM
"""The length of a mark for cutting or folding, pt, and how far it stands from the page."""
AWAY = 1 * MM


@dataclass(frozen=True, slots=True)
class Plan:
    """What is printed: the ``sides`` in order, how much smaller the pages are, the printer's paper
    by its name, and about which edge it turns a sheet (None where one side is printed)."""

    sides: tuple[Side, ...]
    scale: float
    paper: str
    landscape: bool
    sheets: int
    blanks: int
    short_edge: bool | None


@dataclass(frozen=True, slots=True)
class _Grid:
    """A sheet of some size, pt, in cells."""

    width: float
    height: float
    columns: int
    rows: int

    def room(self, page: tuple[float, float]) -> float:
        """How many times as large as it is a page would fill a cell."""
        return min(
            (self.width + SLACK) / self.columns / page[0],
            (self.height + SLACK) / self.rows / page[1],
        )

    def scale(self, page: tuple[float, float]) -> float:
        """How large a page is in a cell; never larger than it is."""
        return min(1.0, self.room(page))


def plan(settings: Settings, sizes: Sequence[tuple[float, float]]) -> Plan:
    """Lay out pages of some sizes, pt, as ``[impose]`` asks.

    Raises SettingsError for what cannot be folded.
    """
    asked = settings.impose
    paper = asked.sheet or ("letter" if settings.page.paper in ("letter", "legal") else "a4")
    page = _usual(sizes)
    grid = _grid(asked.form, asked.stacks, paper, page)
    faces = 1 if asked.duplex == "none" else 2
    sheets = _sheets(settings, len(sizes), grid, faces)
    landscape = grid.width > grid.height
    short = {"short": True, "long": False}.get(asked.duplex, landscape)
    scale = grid.scale(page)
    sides = []
    for sheet in sheets:
        for is_back, cells in zip((False, True), sheet.sides, strict=False):
            side = _side(settings, grid, cells, sizes, page, scale, depth=sheet.depth)
            # Turned about the edge that is not upright, a back would stand on its head.
            sides.append(_turned(side) if is_back and short != landscape else side)
    places = sum(len(side) for sheet in sheets for side in sheet.sides)
    return Plan(
        tuple(sides),
        scale,
        paper,
        landscape,
        len(sheets),
        places - len(sizes),
        None if faces == 1 else short,
    )


def _usual(sizes: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The size of most pages: a few may lie on their side."""
    return Counter(sizes).most_common(1)[0][0]


def _grid(form: str, stacks: int, paper: str, page: tuple[float, float]) -> _Grid:
    """The way to lay the sheet, and to divide it, that leaves pages largest."""
    short, long = (side * MM for side in sorted(size_of(paper)))
    if form == "booklet":
        shapes = [(2, 1)]
    else:
        each = stacks if form == "cutstack" else int(form.removesuffix("up"))
        shapes = [(n, each // n) for n in range(1, each + 1) if each % n == 0]
    grids = [_Grid(*size, *shape) for size in ((short, long), (long, short)) for shape in shapes]
    return max(grids, key=lambda grid: grid.room(page))


def _sheets(settings: Settings, pages: int, grid: _Grid, faces: int) -> tuple[Sheet, ...]:
    asked, right_bound = settings.impose, settings.vertical
    if asked.form == "booklet":
        if faces == 1:
            raise SettingsError(
                "a booklet is printed on both sides of its sheets, but impose.duplex is none.",
                hint='Leave impose.duplex out, or choose another form, as in impose.form = "2up".',
            )
        return imposition.booklet(pages, signature=asked.signature, right_bound=right_bound)
    lay = imposition.cut_stack if asked.form == "cutstack" else imposition.n_up
    return lay(pages, columns=grid.columns, rows=grid.rows, right_bound=right_bound, faces=faces)


def _side(
    settings: Settings,
    grid: _Grid,
    cells: Sequence[int],
    sizes: Sequence[tuple[float, float]],
    usual: tuple[float, float],
    scale: float,
    *,
    depth: int,
) -> Side:
    asked = settings.impose
    wide, high = grid.width / grid.columns, grid.height / grid.rows
    width, height = (scale * side for side in usual)
    placed = []
    edges = []
    for number, page in enumerate(cells):
        row, column = divmod(number, grid.columns)
        left = column * wide + (wide - width) / 2
        low = grid.height - (row + 1) * high + (high - height) / 2
        if asked.form == "booklet":
            nearer = depth * asked.creep * MM
            left = grid.width / 2 - width + nearer if column == 0 else grid.width / 2 - nearer
        edges.append((left, low, left + width, low + height))
        if page != BLANK:
            placed.append(_place(page, sizes[page - 1], edges[-1]))
    rules = tuple(_rules(asked.form, grid, edges)) if asked.rules else ()
    return Side(grid.width, grid.height, tuple(placed), rules)


def _place(page: int, size: tuple[float, float], box: tuple[float, float, float, float]) -> Placed:
    """A page as large as its box allows, in its middle; one that lies on its side is turned to the
    left, so that its head is at the left."""
    left, low, right, top = box
    width, height = size
    upright = min((right - left) / width, (top - low) / height)
    lying = min((right - left) / height, (top - low) / width)
    x, y = (left + right) / 2, (low + top) / 2
    if lying > upright + 1e-6:
        return Placed(page, (0, lying, -lying, 0, x + lying * height / 2, y - lying * width / 2))
    return Placed(page, (upright, 0, 0, upright, x - upright * width / 2, y - upright * height / 2))


def _rules(
    form: str, grid: _Grid, edges: Sequence[tuple[float, float, float, float]]
) -> Iterator[tuple[float, float, float, float]]:
    """Where to cut: between the cells, or beside the pages of a booklet, whose fold is shown too,
    as far as the sheet has room for it."""
    if form != "booklet":
        for column in range(1, grid.columns):
            x = column * grid.width / grid.columns
            yield x, 0, x, grid.height
        for row in range(1, grid.rows):
            y = row * grid.height / grid.rows
            yield 0, y, grid.width, y
        return
    left, low = edges[0][:2]
    right, top = edges[1][2:]
    for y, out in ((low, -1), (top, 1)):
        room = min(low, grid.height - top) - AWAY
        if room > 1:
            reach = min(TICK, room)
            for x in (left, grid.width / 2, right):
                yield x, y + out * AWAY, x, y + out * (AWAY + reach)
    for x, out in ((left, -1), (right, 1)):
        room = min(left, grid.width - right) - AWAY
        if room > 1:
            reach = min(TICK, room)
            for y in (low, top):
                yield x + out * AWAY, y, x + out * (AWAY + reach), y


def _turned(side: Side) -> Side:
    """The side turned by half a circle."""
    width, height = side.width, side.height
    placed = tuple(
        Placed(p.page, (-a, -b, -c, -d, width - e, height - f))
        for p in side.placed
        for a, b, c, d, e, f in (p.matrix,)
    )
    rules = tuple((width - x, height - y, width - u, height - v) for x, y, u, v in side.rules)
    return Side(width, height, placed, rules)
