"""A printed page → characters drawn from a wrong font, with a wrong glyph, or that are none.

What is drawn is measured in the finished file and compared with the face's own outline, so a glyph
that is missing or another's is found even where the text behind it is right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from keben.model import Finding, Location, Publication, Severity
from keben.pdfium import Element, Glyph, Run, Sheet, Stance
from keben.proof.expected import expected
from keben.proof.matching import RIGHT_TO_LEFT
from keben.proof.reading import Reading, squeeze
from keben.typecase.characters import has_shape, is_radical
from keben.typecase.faces import Face
from keben.typecase.outlines import Box, lying_boxes, other_boxes, plain_box
from keben.width import SPELLED

NEAR = 2
"""Thousandths of an em by which a measured edge may differ from the outline's: rounding, twice. Two
glyphs whose four edges are as near as that are not told apart."""

MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
"""Pairs that are mirrored in text from right to left (UAX #9, L4)."""

JOINED = re.compile(
    "[\u0300-\u036f\u0590-\u109f\u1780-\u18af\u20d0-\u20ff\ufb1d-\ufdff\ufe70-\ufeff]"
)
"""Combining marks, and scripts from Hebrew to Mongolian, whose letters join or are put in order."""

FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Hangul's, which shaping leaves blank whatever their glyphs are (Unicode §5.21)."""

LIGATURES = {letters: character for character, letters in SPELLED.items()}
"""Letters that may have been written as one character."""

IsMeant = Callable[[str], bool]


class Meant:
    """Whether a radical that a file holds is what was written, as in a text on radicals. The text
    is gone through only when a file holds one."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication

    def __call__(self, character: str) -> bool:
        return character in self._radicals

    @cached_property
    def _radicals(self) -> frozenset[str]:
        must, metadata = expected(self.publication), self.publication.metadata
        people = (person.name for person in metadata.contributors)
        passages = (passage.text for passage in (*must.body, *must.notes, *must.heads))
        texts = (metadata.title, metadata.subtitle, metadata.publisher, *people, *passages)
        return frozenset(filter(is_radical, "".join(texts)))


def never_meant(character: str) -> bool:
    """For a file of which nobody knows what it was made from."""
    return False


class Faces:
    """The faces that may be used, by the names of fonts: ABCDEF+Noto-Serif-CJK-SC-Bold,-Bold. The
    engine may add the width, so the longest of our names with which one begins is meant; None for a
    font that is none of them."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self._faces = {_stem(face.name): face for face in faces}
        self._known: dict[str, Face | None] = {}

    def __getitem__(self, font: str) -> Face | None:
        if font not in self._known:
            stem = _stem(font.rpartition("+")[2].partition(",")[0])
            names = [name for name in self._faces if stem.startswith(name)]
            self._known[font] = self._faces[max(names, key=len)] if names else None
        return self._known[font]


Sound = Mapping[tuple[str, Stance], Set[str]]
"""By the name of a font and how it stands: the characters of which every glyph is known to be
right."""


@dataclass(slots=True)
class _Met:
    """What pages have drawn of a font that stands in one way: every character, and those of which
    not every glyph is known to be right."""

    met: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)

    def add(self, text: str, sound: Set[str]) -> Set[str]:
        """Take in what a page draws; what has width and was not met before is given back."""
        new = set(text) - self.met
        self.met |= new
        wide = frozenset(squeeze("".join(new)))
        self.unsure |= wide - sound
        return wide


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page draws: by font and stance the characters, and what stands outside the tags.
    ``is_unstated``: with codes to which no font gives a character; ``is_turned``: with words from
    right to left. ``replaced``: words that the tags put in place of what is drawn; ``unseen``: what
    is drawn so that nobody sees it."""

    page: int
    characters: Mapping[tuple[str, Stance], str]
    loose: str
    is_unstated: bool
    is_turned: bool
    replaced: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()


def drawn_on(page: int, runs: Sequence[Run], tags: Collection[Element], *, unstated: bool) -> Drawn:
    """What the text objects of a page draw, and what of it none of its ``tags`` holds."""
    held = {mark for tag in tags for mark in tag.marks()}
    loose = "".join(run.text for run in runs if run.mark not in held and not run.is_artifact)
    texts: dict[tuple[str, Stance], list[str]] = {}
    for run in runs:
        texts.setdefault((run.font, run.stance), []).append(run.text)
    characters = {key: "".join(sorted({*"".join(texts[key])})) for key in texts}
    turned = any(RIGHT_TO_LEFT.search(run.text) for run in runs)
    replaced = tuple(words for tag in tags for words in tag.replacements())
    hidden = [run for run in runs if not run.is_seen and run.mark in held]
    # Words of a drawing may lie beyond its edges, or be as small as they like.
    drawn = {mark for tag in tags for mark in tag.described()} if hidden else set()
    unseen = tuple(squeeze(run.text) for run in hidden if run.mark not in drawn)
    return Drawn(
        page, characters, squeeze(loose), unstated, turned, replaced, tuple(filter(None, unseen))
    )


class GlyphProof:
    """Proves pages one after another. What is not ``sound`` is measured wherever it is drawn.
    ``characters`` are all that are met, with their first page."""

    def __init__(self, faces: Faces, sound: Sound, file: Path) -> None:
        self.faces, self.file = faces, file
        self.characters: dict[str, int] = {}
        self._sound = sound
        self._met: dict[tuple[str, Stance], _Met] = {}
        self._told: set[str] = set()

    def prove(
        self, drawn: Drawn, measured: Callable[[int], AbstractContextManager[Sheet]]
    ) -> Iterator[Finding]:
        """The findings of a page: F001 fonts, F002 glyphs, V005 loose text. ``measured`` opens the
        page where glyphs must be looked at on it: all of them if it draws what is unstated."""
        page = drawn.page
        if drawn.loose:
            yield self._finding("V005", f'"{drawn.loose[:24]}" stands outside the tags.', page)
        for words in drawn.replaced:
            message = f'"{words[:24]}" is read in place of what is printed.'
            yield self._finding("V005", message, page)
        for words in drawn.unseen:
            yield self._finding("V005", f'"{words[:24]}" is not seen on the page.', page)
        unsure: set[tuple[str, str]] = set()
        new: set[str] = set()
        for (font, stance), text in drawn.characters.items():
            met = self._met.setdefault((font, stance), _Met())
            if added := met.add(text, self._sound.get((font, stance), frozenset())):
                new |= added
                yield from self._look_at_font(font, page)
            doubted = met.met if drawn.is_unstated else met.unsure
            if doubted and stance is not Stance.TURNED:
                unsure |= {(font, character) for character in doubted.intersection(text)}
        for character in sorted(new.difference(self.characters)):
            self.characters[character] = page
        if unsure:
            with measured(page) as sheet:
                yield from self._measure(sheet, unsure, page, turned=drawn.is_turned)

    def _look_at_font(self, font: str, page: int) -> Iterator[Finding]:
        """F001 where a font is no face's; once."""
        if font not in self._told and self.faces[font] is None:
            self._told.add(font)
            yield self._finding("F001", f'"{font}" is no font of a fonts.toml.', page)

    def _measure(
        self, sheet: Sheet, unsure: Set[tuple[str, str]], page: int, *, turned: bool
    ) -> Iterator[Finding]:
        """``turned``: PDFium may have mirrored brackets beside words from right to left."""
        told = set()
        for glyph in sheet.glyphs({character for _, character in unsure}):
            pair = (glyph.font, glyph.character)
            face = self.faces[glyph.font]
            if pair not in unsure or pair in told or face is None or is_glyph_of(glyph, face):
                continue
            if not (turned and is_glyph_of(_mirrored(glyph), face)):
                told.add(pair)
                message = f'"{glyph.character}" is drawn as no glyph that {face.name} has for it.'
                yield self._finding("F002", message, page)

    def _finding(self, code: str, message: str, page: int) -> Finding:
        return Finding(code, Severity.ERROR, message, Location(self.file, page=page))


