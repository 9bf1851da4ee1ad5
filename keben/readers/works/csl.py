"""CSL-JSON (as Zotero and Pandoc write it, CSL-JSON schema 1.0.2) → works."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from keben.errors import ManuscriptError
from keben.model import Finding, Location, Severity, Source
from keben.readers.works.work import Date, Found, Name, Work, bare_doi, language_of, read_date


def read_csl(source: Source) -> Iterator[Found]:
    """Every item of a file. Raises ManuscriptError for what is no list of items."""
    try:
        items = json.loads(source.text)
    except json.JSONDecodeError as error:
        raise ManuscriptError(
            f"is no JSON: {error.msg}.",
            location=Location(source.path, error.lineno),
            hint="Export the bibliography as CSL-JSON again.",
        ) from error
    except (RecursionError, ValueError):  # a number of thousands of digits
        items = None
    if isinstance(items, Mapping) and isinstance(items.get("items"), list):
        items = items["items"]
    if not isinstance(items, list):
        raise ManuscriptError(
            "is no CSL-JSON: a list of works is wanted.",
            location=Location(source.path),
            hint="Export the bibliography as CSL-JSON again.",
        )
    for number, item in enumerate(items, start=1):
        place = Location(source.path, _line(source.text, item))
        if isinstance(item, Mapping) and item.get("id") not in (None, ""):
            yield _work(item, place)
        else:
            message = f"work {number} has no id; it is left out."
            yield Finding("Y003", Severity.WARNING, message, place)


def _line(text: str, item: object) -> int | None:
    """The line on which an item says its id."""
    if not isinstance(item, Mapping):
        return None
    wanted = re.escape(json.dumps(item.get("id"), ensure_ascii=False))
    found = re.search(rf'"id"\s*:\s*{wanted}', text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _work(item: Mapping[str, Any], place: Location) -> Work:
    def text(*names: str) -> str:
        values = (item.get(name) for name in names)
        found = next((v for v in values if isinstance(v, str | int | float) and v != ""), "")
        return re.sub(
            r"\s+", " ", re.sub(r"</?(?:i|b|sub|sup|span)\b[^>]*>", "", str(found))
        ).strip()

    kind = text("type") or "document"
    url, doi = text("URL"), bare_doi(text("DOI"))
    inside = kind in ("chapter", "paper-conference", "entry-encyclopedia", "entry-dictionary")
    return Work(
        key=str(item["id"]),
        kind="chapter" if kind.startswith("entry") else kind,
        title=text("title"),
        language=language_of(text("language"), text("title"), text("container-title")),
        authors=_names(item.get("author")),
        editors=() if inside else _names(item.get("editor")),
        translators=_names(item.get("translator")),
        container=text("container-title"),
        container_authors=_names(item.get("container-author"))
        or (_names(item.get("editor")) if inside else ()),
        publisher=text("publisher"),
        place=text("publisher-place", "event-place"),
        issued=_date(item.get("issued")),
        accessed=_date(item.get("accessed")),
        edition=text("edition"),
        volume=text("volume"),
        issue=text("issue"),
        pages=re.sub(r"\s*(?:-{1,3}|–|—)\s*", "–", text("page")),
        number=text("number", "genre"),
        series=text("collection-title"),
        doi=doi,
        url=url,
        is_online=bool(url or doi),
        location=place,
    )


def _names(value: object) -> tuple[Name, ...]:
    names: list[Name] = []
    for item in value if isinstance(value, list) else ():
        if not isinstance(item, Mapping):
            continue
        said = {k: str(v).strip() for k, v in item.items() if isinstance(v, str)}
        if said.get("literal"):
            names.append(Name(said["literal"], is_body=True))
        elif said.get("family"):
            particle = said.get("non-dropping-particle") or said.get("dropping-particle") or ""
            family = f"{particle} {said['family']}".strip()
            names.append(Name(family, said.get("given", ""), said.get("suffix", "")))
        elif said.get("given"):
            names.append(Name(said["given"]))
    return tuple(names)


def _date(value: object) -> Date | None:
    if not isinstance(value, Mapping):
        return None
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return read_date("-".join(str(part) for part in parts[0]))
    return read_date(str(value.get("raw") or value.get("literal") or ""))
