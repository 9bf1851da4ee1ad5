"""One word that stands for many settings → those settings.

They lie right under the layer that says the word, so that it may still say otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

USUAL_LARGE = 16.0
"""pt: large print begins here (RNIB, Clear print and large print; 三号, as GB 40070-2021 asks of
books for the first years of school)."""

LARGEST = 24.0
LARGE_PITCH = 1.6
"""Of the size: lines as far apart as RNIB asks, 1.5 to 2 times the space between words on a line,
comes to this for Han, whose em box is full."""

WIDEST = 30
"""em: a line of large print, about as long as it can be found back from."""

COMMENTS = 62
"""mm: an outer margin wide enough to write a sentence in."""


def read_large(value: object) -> object:
    """``true`` is the usual size of large print, ``false`` none."""
    if value is True:
        return USUAL_LARGE
    return 0.0 if value is False else value


def check_large(value: float) -> float:
    """The size of large print, pt, 0 for none. Raises ValueError."""
    if value and not USUAL_LARGE <= value <= LARGEST:
        raise ValueError(f"large print is set in {USUAL_LARGE:g} to {LARGEST:g} pt, or true")
    return value


def large_print(value: object) -> Mapping[str, Any]:
    """Large type in even strokes, black on white, nothing smaller than the text, no slanted or
    thin face (RNIB, Clear print and large print: size, leading, weight, contrast)."""
    read = read_large(value)
    size = float(read) if isinstance(read, int | float) else USUAL_LARGE
    black = dict.fromkeys(("ink", "accent", "quiet", "rule"), "#000000")
    return {
        "page": {"measure": WIDEST, "measure_beside": WIDEST, "lines": 0},
        "type": {
            "size": size,
            "pitch": round(LARGE_PITCH * size, 2),
            "title": round(1.6 * size, 1),
            "small": size,
            "heads": [round(1.25 * size, 1), round(1.125 * size, 1), size],
        },
        "faces": {
            **dict.fromkeys(("text", "quote", "small"), "sans"),
            **dict.fromkeys(("title", "head", "strong", "emphasis"), "sans-bold"),
        },
        "emphasis": {"style": "bold"},
        "colour": black,
        "sidebar": {"placement": "column", "size": size},
        "tables": {"least_size": 1.0},
        "code": {"size": 1.0, "comment": "#000000", "string": "#000000", "ground": "#ffffff"},
    }


def draft(value: object) -> Mapping[str, Any]:
    """Room for comments in the outer margin, every page alike."""
    return {
        "page": {"two_sided": False, "outer": COMMENTS, "columns": 1, "measure": 34},
        "sidebar": {"placement": "column"},
    }


PRESETS: Mapping[str, Callable[[object], Mapping[str, Any]]] = {
    "large_print": large_print,
    "draft": draft,
}
"""By the setting that asks for them."""
