"""A theme that cannot be filled is told with its name, in bounded time and memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.hostile.conftest import Run

LOOP = "{% for i in range(99999) %}"
THEMES = {
    "a loop without end": ("{% for i in range(10**12) %}x{% endfor %}", "Range too big"),
    "a value that is not there": ("{{ node.nothing.at_all }}", "has no attribute 'nothing'"),
    "a sum of number and text": ("{{ 1 + 'a' }}", "unsupported operand"),
    "a division by zero": ("{{ 1 / 0 }}", "division by zero"),
    "a macro that calls itself": ("{{ paragraph(node) }}", "call each other without end"),
    "a node set in itself": ("{{ blocks((node,)) }}", "call each other without end"),
    "a text without end": ("{{ 'x' * 10 ** 10 }}", "MemoryError"),
    "loops in one another": (f"{3 * LOOP}{3 * '{% endfor %}'}", "more than 10,000,000 numbers"),
    "too many blocks": (f"{30 * LOOP}{30 * '{% endfor %}'}", "broken: too much stands in one"),
    "too many brackets": ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "broken: too much stands"),
    "a number without end": ("{{ (10 ** 5000)|string }}", "the template is broken: Exceeds"),
    "Python's insides": ("{{ ''.__class__ }}", "of 'str' object is unsafe. See"),
    "a file from elsewhere": ("{% include '../../a.md' %}", 'has no template "../../a.md"'),
    "a tag never closed": ("{{ markup('<p>x') }}", "makes no well-formed XHTML for print"),
    "an entity of HTML": ("{{ markup('&nbsp;') }}", "makes no well-formed XHTML for print"),
    "a zero byte": ("\0", "makes no well-formed XHTML for print"),
}


def with_theme(name: str, content: str | bytes) -> dict[str, str | bytes]:
    """A text, and a theme with one file of its own."""
    return {
        "a.md": "# 信\n\n正文。\n",
        "templates/own/theme.toml": 'extends = "handout"\n',
        f"templates/own/{name}": content,
    }


@pytest.mark.parametrize(("body", "message"), THEMES.values(), ids=THEMES)
def test_a_hostile_theme_is_a_clear_error(keben: Run, body: str, message: str) -> None:
    files = with_theme("nodes.html", f"{{% macro paragraph(node) %}}{body}{{% endmacro %}}")
    done = keben("a.md", "-t", "own", "-f", "pdf", files=files)
    assert done.code == 5, done.told
    assert message in done.told
    assert "Traceback" not in done.told


def test_what_a_theme_does_wrong_is_placed_where_it_does_it(keben: Run) -> None:
    macro = "\n{% macro paragraph(node) %}\n{{ 1 // 0 }}{% endmacro %}"
    done = keben("a.md", "-t", "own", "-f", "epub", files=with_theme("nodes.html", macro))
    assert done.code == 5, done.told
    assert "templates/own/nodes.html:3: the template cannot be filled" in done.told


@pytest.mark.parametrize("name", ["nodes.html", "print.html", "nodes.print.html"])
def test_a_template_that_is_no_text_is_told(keben: Run, name: str) -> None:
    done = keben("a.md", "-t", "own", "-f", "pdf", files=with_theme(name, b"\x80\xff"))
    assert (done.code, "Traceback" in done.told) == (5, False), done.told
    assert f"templates/own/{name}: the template is broken: it is no UTF-8." in done.told


def test_more_memory_than_there_is_is_told(keben: Run) -> None:
    table = '<table><tr><td colspan="1000000000">x</td></tr></table>'
    files = with_theme("nodes.html", f"{{% macro paragraph(node) %}}{table}{{% endmacro %}}")
    done = keben("a.md", "-t", "own", "-f", "pdf", files=files)
    assert (done.code, "Traceback" in done.told) == (7, False), done.told
    assert "a.md: there is not enough memory to make it. Divide it" in done.told


@pytest.mark.parametrize("css", ["p{width:" + "(" * 5000, "p{width:" + "calc(" * 5000 + "1px"])
def test_brackets_without_end_in_a_sheet_are_the_themes(keben: Run, css: str) -> None:
    done = keben("a.md", "-t", "own", "-f", "pdf", files=with_theme("print.css", css))
    assert done.code == 5, done.told
    assert "the style sheet has too many brackets or selectors in one another" in done.told


TEN = " ".join(10 * ["var(--a{})"])
BOMB = ":root{--a0:'x';" + "".join(f"--a{n + 1}:{TEN.format(*10 * [n])};" for n in range(11)) + "}"
CHAIN = ":root{--a0:1pt;" + "".join(f"--a{n + 1}:var(--a{n});" for n in range(3000)) + "}"

SHEETS = {
    "values that refer to one another": (CHAIN + "p{margin:var(--a3000)}", "refer to one another"),
    "selectors in one another": ("* " * 300 + "{color:red}", "brackets or selectors in one"),
    "type without measure": ("p{font-size:1e9pt}", "asks for lengths that cannot be set"),
    "spaces without measure": ("p{letter-spacing:1e9pt}", "asks for lengths that cannot be set"),
    "a page for everything": ("*{break-before:recto;break-after:recto}", "lines of them."),
}


@pytest.mark.parametrize(("css", "message"), SHEETS.values(), ids=SHEETS)
def test_a_hostile_sheet_is_a_clear_error(keben: Run, css: str, message: str) -> None:
    done = keben("a.md", "-t", "own", "-f", "pdf", files=with_theme("print.css", css))
    assert (done.code, "Traceback" in done.told) == (5, False), done.told
    assert message in done.told


SLOW = {
    "values that multiply": (f"{BOMB} p::before{{content:var(--a11)}}", "print.css"),
    "a gradient of lines without width": (
        "p{background:repeating-linear-gradient(red 0,blue 1e-9px)}",
        "print.css",
    ),
    "a macro that calls itself twice": (
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}"
        "{% macro paragraph(node) %}{{ f(60) }}{% endmacro %}",
        "nodes.html",
    ),
    "texts gone through in one another": (
        "{% set s = 'x' * 99999 %}{% for a in s %}{% for b in s %}{% endfor %}{% endfor %}",
        "nodes.html",
    ),
}


@pytest.mark.parametrize(("content", "name"), SLOW.values(), ids=SLOW)
def test_a_theme_is_not_waited_for_without_end(keben: Run, content: str, name: str) -> None:
    files = with_theme(name, content)
    done = keben("a.md", "-t", "own", "-f", "pdf", files=files, patience=0.5)
    assert (done.code, "Traceback" in done.told) == (5, False), done.told
    assert re.search(r"takes? more than \d+ seconds", done.told), done.told


def test_a_sheet_may_lay_blocks_out_in_a_grid(keben: Run) -> None:
    files = {
        "a.md": "# 信\n\n> 正文。\n",
        "templates/own/theme.toml": 'extends = "handout"\n',
        "templates/own/print.css": "blockquote{display:grid} body{display:flow-root}",
    }
    done = keben("a.md", "-t", "own", "-f", "pdf", files=files)
    assert done.code == 0, done.told
