"""The characters of a run → after which of them a line may end.

clreq §3.1.4, UAX #14; the rules for Latin text hold where there is no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from keben.composition.characters import OPENING, is_latin, is_syllable, may_break
from keben.composition.typed_spaces import WIDE_SPACE

SOLID = ("zh", "ja")
"""Languages written without word spaces."""

OPENERS = OPENING | frozenset("([{")
SPACES = " " + WIDE_SPACE
QUOTES = "“”‘’"


def line_ends(
    text: str,
    met: Iterable[int],
    after: str | None,
    legal: Sequence[bool],
    *,
    language: str,
    keep_all: bool,
) -> list[bool]:
    """Whether a line may end after each character; it may after all but those ``met``."""
    ends, last = [True] * len(text), len(text) - 1
    solid = language[:2] in SOLID
    for index in met:
        follower = text[index + 1] if index < last else after or ""
        if not follower:
            end: bool | None = True
        elif solid:
            end = may_break(text[index], follower)
        else:
            end = ruling(text[index], follower, language=language, keep_all=keep_all)
        ends[index] = legal[index] if end is None else end
    if " " in text or WIDE_SPACE in text:
        for index in range(1, len(text)):
            # A space does not part an opening mark from what it opens (UAX #14, LB14).
            if text[index] in SPACES and text[index - 1] in OPENERS:
                ends[index] = False
    return ends


def ruling(before: str, after: str, *, language: str, keep_all: bool) -> bool | None:
    """Whether a line may end between two characters of a language; None where only Latin rules
    apply. Nothing after is a line end of its own.

    Text with word spaces has narrow quotation marks, which belong to their words: Korean (klreq
    §3), and words of another language in a Chinese line.
    """
    if not after:
        return True
    if language[:2] not in SOLID and (before in QUOTES or after in QUOTES):
        return None
    if keep_all and language.startswith("ko") and _is_word(before) and _is_word(after):
        return False
    return may_break(before, after)


def _is_word(character: str) -> bool:
    return is_syllable(character) or is_latin(character)
