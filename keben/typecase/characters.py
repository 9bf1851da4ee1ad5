"""What a publication would print → findings for characters that cannot be, or may not be meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from keben.model import Finding, Severity
from keben.typecase.census import Census

GETA = "〓"
"""U+3013, printed for a character that no face has, as printers turned a sort upside down."""

REPLACEMENT = "\ufffd"
"""Stands where a program before us could not read a character (Unicode §23.8)."""

RADICALS = range(0x2E80, 0x2FE0)
"""Look-alikes of Han characters (Unicode §18.1): a search for the character does not find them."""

IN_CODE = frozenset(("code", "code_strong"))
"""The jobs in which what is written is meant, to the letter."""


def has_shape(character: str) -> bool:
    """False for what prints as 〓 whatever faces there are: private use has no agreed shape, and
    U+FFFD says that the character is lost."""
    return character != REPLACEMENT and unicodedata.category(character) != "Co"


def is_radical(character: str) -> bool:
    """True for a radical that looks like a character."""
    return ord(character) in RADICALS


def findings_of(census: Census, missing: Iterable[str]) -> Iterator[Finding]:
    """Each character once, at its first place: C001 private use, C002 no glyph, C003 lost before,
    all of which print as 〓; C004 a radical outside code, which prints as it is."""
    for character in sorted(missing):
        code, why = _why_missing(character)
        yield _finding(code, f"{_name(character)} {why}; printed as {GETA}.", character, census)
    texts = (found for (job, _), found in census.characters.items() if job not in IN_CODE)
    for character in sorted({c for found in texts for c in found if is_radical(c)}):
        meant = unicodedata.normalize("NFKC", character)
        other = meant if meant != character else "a character"
        message = f"{_name(character)} is a radical, by which no search finds {other}."
        yield _finding("C004", message, character, census)


def _why_missing(character: str) -> tuple[str, str]:
    if character == REPLACEMENT:
        return "C003", "stands where a character was lost before"
    if not has_shape(character):
        return "C001", "is for private use"
    return "C002", "has no glyph in any face"


def _finding(code: str, message: str, character: str, census: Census) -> Finding:
    return Finding(code, Severity.WARNING, message, census.places.get(character))


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
