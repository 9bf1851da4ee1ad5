"""What of a text has width, as finished files are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben.width import NO_WIDTH, place_of, squeeze


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        (" 刻\u3000本\n", "刻本"),
        ("a\u200bb\ufe0f", "ab"),
        ("ﬁne oﬃce ﬅ", "fineofficeſt"),
        ("e\u0301\u0301\u0301", "e\u0301"),
        ("", ""),
    ],
)
def test_what_has_no_width_is_left_out(text: str, squeezed: str) -> None:
    assert squeeze(text) == squeezed


@given(st.text("ab刻 \u200b", max_size=12), st.integers(0, 14))
def test_a_place_has_so_many_characters_with_width_before_it(text: str, number: int) -> None:
    place = place_of(text, number)
    wide = [at for at, character in enumerate(text) if not NO_WIDTH.match(character)]
    assert place == (wide[number] if number < len(wide) else len(text))
