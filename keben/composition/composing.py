"""The hooks by which documents are set, and a document's rules."""

from __future__ import annotations

from typing import Any

from keben.composition import (
    columns,
    drawing,
    drawn_words,
    figures,
    fragments,
    glyphs,
    grid,
    justify,
    last_page,
    lines,
    meanings,
    notes,
    plain,
    preparing,
    sharing,
    tagging,
    tree,
    wanted,
    yielding,
)
from keben.composition.forme import Rules
from keben.composition.hooks import install
from keben.composition.lines import KEEP_ALL
from keben.composition.place import RULES

HOOKS = (
    *lines.HOOKS,
    *wanted.HOOKS,
    *preparing.HOOKS,
    *justify.HOOKS,
    *glyphs.HOOKS,
    *drawing.HOOKS,
    *drawn_words.HOOKS,
    *meanings.HOOKS,
    *tagging.HOOKS,
    *tree.HOOKS,
    *notes.HOOKS,
    *figures.HOOKS,
    *fragments.HOOKS,
    *columns.HOOKS,
    *yielding.HOOKS,
    *last_page.HOOKS,
    *grid.HOOKS,
    *sharing.HOOKS,
    *plain.HOOKS,
)


def compose(font_config: Any, rules: Rules) -> None:
    """Let the document of a font configuration be set by these rules."""
    install(HOOKS)
    setattr(font_config, RULES, rules)
    KEEP_ALL.set(rules.keep_all)
