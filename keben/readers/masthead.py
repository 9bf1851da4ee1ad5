"""Passages around a text → the metadata that they state, and the passages still to be printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from keben.model import Contributor, Metadata
from keben.readers.repair.credits import Attribution, attribution
from keben.readers.repair.passage import Passage, Role


def complete(metadata: Metadata, passages: Iterable[Passage]) -> tuple[Metadata, list[Passage]]:
    """The metadata with what the masthead's and the closing lines say, and the passages that are
    still to be printed: a line goes only where the metadata now says all that it said."""
    kept = []
    for passage in passages:
        said = _said(passage) if passage.role in (Role.MASTHEAD, Role.CREDIT) else None
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


def _said(passage: Passage) -> Attribution | None:
    if passage.attribution:
        return Attribution((Contributor(passage.attribution),), "", "")
    return attribution(passage.text)


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
