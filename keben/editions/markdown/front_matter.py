"""Metadata → the lines of YAML front matter that state them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from keben.model import Contributor, Metadata


def write_front_matter(metadata: Metadata, *, cover: str = "", chapters: int = 0) -> Iterator[str]:
    """``---`` to ``---``. Values are written as JSON, which YAML 1.2 contains (§1.3)."""
    values: dict[str, object] = {
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        "authors": [_contributor(person) for person in metadata.contributors],
        "date": metadata.published,
        "language": metadata.language,
        "publisher": metadata.publisher,
        "source": metadata.source,
        "rights": metadata.rights,
        "identifier": metadata.identifier,
        "subjects": list(metadata.subjects),
        "series": _series(metadata),
        "description": metadata.description,
        "cover": cover,
        "chapters": chapters,
    }
    yield "---"
    for key, value in values.items():
        if value:
            yield f"{key}: {json.dumps(value, ensure_ascii=False)}"
    yield "---"


def _contributor(person: Contributor) -> object:
    if person == Contributor(person.name):
        return person.name
    fields = {"name": person.name, "role": person.role, "file_as": person.file_as}
    return {key: value for key, value in fields.items() if value}


def _series(metadata: Metadata) -> object:
    if metadata.series is None:
        return ""
    if not metadata.series.position:
        return metadata.series.name
    return {"name": metadata.series.name, "position": metadata.series.position}
