"""The blanks between the tags of blocks that stand within a line, as a note's do."""

from __future__ import annotations

from typing import Any

BLOCKS = frozenset(
    [
        "p",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "blockquote",
        "pre",
        "div",
        "section",
        "figure",
        "figcaption",
        "hr",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ]
)
"""Elements that are set as blocks, also within a note."""


def close_up(root: Any) -> None:
    """Drop the blanks around blocks that stand within a line: each would become a line of its own
    (CSS 2.2 §9.2.1.1 drops them only where no line is)."""
    for span in root.iter("span"):
        if any(child.tag in BLOCKS for child in span):
            for element in span.iter():
                if len(element) and element[0].tag in BLOCKS and _is_blank(element.text):
                    element.text = None
                if element is not span and element.tag in BLOCKS and _is_blank(element.tail):
                    element.tail = None


def _is_blank(text: str | None) -> bool:
    return not (text or "").strip()