def is_wrong(character: str, is_meant: IsMeant) -> bool:
    """True for a code point that no text should hold: U+FFFD, a private one, a radical that nobody
    wrote."""
    return not has_shape(character) or (is_radical(character) and not is_meant(character))


def wrong_in_print(
    characters: Mapping[str, int], file: Path, is_meant: IsMeant = never_meant
) -> Iterator[Finding]:
    """T001 for each character of a printed edition that no text should hold, with its page."""
    for character, page in characters.items():
        if is_wrong(character, is_meant):
            message = f"U+{ord(character):04X} stands in the text."
            yield Finding("T001", Severity.ERROR, message, Location(file, page=page))


def wrong_characters(reading: Reading, is_meant: IsMeant = never_meant) -> Iterator[str]:
    """A message for each code point of an e-reader edition that no text should hold."""
    met: set[str] = set()
    for leaf in reading.leaves:
        new = {*leaf.text} - met
        met |= new
        for character in sorted(new, key=leaf.text.index):
            if is_wrong(character, is_meant):
                yield f"U+{ord(character):04X} stands in {leaf.place}."


def is_glyph_of(glyph: Glyph, face: Face) -> bool:
    """True where the ink of a glyph lies as in a glyph that the face has for its characters. Text
    turned another way than a column's, scripts whose letters change with their neighbours, and what
    stands for a letter that is not there are not measured."""
    ink = glyph.ink
    if ink is None or JOINED.search(glyph.cluster) or glyph.cluster in FILLERS:
        return True
    if glyph.is_column and _is_upright(glyph, ink, face):
        return True
    one = LIGATURES.get(glyph.cluster, glyph.cluster)
    if len(one) == 1:
        plain = plain_box(face, one)
        if plain is not None and _near(ink, plain):
            return True
    return any(_near(ink, box) for box in other_boxes(face, glyph.cluster))


def _is_upright(glyph: Glyph, ink: Box, face: Face) -> bool:
    """True for what stands upright in a column as the face has it: all is measured as if the page
    lay on its side, so a glyph's box lies there too. Numbers are put together anew and not
    measured."""
    if glyph.cluster.isdecimal():
        return True
    return any(_near(ink, box) for box in lying_boxes(face, glyph.cluster))


def _mirrored(glyph: Glyph) -> Glyph:
    """The same ink as if it stood for the opposite bracket."""
    character = glyph.character.translate(MIRRORED)
    return replace(glyph, character=character, cluster=glyph.cluster.translate(MIRRORED))


def _near(ink: Box, box: Box) -> bool:
    return all(abs(edge - other) <= NEAR for edge, other in zip(ink, box, strict=True))


def _stem(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", name)
