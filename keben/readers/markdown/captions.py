"""A figure or a table, and the words under or over it → the same with its caption and anchor."""

from __future__ import annotations

from dataclasses import replace

from keben.model import Figure, Inlines, Table, Text
from keben.readers.markdown.inline_rules import cut_anchor
from keben.readers.markdown.lines import trim


def captioned(block: Figure | Table, caption: Inlines) -> Figure | Table:
    """A figure or table with its caption; ``{#name}`` at the end of that is its anchor."""
    match caption:
        case (*others, Text(text)):
            words, anchor = cut_anchor(text)
            if anchor and (words or others):
                caption = trim((*others, Text(words)))
                return replace(block, caption=caption, anchor=block.anchor or anchor)
    return replace(block, caption=caption)
