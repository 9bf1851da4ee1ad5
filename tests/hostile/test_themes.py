"""A theme that cannot be filled is told with its name, in bounded time and memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.hostile.conftest import Run

THEMES = {
    "a loop without end": ("{% for i in range(10**12) %}x{% endfor %}", "Range too big"),
    "a value that is not there": ("{{ node.nothing.at_all }}", "has no attribute 'nothing'"),
    "a sum of number and text": ("{{ 1 + 'a' }}", "unsupported operand"),
    "a division by zero": ("{{ 1 / 0 }}", "division by zero"),
    "a macro that calls itself": ("{{ paragraph(node) }}", "call each other without end"),
    "a node set in itself": ("{{ blocks((node,)) }}", "call each other without end"),
    "a text without end": ("{{ 'x' * 10 ** 10 }}", "MemoryError"),
}


@pytest.mark.parametrize(("body", "message"), THEMES.values(), ids=THEMES)
def test_a_hostile_theme_is_a_clear_error(keben: Run, body: str, message: str) -> None:
    files = {
        "a.md": "# 信\n\n正文。\n",
        "templates/own/theme.toml": 'extends = "handout"\n',
        "templates/own/nodes.html": f"{{% macro paragraph(node) %}}{body}{{% endmacro %}}",
    }
    done = keben("a.md", "-t", "own", "-f", "pdf", files=files)
    assert done.code == 5, done.told
    assert message in done.told
    assert "Traceback" not in done.told


@pytest.mark.parametrize("css", ["p{width:" + "(" * 5000, "p{width:" + "calc(" * 5000 + "1px"])
def test_brackets_without_end_in_a_sheet_are_the_themes(keben: Run, css: str) -> None:
    files = {
        "a.md": "# 信\n\n正文。\n",
        "templates/own/theme.toml": 'extends = "handout"\n',
        "templates/own/print.css": css,
    }
    done = keben("a.md", "-t", "own", "-f", "pdf", files=files)
    assert done.code == 5, done.told
    assert "the style sheet has too many brackets in one another" in done.told
