"""Census + faces → cut fonts, the family names to set each job in, and what cannot be printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from keben import walk
from keben.errors import FontError
from keben.model import (
    Article,
    Block,
    Code,
    CodeBlock,
    Contributor,
    Inline,
    Metadata,
    Publication,
    Ruby,
    Text,
)
from keben.settings import FaceSettings, Settings
from keben.shelf import NOWHERE, Shelf
from keben.typecase import faces
from keben.typecase.census import take
from keben.typecase.characters import GETA, IN_CODE, findings_of, has_shape
from keben.typecase.faces import CutFont, Face
from keben.typecase.twins import with_twins

HAN_NUMERALS = "零一二三四五六七八九十、"
"""What numbers the items of lists in Chinese."""

JOBS = tuple(FaceSettings.model_fields)


@dataclass(frozen=True, slots=True)
class TypeCase:
    """The cut fonts, and for each job and language the families to name in a style sheet.

    ``missing`` are the characters that print as 〓.
    """

    fonts: tuple[CutFont, ...]
    families: Mapping[tuple[str, str], tuple[str, ...]]
    missing: frozenset[str]

    def languages(self) -> tuple[str, ...]:
        """The languages that have families of their own."""
        return tuple(dict.fromkeys(language for _, language in self.families))

    def signs(self, job: str = "text") -> tuple[str, ...]:
        """The families in which emoji are set, in order: those of emoji, then those of a job."""
        fonts = {font.face.name: font.face for font in self.fonts}
        names = dict.fromkeys(
            n for (own, _), some in self.families.items() if own == job for n in some
        )
        return tuple(sorted(names, key=lambda name: fonts[name].scripts != "emoji"))


def fill(
    publication: Publication,
    settings: Settings,
    *,
    lists: Sequence[Path],
    printed: Iterable[str] = (),
    shelf: Shelf = NOWHERE,
) -> tuple[TypeCase, Publication]:
    """The type case of a publication, and the publication with 〓 for what cannot be printed.

    ``lists`` are fonts.toml files, the project's first; ``printed`` are texts that editions add.
    Cut fonts may come from a ``shelf``.
    Each missing character is a finding at its first place, and so is a radical (C001 to C004).
    Raises FontError where a family that the settings name does not exist.
    """
    known = faces.read_faces(lists)
    own = (settings.scene_break, *settings.ornaments, *_numerals(settings))
    asked = settings.composition
    divided = asked.hyphenate_limit_chars[0] if asked.hyphens == "auto" else 0
    census = take(publication, (*printed, *own), divided=divided)
    sorts = _Sorts()
    for (job, language), counted in census.characters.items():
        sorts.lay(_chain(known, settings.faces_in(language), job, language), job, language, counted)
    _check_own((settings.scene_break, *settings.ornaments), sorts.missing)
    wanted = sorts.wanted
    twins = {face: tuple(with_twins(face, wanted[face])) for face in known if face in wanted}
    names = {face.name: tuple(twin.name for twin, _ in found) for face, found in twins.items()}
    cut = partial(faces.cut, shelf=shelf)
    case = TypeCase(
        fonts=tuple(cut(twin, some) for found in twins.values() for twin, some in found),
        families={
            key: tuple(name for first in firsts for name in names.get(first, (first,)))
            for key, firsts in sorts.families.items()
        },
        missing=frozenset(sorts.missing),
    )
    filled = _substitute(publication, case.missing)
    findings = (*filled.findings, *findings_of(census, sorts.missing))
    return case, replace(filled, findings=findings)


@dataclass(slots=True)
class _Sorts:
    """The characters wanted of each face, the faces of each job and language by their names, and
    the characters that no face has."""

    wanted: dict[Face, set[str]] = field(default_factory=dict)
    families: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)

    def lay(self, chain: Sequence[Face], job: str, language: str, counted: Iterable[str]) -> None:
        """Ask for each character that is printed of the first face of the chain that has it."""
        wide = language.startswith("zh") and job not in IN_CODE
        found = {c: _face_for(chain, c, wide=wide) for c in sorted(counted) if _is_printed(c)}
        lost = {character for character, face in found.items() if face is None}
        if lost:
            self.missing |= lost
            found[GETA] = _face_for(chain, GETA, wide=False)
        used = {next(face for face in chain if face.family != "italic")}
        for character, face in found.items():
            if face is not None:
                self.wanted.setdefault(face, set()).add(character)
                used.add(face)
        self.families[job, language] = tuple(face.name for face in chain if face in used)


def _check_own(texts: Iterable[str], missing: Set[str]) -> None:
    """Raise FontError for words of the settings that no 〓 may stand for."""
    for text in texts:
        if lost := sorted(missing & {*text}):
            raise FontError(
                f'"scene_break" or "ornaments" has "{text[:40]}", and no face has '
                f"U+{ord(lost[0]):04X}.",
                hint='Write it otherwise, or add a face by "fonts".',
            )


def _numerals(settings: Settings) -> tuple[str, ...]:
    return (HAN_NUMERALS,) if settings.composition.list_numbers == "chinese" else ()


def _is_printed(character: str) -> bool:
    """False for controls and for variation selectors, which have no glyph of their own: where a
    face lacks the form, the plain character is printed (Unicode §23.4)."""
    selects = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return not selects and unicodedata.category(character) not in ("Cc", "Cf", "Zl", "Zp")


def _chain(known: Sequence[Face], jobs: FaceSettings, job: str, language: str) -> tuple[Face, ...]:
    """The faces to try for a job, in order: its own, the text's, then every other."""
    own = [_named(known, getattr(jobs, job), language, job)]
    if job == "emphasis" and jobs.emphasis != jobs.strong:
        # Latin emphasis is a true italic where there is one; Han is never slanted (clreq §3.4).
        own = [*(face for face in known if face.family == "italic"), *own]
    text = _named(known, jobs.text, language, "text")
    same = [face for face in known if face.serves(language) and not _is_special(face)]
    rest = [face for face in known if not _is_special(face)]
    last = [face for face in known if face.last_resort]
    return tuple(dict.fromkeys((*own, text, *same, *rest, *last)))


