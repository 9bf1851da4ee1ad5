"""A publication → the same with its notes numbered, anchored and in the order of their calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from keben import walk
from keben.errors import ManuscriptError
from keben.model import (
    Article,
    Aside,
    Block,
    Blocks,
    Credit,
    Finding,
    Inline,
    Inlines,
    Link,
    Location,
    Note,
    NoteReference,
    Paragraph,
    Publication,
    PullQuote,
    Severity,
    Superscript,
    Text,
)
from keben.transforms.rewriting import in_reading_order, rewrite


def number(publication: Publication) -> Publication:
    """Number notes by their first call, article by article.

    A note has the anchor ``<slug>-n1``, its call ``<slug>-r1``, a second call ``<slug>-r1-2``.
    A note called only from another note stands in brackets there; one that is never called becomes
    a box at the article's end. Both are reported, and nothing is lost.
    Raises ManuscriptError where a call has no note, or notes call each other in a circle.
    """
    findings: list[Finding] = []
    numbered = walk.map_articles(publication, lambda article: _number(article, findings))
    return replace(numbered, findings=(*numbered.findings, *findings))


def _number(article: Article, findings: list[Finding]) -> Article:
    if not article.notes and not any(walk.note_references(article.blocks)):
        return article
    article = replace(article, blocks=walk.map_blocks(article.blocks, _without_repeated_calls))
    notes: dict[str, Note] = {}
    spare: list[Note] = []
    for note in article.notes:
        if notes.setdefault(note.note_id, note) is not note:
            spare.append(note)
    numbers = _order(article, notes)
    folding = _Folding(article.slug, notes, numbers, findings)
    called = tuple(
        replace(
            notes[name], blocks=folding.fold(notes[name]), number=n, anchor=f"{article.slug}-n{n}"
        )
        for name, n in numbers.items()
    )
    boxes: list[Block] = []
    for note in notes.values():
        if note.note_id not in numbers and note.note_id not in folding.folded:
            boxes.append(_box(note, article, folding))
    boxes += [_box(note, article, folding) for note in spare]
    bare = replace(article, notes=(), blocks=_append(article.blocks, tuple(boxes)))
    return replace(_anchor_calls(bare, numbers), notes=called)


def _anchor_calls(article: Article, numbers: Mapping[str, int]) -> Article:
    calls: dict[str, int] = {}

    def call(inline: Inline) -> Inlines:
        if not isinstance(inline, NoteReference):
            return (inline,)
        n = numbers[inline.note_id]
        times = calls[inline.note_id] = calls.get(inline.note_id, 0) + 1
        anchor = f"{article.slug}-r{n}" + (f"-{times}" if times > 1 else "")
        return (replace(inline, number=n, anchor=anchor),)

    return rewrite(article, inline=call)


def _without_repeated_calls(block: Block) -> Blocks:
    """A sentence repeated as a pull quote calls its notes where it stands in the text only."""
    if isinstance(block, PullQuote) and block.repeats:
        return (replace(block, inlines=walk.map_inlines(block.inlines, _no_call)),)
    return (block,)


def _no_call(inline: Inline) -> Inlines:
    return () if isinstance(inline, NoteReference) else (inline,)


def _order(article: Article, notes: Mapping[str, Note]) -> dict[str, int]:
    """Note id → number, in the order of first calls in the title and the text."""
    order: dict[str, int] = {}
    for run in (article.title, *in_reading_order(article.blocks)):
        for inline in walk.inlines(run):
            if isinstance(inline, NoteReference):
                if inline.note_id not in notes:
                    raise _no_text(inline, _place(article, inline))
                order.setdefault(inline.note_id, len(order) + 1)
    return order


def _place(article: Article, reference: NoteReference) -> Location | None:
    for block in walk.article_blocks(article):
        for run in walk.own_inlines(block):
            if reference in walk.inlines(run):
                return getattr(block, "location", None) or article.location
    return article.location


def _no_text(reference: NoteReference, place: Location | None) -> ManuscriptError:
    return ManuscriptError(
        f'note "{reference.note_id}" has no text.',
        location=place,
        hint=f'Add "[^{reference.note_id}]: …".',
    )


@dataclass(slots=True)
class _Folding:
    """Calls within notes: a page's foot cannot hold a note to a note, so its text stands in
    brackets; a call to a note that the text calls too becomes a link to that call."""

    slug: str
    notes: Mapping[str, Note]
    numbers: Mapping[str, int]
    findings: list[Finding]
    folded: set[str] = field(default_factory=set)

    def fold(self, note: Note, above: tuple[str, ...] = ()) -> Blocks:
        """The blocks of a note with every call in them replaced."""
        if note.note_id in above:
            circle = above[above.index(note.note_id) :]
            names = ", ".join(f'"{name}"' for name in circle)
            several = len(circle) > 1
            raise ManuscriptError(
                f"notes {names} call each other." if several else f"note {names} calls itself.",
                location=note.location,
                hint="Take one of the calls out, or call one of the notes from the text."
                if several
                else "Take the call out of the note.",
            )
        path = (*above, note.note_id)
        return walk.map_blocks(note.blocks, inline=lambda inline: self._replace(inline, note, path))

    def _replace(self, inline: Inline, note: Note, path: tuple[str, ...]) -> Inlines:
        if not isinstance(inline, NoteReference):
            return (inline,)
        if inline.note_id in self.numbers:
            n = self.numbers[inline.note_id]
            link = Link((Text(f"[{n}]"),), f"#{self.slug}-r{n}")
            return (Superscript((link,)),)
        inner = self.notes.get(inline.note_id)
        if inner is None:
            raise _no_text(inline, note.location)
        self.folded.add(inline.note_id)
        message = f'note "{inline.note_id}" is called from a note; it stands in brackets there.'
        self.findings.append(Finding("N002", Severity.NOTE, message, inner.location))
        return (Text("［"), *_paragraphs(self.fold(inner, path), inner), Text("］"))


def _paragraphs(blocks: Blocks, note: Note) -> Iterable[Inline]:
    for position, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            raise ManuscriptError(
                f'note "{note.note_id}" is called from a note and holds more than paragraphs.',
                location=note.location,
                hint="Call it from the text, or write it as plain paragraphs.",
            )
        if position:
            yield Text(" ")
        yield from block.inlines


def _box(note: Note, article: Article, folding: _Folding) -> Aside:
    place = note.location or article.location
    message = f'note "{note.note_id}" is never called; it stands at the end of the article.'
    folding.findings.append(Finding("N001", Severity.WARNING, message, place))
    return Aside("note", folding.fold(note), location=place)


def _append(blocks: Blocks, boxes: Blocks) -> Blocks:
    """The boxes after the text, before the credits that close it."""
    end = len(blocks)
    while end and isinstance(blocks[end - 1], Credit):
        end -= 1
    return (*blocks[:end], *boxes, *blocks[end:])
