"""A specimen of all that a file's fonts hold → the characters of which every glyph is right.

A font has one glyph for a code wherever that is drawn. So what a page draws as the font has it need
not be measured there: only what is slanted or stretched, and what the specimen does not show.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from keben.pdfium import Pdf, Stance
from keben.proof.glyphs import Faces, Sound, is_glyph_of


def sound_characters(specimen: Pdf, faces: Faces) -> Sound:
    """What is right of all that is shown. Where fonts have one name, or codes one character, each
    of them must be. Raises UnreadableFile."""
    right: defaultdict[tuple[str, Stance], set[str]] = defaultdict(set)
    wrong: defaultdict[tuple[str, Stance], set[str]] = defaultdict(set)
    for page in range(1, len(specimen) + 1):
        with specimen.sheet(page) as sheet:
            for glyph in sheet.glyphs():
                face = faces[glyph.font]
                fits = face is None or is_glyph_of(glyph, face)
                lies = fits or face is None or is_glyph_of(replace(glyph, is_column=True), face)
                for stance, is_right in ((Stance.UPRIGHT, fits), (Stance.COLUMN, lies)):
                    (right if is_right else wrong)[glyph.font, stance].add(glyph.character)
    return {key: frozenset(characters - wrong[key]) for key, characters in right.items()}
