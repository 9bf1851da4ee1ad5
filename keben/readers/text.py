"""Raw text, as pasted from a word processor, → a Publication of one Article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from keben.errors import ManuscriptError
from keben.model import (
    Alignment,
    Article,
    Block,
    Blocks,
    Credit,
    Epigraph,
    Finding,
    Heading,
    Inline,
    Inlines,
    ListBlock,
    ListItem,
    Location,
    Note,
    NoteReference,
    Paragraph,
    Publication,
    SceneBreak,
    Severity,
    Source,
    Table,
    Text,
    Verse,
)
from keben.readers import name_of
from keben.readers.chapters import LEAST_TEXT, Plan, divide, plan_by_heads, text_length
from keben.readers.masthead import complete
from keben.readers.repair.chapters import chapter_level
from keben.readers.repair.passage import Call, Passage, Passages, Report, Role, Rule
from keben.readers.repair.pipeline import repair
from keben.readers.repair.policy import choose_policy
from keben.settings import Settings

_LINES_NAMED = 8
_FIGURE = re.compile(r"[-+−]?[\d０-９][\d０-９,.，．:：]*\s*[%％‰]?|[-—－/]?")


def read(source: Source, settings: Settings) -> Publication:
    """Find the structure of a raw text and mend it, with a note for each kind of change.

    What the settings state stands over what the text says; a line of the text that says something
    else than the settings is kept as a Credit. Raises ManuscriptError where there is no text.
    """
    return read_with_report(source, settings)[0]


def read_with_report(source: Source, settings: Settings) -> tuple[Publication, Report]:
    """The same, and the report of every change that was made. Raises ManuscriptError likewise."""
    repaired = repair(source.text, choose_policy(settings.repair))
    if not repaired.passages:
        raise ManuscriptError(
            "there is no text in it.",
            location=Location(source.path),
            hint="Write or paste the text into the file, save it and build again.",
        )
    passages = repaired.passages
    title = _first(passages, Role.TITLE)
    metadata, kept = complete(settings.metadata(), passages)
    metadata = replace(metadata, title=metadata.title or title or name_of(source))
    article = Article(
        title=_inlines(title or metadata.title),
        blocks=tuple(_blocks([p for p in kept if p.role is not Role.NOTE], source)),
        notes=tuple(_notes(kept, source)),
        language=metadata.language,
        location=Location(source.path, passages[0].line),
    )
    findings = tuple(_findings(repaired.report, source))
    publication = Publication(metadata=metadata, body=(article,), findings=findings)
    plan = _plan(passages, article)
    return (divide(publication, plan) if plan else publication), repaired.report


def _plan(passages: Passages, article: Article) -> Plan | None:
    if text_length(article.blocks) < LEAST_TEXT:
        return None
    level = chapter_level(passages)
    return Plan(level) if level else plan_by_heads(article.blocks)


def _first(passages: Passages, role: Role) -> str:
    return next((passage.text for passage in passages if passage.role is role), "")


def _blocks(passages: Sequence[Passage], source: Source) -> Iterator[Block]:
    """The model's blocks; neighbouring items of one kind make one list."""
    for (role, ordered), group in groupby(passages, key=lambda p: (p.role, p.number is not None)):
        run = list(group)
        if role is Role.VERSE:
            yield _verse(run, source)
        elif role is Role.ROW:
            yield _table(run, source)
        elif role is not Role.ITEM:
            yield from (_block(passage, Location(source.path, passage.line)) for passage in run)
        elif ordered:
            for items in _counted(run):
                yield _list(items, source, start=items[0].number)
        else:
            yield _list(run, source)


def _block(passage: Passage, location: Location) -> Block:
    inlines = _called(passage)
    match passage.role:
        case Role.HEAD:
            return Heading(inlines, passage.level, location=location)
        case Role.EPIGRAPH:
            blocks: Blocks = (Paragraph(inlines, location),)
            return Epigraph(blocks, _inlines(passage.attribution), location)
        case Role.CREDIT:
            return Credit(inlines, location)
        case Role.SCENE_BREAK:
            return SceneBreak(location)
        case _:
            return Paragraph(inlines, location)


def _verse(run: Sequence[Passage], source: Source) -> Verse:
    stanzas = (tuple(_called(line) for line in _lines(passage)) for passage in run)
    return Verse(tuple(stanzas), location=Location(source.path, run[0].line))


def _table(run: Sequence[Passage], source: Source) -> Table:
    """Rows of cells; a first row without figures heads rows with figures, which stand right."""
    texts = [[cell.strip() for cell in row.text.split("\t")] for row in run]
    columns = max(map(len, texts))
    rows = [(*row, *[""] * (columns - len(row))) for row in texts]
    figures = [
        all(_FIGURE.fullmatch(cell) for cell in column) for column in zip(*rows[1:], strict=True)
    ]
    headed = any(figures) and not any(_FIGURE.fullmatch(cell) for cell in rows[0] if cell)
    cells = tuple(tuple(_inlines(cell) for cell in row) for row in rows)
    return Table(
        cells[:headed],
        cells[headed:],
        tuple(Alignment.END if number and headed else Alignment.START for number in figures),
        location=Location(source.path, run[0].line),
    )


def _lines(stanza: Passage) -> Iterator[Passage]:
    """Each line of a stanza, with the calls that stand in it."""
    start = 0
    for text in stanza.text.split("\n"):
        end = start + len(text)
        calls = tuple(
            Call(call.start - start, call.end - start, call.note)
            for call in stanza.calls
            if start <= call.start < end
        )
        yield replace(stanza, text=text, calls=calls)
        start = end + 1


def _notes(passages: Sequence[Passage], source: Source) -> Iterator[Note]:
    for passage in passages:
        if passage.role is Role.NOTE:
            text = passage.text[passage.calls[0].end :].lstrip(" 　")
            place = Location(source.path, passage.line)
            yield Note(passage.note, (Paragraph(_inlines(text), place),), location=place)


def _counted(run: list[Passage]) -> Iterator[list[Passage]]:
    """Ordered items cut where the count starts again."""
    items = run[:1]
    for above, item in pairwise(run):
        if item.number != (above.number or 0) + 1:
            yield items
            items = []
        items.append(item)
    yield items


def _list(items: list[Passage], source: Source, *, start: int | None = None) -> ListBlock:
    return ListBlock(
        tuple(
            ListItem((Paragraph(_called(item), Location(source.path, item.line)),))
            for item in items
        ),
        ordered=start is not None,
        start=start if start is not None else 1,
        location=Location(source.path, items[0].line),
    )


def _inlines(text: str) -> Inlines:
    return (Text(text),) if text else ()


def _called(passage: Passage) -> Inlines:
    """The text of a passage, with note marks where it calls notes."""
    run: list[Inline] = []
    start = 0
    for call in passage.calls:
        run += (*_inlines(passage.text[start : call.start]), NoteReference(call.note))
        start = call.end
    return (*run, *_inlines(passage.text[start:]))


def _findings(report: Report, source: Source) -> Iterator[Finding]:
    """One note a rule: how often it was used, and where."""
    for rule in Rule:
        changes = report.of(rule)
        if not rule.code or not changes:
            continue
        lines = ", ".join(str(change.line) for change in changes[:_LINES_NAMED])
        more = ", …" if len(changes) > _LINES_NAMED else ""
        message = f"{rule.words}: {len(changes)} (line {lines}{more})."
        yield Finding(rule.code, Severity.NOTE, message, Location(source.path, changes[0].line))
