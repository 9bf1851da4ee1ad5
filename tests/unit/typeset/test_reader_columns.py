"""A style sheet turned for columns."""

from __future__ import annotations

import pytest

from keben.typeset.reader_columns import in_columns


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        ("h2 { margin: 2em 0 0.8em }", "h2 { margin: 0 2em 0 0.8em }"),
        ("p { margin: 1em 2em 3em 4em }", "p { margin: 4em 1em 2em 3em }"),
        ("p { padding: 1em 2em }", "p { padding: 2em 1em 2em 1em }"),
        ("q { border-left: 1px solid; margin-top: 1em }",
         "q { border-top: 1px solid; margin-right: 1em }"),
        ("hr { width: 6em }", "hr { height: 6em }"),
        ("p img { height: 1.1em }", "p img { height: 1.1em }"),
        ("img { max-width: 100% }", "img { max-width: 100% }"),
        ("p { line-height: 1.5em }", "p { line-height: 1.5em }"),
        ("p { margin: calc(1em + 2px) 0 }", "p { margin: calc(1em + 2px) 0 }"),
    ],
)  # fmt: skip
def test_sides_are_turned_as_the_text_is(lines: str, columns: str) -> None:
    assert in_columns(lines) == columns
