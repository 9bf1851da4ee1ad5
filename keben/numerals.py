"""The words of a table's cell → a number, and a number → words: ``1,234.50``, ``−3 %``, ``¥12``.

Numbers are decimal fractions, as people write them, so that sums are exact.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal

LONGEST = 40
"""Characters; what is longer is a text of digits and no number to reckon with."""

_NUMBER = re.compile(
    r"(?P<sign>[-+−–]?)(?P<mark>[¥$€£￥₩]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)"
    r"(?P<rest>\.\d+)?(?P<unit>\s?[%％])?",
    re.ASCII,
)
_NOTHING = frozenset(("", "-", "–", "—", "——", "…", "……", "/", "n/a", "N/A"))


def _read(text: str) -> re.Match[str] | None:
    return _NUMBER.fullmatch(text) if len(text) <= LONGEST else None


def number_of(text: str) -> Decimal | None:
    """The number that a cell holds; of ``12 %`` it is 12. None where it holds another text."""
    found = _read(text.strip())
    if found is None:
        return None
    digits = found["whole"].replace(",", "") + (found["rest"] or "")
    return Decimal(f"-{digits}" if found["sign"] in ("-", "−", "–") else digits)


def is_nothing(text: str) -> bool:
    """True for an empty cell, and for the signs that people put into one."""
    return text.strip() in _NOTHING


def decimals_of(text: str) -> int:
    """The digits after the point of a number; 0 in any other text."""
    found = _read(text.strip())
    return len(found["rest"]) - 1 if found and found["rest"] else 0


def halves_of(text: str) -> tuple[str, str]:
    """A number before its point and from it on, its unit included; any other text is whole."""
    found = _read(text.strip())
    if found is None:
        return text, ""
    return text.strip()[: found.end("whole")], text.strip()[found.end("whole") :]


def with_decimals(text: str, decimals: int) -> str:
    """A number with so many digits after the point, halves rounded to the even digit (GB/T 8170
    §3.2, 进舍规则); any other text as it is."""
    found = _read(text.strip())
    if found is None:
        return text
    before, after = text.strip()[: found.start("whole")], found["unit"] or ""
    digits = Decimal(found["whole"].replace(",", "") + (found["rest"] or ""))
    rounded = digits.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
    grouped = "," in found["whole"]
    return f"{before}{rounded:,f}{after}" if grouped else f"{before}{rounded:f}{after}"


def grouped(text: str) -> str:
    """A number with a comma before each three digits; any other text as it is."""
    found = _read(text.strip())
    if found is None:
        return text
    start, end = found.span("whole")
    whole = f"{int(found['whole'].replace(',', '')):,}"
    return text.strip()[:start] + whole + text.strip()[end:]


def total_of(texts: list[str]) -> str:
    """The sum of numbers, written as they are: as many decimals as any has, with their sign of
    money or per cent, grouped where one is."""
    found = [match for text in texts if (match := _read(text.strip()))]
    decimals = max((len(match["rest"] or ".") - 1 for match in found), default=0)
    total = sum((number for text in texts if (number := number_of(text)) is not None), Decimal(0))
    marks, units = ({match[name] or "" for match in found} for name in ("mark", "unit"))
    mark = marks.pop() if len(marks) == 1 else ""
    unit = units.pop() if len(units) == 1 else ""
    separated = "," if any("," in match["whole"] for match in found) else ""
    digits = format(abs(total), f"{separated}.{decimals}f")
    return f"{'-' if total < 0 else ''}{mark}{digits}{unit}"