def _is_special(face: Face) -> bool:
    return face.last_resort or bool(face.scripts)


def _named(known: Sequence[Face], family: str, language: str, job: str) -> Face:
    fellows = [face for face in known if face.family == family]
    if not fellows:
        names = ", ".join(dict.fromkeys(face.family for face in known))
        raise FontError(
            f'faces.{job} names "{family}", which no fonts.toml has.', hint=f"There are: {names}."
        )
    nearest = (face for tag in _wider(language) for face in fellows if face.serves(tag))
    return next(nearest, fellows[0])


def _wider(language: str) -> tuple[str, ...]:
    """A tag and its prefixes: zh-Hant-TW, zh-Hant, zh (RFC 4647 §3.4, lookup)."""
    parts = language.split("-")
    return tuple("-".join(parts[:length]) for length in range(len(parts), 0, -1))


CURLY = "“”‘’"
"""An em wide in Chinese, narrow in Latin text: some faces have only the narrow form."""


def _face_for(chain: Sequence[Face], character: str, *, wide: bool) -> Face | None:
    """The first face that has the character; with ``wide``, the first that has it an em wide."""
    if not has_shape(character):
        return None
    code = ord(character)
    having = (face for face in chain if code in faces.coverage(face))
    first = next(having, None)
    if first is None or not (wide and character in CURLY) or faces.is_wide(first, code):
        return first
    # The file of a face is proved before it can be asked, so no more are asked than must be.
    return next((face for face in having if faces.is_wide(face, code)), first)


def _substitute(publication: Publication, missing: frozenset[str]) -> Publication:
    """The publication with 〓 in place of every missing character."""
    if not missing:
        return publication
    lacking = re.compile(f"[{re.escape(''.join(sorted(missing)))}]")
    filled = partial(lacking.sub, GETA)

    def inline(item: Inline) -> tuple[Inline, ...]:
        match item:
            case Text(text) if lacking.search(text):
                return (Text(filled(text)),)
            case Code(text) if lacking.search(text):
                return (Code(filled(text)),)
            case Ruby(base, text) if lacking.search(base + text):
                return (Ruby(filled(base), filled(text)),)
            case _:
                return (item,)

    def block(item: Block) -> tuple[Block, ...]:
        if isinstance(item, CodeBlock) and lacking.search(item.text):
            return (replace(item, text=filled(item.text)),)
        return (item,)

    def article(item: Article) -> Article:
        return replace(
            item,
            title=walk.map_inlines(item.title, inline),
            contributors=_named_anew(item.contributors, filled),
            blocks=walk.map_blocks(item.blocks, block, inline),
            notes=tuple(
                replace(note, blocks=walk.map_blocks(note.blocks, block, inline))
                for note in item.notes
            ),
        )

    named = replace(publication, metadata=_filled(publication.metadata, filled))
    titled = walk.map_part_titles(named, lambda title: walk.map_inlines(title, inline))
    return walk.map_articles(titled, article)


def _filled(metadata: Metadata, filled: Callable[[str], str]) -> Metadata:
    series = metadata.series
    return replace(
        metadata,
        title=filled(metadata.title),
        subtitle=filled(metadata.subtitle),
        contributors=_named_anew(metadata.contributors, filled),
        publisher=filled(metadata.publisher),
        source=filled(metadata.source),
        rights=filled(metadata.rights),
        series=replace(series, name=filled(series.name)) if series else None,
    )


def _named_anew(
    people: Iterable[Contributor], filled: Callable[[str], str]
) -> tuple[Contributor, ...]:
    return tuple(replace(person, name=filled(person.name)) for person in people)
