"""What is told of strangers' words can be read, and does nothing to a terminal."""

from __future__ import annotations

from keben.cli.legible import ITS_END, LONGEST, legible


def test_a_name_moves_no_cursor_and_turns_no_line_round() -> None:
    assert legible("a\x1b[2Jb\x9b\u202ec\r.md: 读\t一\n二") == (
        "a\\x1b[2Jb\\x9b\\u202ec\\r.md: 读\t一\n二"
    )


def test_a_long_line_keeps_its_place_and_its_remedy() -> None:
    told = legible("a.md:3: " + "9" * 90_000 + " is too much. Take it out.")
    assert len(told) == LONGEST + 3
    assert told.startswith("a.md:3: 999")
    assert told.endswith("9 is too much. Take it out.")
    assert told[: LONGEST - ITS_END + 3].endswith("9 … ")
