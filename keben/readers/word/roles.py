"""The lines of a Word document → passages with roles: its styles first, then what plain text would
show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from keben.model import Table
from keben.readers.repair import heads as plain_heads
from keben.readers.repair.back import find_back
from keben.readers.repair.chapters import find_chapters
from keben.readers.repair.front import find_front
from keben.readers.repair.passage import Passage, Passages, Role
from keben.readers.repair.unwrap import Layout
from keben.readers.word.body import Line
from keben.readers.word.heads import find_heads

QUOTES = ("quote", "intense quote", "引用", "明显引用")
CODE = ("html preformatted", "html 预设格式", "code", "source code", "代码")
CAPTION = ("caption", "题注")
SUBTITLE = ("subtitle", "副标题")
_UNBROKEN = Layout(full=0, indented=False, spaced=False, rare_gaps=False)
"""Paragraphs are whole in Word."""


def find_roles(items: Sequence[Line | Table]) -> Passages:
    """A passage an item, its ``line`` the item's place; ``ITEM`` for what is settled already:
    tables, pictures, lists, quotations, code and captions.

    Where neither style nor look shows a head, heads are found as in raw text.
    """
    places = [i for i, item in enumerate(items) if isinstance(item, Line)]
    heads = find_heads([item for item in items if isinstance(item, Line)])
    title = places[heads.title] if heads.title is not None else None
    levels = {places[i]: level for i, level in heads.levels.items()}
    passages = tuple(_passage(i, item, levels.get(i, 0)) for i, item in enumerate(items))
    if not heads.levels:
        passages, _ = find_chapters(passages)
    passages, _ = find_front(passages, _UNBROKEN)
    passages = _with_title(passages, title)
    passages, _ = find_back(passages)
    if not heads.levels:
        passages, _ = plain_heads.find_heads(passages, _UNBROKEN)
    return passages


def _passage(place: int, item: Line | Table, level: int) -> Passage:
    if isinstance(item, Table):
        return Passage(place, "", role=Role.ITEM)
    if level:
        return Passage(place, item.text, role=Role.HEAD, level=level)
    if item.is_styled(*SUBTITLE):
        return Passage(place, item.text, role=Role.SUBTITLE)
    settled = item.level is not None or item.is_styled(*QUOTES, *CODE, *CAPTION)
    role = Role.ITEM if settled or item.picture else Role.PARAGRAPH
    return Passage(place, item.text, role=role)


def _with_title(passages: Passages, title: int | None) -> Passages:
    """The title that stands out, over one that only comes first."""
    if title is None:
        return passages
    return tuple(
        replace(p, role=Role.TITLE)
        if p.line == title and p.role is not Role.MASTHEAD
        else replace(p, role=Role.PARAGRAPH)
        if p.role is Role.TITLE
        else p
        for p in passages
    )
