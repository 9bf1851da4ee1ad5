"""The name of a paper, or its measures → its trimmed size."""

from __future__ import annotations

import difflib
import re
import unicodedata

PAPERS = {
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "b5": (176.0, 250.0),
    "jis-b5": (182.0, 257.0),
    "16k": (185.0, 260.0),
    "32k": (140.0, 203.0),
    "small-32k": (130.0, 184.0),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
}
"""Trimmed sizes upright, mm: ISO 216; JIS P 0138; 正16开, 大32开 and 正32开 after GB/T 788; ANSI
letter and legal."""

OTHER_NAMES = {
    "iso-b5": "b5",
    "b5-iso": "b5",
    "b5-jis": "jis-b5",
    "16开": "16k",
    "正16开": "16k",
    "大32开": "32k",
    "large-32k": "32k",
    "32开": "small-32k",
    "正32开": "small-32k",
    "小32开": "small-32k",
}
"""What people call them besides. ``32k`` is the larger of the two, as in most books today."""

LEAST, MOST = 60, 2_000
"""The shortest and the longest side of a sheet of one's own, mm."""

OWN = re.compile(r"(\d+(?:\.\d+)?)(?:mm)?[x×*](\d+(?:\.\d+)?)(?:mm)?")


def read_paper(value: object) -> str:
    """A paper by one name: ours, or ``148x210mm`` for one of its own. Raises ValueError."""
    text = unicodedata.normalize("NFKC", str(value)).strip().lower()
    name = re.sub(r"[\s_]+", "-", text)
    name = OTHER_NAMES.get(name, name)
    if name in PAPERS:
        return name
    own = OWN.fullmatch(re.sub(r"\s+", "", text))
    if own is None:
        near = difflib.get_close_matches(name, (*PAPERS, *OTHER_NAMES), n=1)
        asked = f' (did you mean "{near[0]}"?)' if near else ""
        raise ValueError(f"a paper is {', '.join(PAPERS)}, or its size as in 148x210mm{asked}")
    sides = [float(side) for side in own.groups()]
    if not all(LEAST <= side <= MOST for side in sides):
        raise ValueError(f"the sides of a sheet measure from {LEAST} to {MOST} mm")
    return "x".join(f"{side:g}" for side in sides) + "mm"


def size_of(paper: str) -> tuple[float, float]:
    """Width and height, mm, of a paper as :func:`read_paper` names it."""
    if paper in PAPERS:
        return PAPERS[paper]
    width, height = paper.removesuffix("mm").split("x")
    return float(width), float(height)
