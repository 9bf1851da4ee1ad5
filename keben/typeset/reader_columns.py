"""A style sheet written for lines → the same for columns from right to left.

Margins, paddings, borders and lengths are turned as vertical-rl turns the text: what stood above
stands at the right, what stood at the left stands above (CSS Writing Modes 3 §6). Logical
properties would say it for both, but many reading systems do not know them.
"""

from __future__ import annotations

import re

TURNED = {"top": "right", "right": "bottom", "bottom": "left", "left": "top"}
SIDES = tuple(TURNED)
LENGTHS = {"width": "height", "height": "width"}

_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SHORT = re.compile(r"\b(margin|padding):\s*([^;{}()]+?)\s*(?=;|$)")
_SIDE = re.compile(r"\b(margin|padding|border)-(top|right|bottom|left)\b")
_LENGTH = re.compile(r"(?<![-\w])(width|height)(?=:\s*[\d.]+em\b)")


def in_columns(sheet: str) -> str:
    """The sheet turned; pictures, which stand upright, keep their measures."""
    return _RULE.sub(_turn_rule, sheet)


def _turn_rule(rule: re.Match[str]) -> str:
    selector, body = rule[1], rule[2].rstrip()
    body = _SIDE.sub(lambda found: f"{found[1]}-{TURNED[found[2]]}", body)
    body = _SHORT.sub(_turn_short, body)
    if "img" not in selector:
        body = _LENGTH.sub(lambda found: LENGTHS[found[1]], body)
    return f"{selector}{{{body} }}"


def _turn_short(found: re.Match[str]) -> str:
    values = found[2].split()
    top, right = values[0], values[1 % len(values)]
    bottom = values[2] if len(values) > 2 else top
    left = values[3] if len(values) > 3 else right
    sides = dict(zip(SIDES, (top, right, bottom, left), strict=True))
    turned = {TURNED[side]: value for side, value in sides.items()}
    return f"{found[1]}: {' '.join(turned[side] for side in SIDES)}"
