"""A publication as it was read + as it is typeset → whether a transform lost a word on the way.

The editions are proved against the publication as it is typeset; this is the link before it, from
the reader to there. Transforms may number notes and captions, title a boxed remark by its kind,
choose pull quotes, put 〓 for a character that no face has, and take out a picture that is not to
be had. They may not lose, swap or double a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from keben import runs, walk
from keben.errors import ProofError
from keben.labels import KNOWN
from keben.model import (
    Aside,
    Bibliography,
    Block,
    Blocks,
    CodeBlock,
    DefinitionList,
    Epigraph,
    Figure,
    Formula,
    Heading,
    Location,
    Part,
    Publication,
    PullQuote,
    Quotation,
    Table,
)
from keben.proof.reading import squeeze
from keben.transforms.citing import SLUG as BIBLIOGRAPHY
from keben.typecase.characters import GETA

SHOWN = 24
"""The characters of a passage that a message shows."""


TITLES = frozenset(squeeze(word) for words in KNOWN.values() for word in words.asides.values())
"""What a transform may write over a boxed remark that has no title."""


@dataclass(frozen=True, slots=True)
class Passage:
    """``within`` is the block, where a transform may have put words before the passage, or the
    passage itself."""

    text: str
    location: Location | None
    within: Block | None = None

    def is_added(self) -> bool:
        if isinstance(self.within, Heading):
            return self.within.anchor == BIBLIOGRAPHY
        return isinstance(self.within, Aside) and self.text in TITLES

    def holds(self, wanted: str) -> bool:
        """True for a caption, a head or a title that was numbered."""
        return isinstance(self.within, Figure | Table | Heading) and self.text.endswith(wanted)


def check_kept(read: Publication, ready: Publication, missing: Collection[str] = ()) -> None:
    """Raise ProofError at the first place where the text is no longer what was read.

    ``missing`` are the characters that were reported, for which 〓 may stand.
    """
    before, after = tuple(_notes(read)), tuple(_notes(ready))
    # A note that nothing refers to is set in the text instead.
    moved = Counter(passage.text for passage in before)
    moved.subtract(passage.text for passage in after)
    place = _difference(tuple(_body(read)), tuple(_body(ready)), moved, missing)
    if place is None:
        gone = (passage for passage in before if moved[passage.text] > 0)
        place = next((p for p in gone if not _stands_for(p, after, missing)), None)
    if place is not None:
        raise ProofError(
            f'the text to be printed is not what was read, from "{place.text[:SHOWN]}" on.',
            location=place.location,
            hint="This is a fault of keben; --no-proof prints it nevertheless.",
        )


def passages(publication: Publication) -> Iterator[Passage]:
    """What a publication prints, block by block: its articles in order, then their notes."""
    yield from _body(publication)
    yield from _notes(publication)


def _stands_for(passage: Passage, others: Sequence[Passage], missing: Collection[str]) -> bool:
    """True where one of the others is the passage with 〓 in it, or holds it: a note that only
    another note calls stands in brackets in that one."""
    return any(
        _is_printable_form(passage.text, other.text, missing)
        or _holds_in_order(other.text, passage.text)
        for other in others
    )


def _holds_in_order(text: str, part: str) -> bool:
    characters = iter(text)
    return all(character in characters for character in part)


def _difference(
    before: Sequence[Passage],
    after: Sequence[Passage],
    moved: Counter[str],
    missing: Collection[str],
) -> Passage | None:
    """The first passage that is not the same in both; of ``moved`` those found are taken out."""
    place = 0
    title = ""
    for passage in after:
        wanted = before[place].text if place < len(before) else ""
        was_title, title = title, ""
        if passage.text == wanted and passage.is_added():
            # Or it was added, and what was read is the same word below it.
            title = wanted
            place += 1
        elif passage.text == was_title and wanted != was_title:
            continue
        elif passage.text == wanted or _is_printable_form(wanted, passage.text, missing):
            place += 1
        elif passage.is_added():
            continue
        elif wanted and passage.holds(wanted):
            place += 1
        elif moved[passage.text] > 0:
            moved[passage.text] -= 1
        else:
            return before[place] if wanted else passage
    return before[place] if place < len(before) else None


def _is_printable_form(text: str, printed: str, missing: Collection[str]) -> bool:
    """True where the texts differ only in missing characters, which are printed as 〓."""
    if GETA not in printed or len(text) != len(printed):
        return False
    pairs = zip(text, printed, strict=True)
    return all(b == a or (b == GETA and a in missing) for a, b in pairs)


def _body(publication: Publication) -> Iterator[Passage]:
    for item in (*publication.front, *publication.body, *publication.back):
        if isinstance(item, Part):
            yield from _passage(walk.plain(item.title), None, Heading(item.title))
    for article in walk.articles(publication):
        if article.role:  # made of the others
            continue
        yield from _passage(runs.written(article.title), article.location, Heading(article.title))
        yield from _blocks(article.blocks, article.location)


def _notes(publication: Publication) -> Iterator[Passage]:
    for article in walk.articles(publication):
        for note in article.notes:
            yield from _blocks(note.blocks, note.location or article.location)


def _blocks(blocks: Blocks, location: Location | None) -> Iterator[Passage]:
    for block in blocks:
        if isinstance(block, Bibliography):  # made of what the text cites
            continue
        location = getattr(block, "location", None) or location
        if isinstance(block, DefinitionList) and block.is_glossary:  # sorted on the way
            items = sorted(block.items, key=lambda item: walk.plain(item.term))
            block = replace(block, items=tuple(items))
        if isinstance(block, PullQuote) and block.repeats:
            continue
        own = [runs.written(run) for run in walk.own_inlines(block)]
        # An attribution stands after what it is for, whatever sets that apart.
        is_quoted = isinstance(block, Epigraph | Quotation)
        passages = [p for text in own for p in _passage(text, location, block)]
        yield from () if is_quoted else passages
        if isinstance(block, CodeBlock | Formula):
            written = block.text if isinstance(block, CodeBlock) else block.tex
            yield from _passage(written, location)
        for inner in walk.child_blocks(block):
            yield from _blocks(inner, location)
        yield from passages if is_quoted else ()


def _passage(
    text: str, location: Location | None, within: Block | None = None
) -> Iterator[Passage]:
    if bare := squeeze(text):
        yield Passage(bare, location, within)
