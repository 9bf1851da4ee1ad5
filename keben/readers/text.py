"""Raw text, as pasted from a word processor, → a Publication of one Article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from keben.errors import ManuscriptError
from keben.model import (
    Article,
    Block,
    Blocks,
    Contributor,
    Credit,
    Epigraph,
    Finding,
    Heading,
    Inlines,
    ListBlock,
    ListItem,
    Location,
    Metadata,
    Paragraph,
    Publication,
    SceneBreak,
    Severity,
    Source,
    Text,
)
from keben.readers.repair.credits import Attribution, attribution
from keben.readers.repair.passage import Passage, Passages, Report, Role, Rule
from keben.readers.repair.pipeline import repair
from keben.settings import Settings

_LINES_NAMED = 8


def read(source: Source, settings: Settings) -> Publication:
    """Find the structure of a raw text and mend it, with a note for each kind of change.

    What the settings state stands over what the text says; a line of the text that says something
    else than the settings is kept as a Credit. Raises ManuscriptError where there is no text.
    """
    repaired = repair(source.text)
    if not repaired.passages:
        raise ManuscriptError(
            "there is no text in it.",
            location=Location(source.path),
            hint="Write or paste the text into the file, save it and build again.",
        )
    passages = repaired.passages
    title = _first(passages, Role.TITLE)
    metadata, kept = _complete(settings.metadata(), passages)
    metadata = replace(metadata, title=metadata.title or title or source.path.stem)
    article = Article(
        title=_inlines(title or metadata.title),
        blocks=tuple(_blocks(kept, source)),
        language=metadata.language,
        location=Location(source.path, passages[0].line),
    )
    findings = tuple(_findings(repaired.report, source))
    return Publication(metadata=metadata, body=(article,), findings=findings)


def _first(passages: Passages, role: Role) -> str:
    return next((passage.text for passage in passages if passage.role is role), "")


def _complete(metadata: Metadata, passages: Passages) -> tuple[Metadata, list[Passage]]:
    """The metadata with what the masthead's and the closing lines say, and the passages that are
    still to be printed: a line goes only where the metadata now says all that it said."""
    kept = []
    for passage in passages:
        said = attribution(passage.text) if passage.role in (Role.MASTHEAD, Role.CREDIT) else None
        if passage.role is Role.TITLE:
            continue
        if passage.role is Role.SUBTITLE and metadata.subtitle in ("", _undashed(passage.text)):
            metadata = replace(metadata, subtitle=_undashed(passage.text))
        elif passage.role is Role.MASTHEAD and said and _agrees(metadata, said):
            metadata = _with(metadata, said)
        elif passage.role in (Role.MASTHEAD, Role.SUBTITLE):
            kept.append(replace(passage, role=Role.CREDIT))
        else:
            kept.append(passage)
            if said and said.source:
                metadata = replace(metadata, source=metadata.source or said.source)
    return metadata, kept


def _undashed(subtitle: str) -> str:
    return subtitle.lstrip("-–—―─－ 　")


def _agrees(metadata: Metadata, said: Attribution) -> bool:
    """True where the metadata says the same, or nothing."""
    roles = {contributor.role for contributor in metadata.contributors}
    new = [c for c in said.contributors if not _named(metadata, c)]
    return (
        not any(contributor.role in roles for contributor in new)
        and metadata.published in ("", said.published or metadata.published)
        and metadata.source in ("", said.source or metadata.source)
    )


def _with(metadata: Metadata, said: Attribution) -> Metadata:
    new = tuple(c for c in said.contributors if not _named(metadata, c))
    return replace(
        metadata,
        contributors=metadata.contributors + new,
        published=metadata.published or said.published,
        source=metadata.source or said.source,
    )


def _named(metadata: Metadata, contributor: Contributor) -> bool:
    known = {(c.name, c.role) for c in metadata.contributors}
    return (contributor.name, contributor.role) in known


def _blocks(passages: Sequence[Passage], source: Source) -> Iterator[Block]:
    """The model's blocks; neighbouring items of one kind make one list."""
    for (role, ordered), group in groupby(passages, key=lambda p: (p.role, p.number is not None)):
        run = list(group)
        if role is not Role.ITEM:
            yield from (_block(passage, Location(source.path, passage.line)) for passage in run)
        elif ordered:
            for items in _counted(run):
                yield _list(items, source, start=items[0].number)
        else:
            yield _list(run, source)


def _block(passage: Passage, location: Location) -> Block:
    inlines = _inlines(passage.text)
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
            ListItem((Paragraph(_inlines(item.text), Location(source.path, item.line)),))
            for item in items
        ),
        ordered=start is not None,
        start=start if start is not None else 1,
        location=Location(source.path, items[0].line),
    )


def _inlines(text: str) -> Inlines:
    return (Text(text),) if text else ()


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
