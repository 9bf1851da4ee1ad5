"""A finished EPUB → its manifest, its spine and its files, as a reading system finds them."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from keben.proof.container import DC, OPF, documents, parse


@dataclass(frozen=True, slots=True)
class Item:
    """A file as the manifest lists it; ``name`` is its address in the container."""

    id: str
    name: str
    kind: str
    properties: frozenset[str]


class Package:
    """A finished package, open."""

    def __init__(self, container: zipfile.ZipFile, size: int) -> None:
        self.container, self.size = container, size
        self.opf_at, self.opf = documents(container)

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """The files of the manifest by id."""
        folder = posixpath.dirname(self.opf_at)
        found = (
            Item(
                item.get("id", ""),
                posixpath.join(folder, unquote(item.get("href", ""))),
                item.get("media-type", ""),
                frozenset(item.get("properties", "").split()),
            )
            for item in self.opf.iter(f"{OPF}item")
        )
        return {item.id: item for item in found}

    @cached_property
    def pages(self) -> Mapping[str, ET.Element]:
        """The documents of the spine, in its order, by name."""
        refs = (ref.get("idref", "") for ref in self.opf.iter(f"{OPF}itemref"))
        names = (self.items[ref].name for ref in refs if ref in self.items)
        return {name: parse(self.container, name) for name in names}

    def of_kind(self, *kinds: str) -> Iterator[Item]:
        """The files whose media type begins with one of these."""
        return (item for item in self.items.values() if item.kind.startswith(kinds))

    def size_of(self, item: Item) -> int:
        """Bytes, unpacked."""
        return self.container.getinfo(item.name).file_size

    @property
    def cover(self) -> Item | None:
        """The cover's picture."""
        items = self.items.values()
        return next((item for item in items if "cover-image" in item.properties), None)

    @property
    def identifier(self) -> str:
        """The identifier that the package says is its own (EPUB 3.3 §5.4)."""
        name = self.opf.get("unique-identifier")
        found = (e.text or "" for e in self.opf.iter(f"{DC}identifier") if e.get("id") == name)
        return next(found, "")

    def stated(self, name: str) -> list[str]:
        """What is stated of the whole under the name of a property."""
        return [
            (meta.text or "").strip()
            for meta in self.opf.iter(f"{OPF}meta")
            if meta.get("property") == name and not meta.get("refines")
        ]

    def documents_of(self, kind: str) -> Iterator[tuple[str, ET.Element]]:
        """The documents of the spine with a section of a kind (epub:type)."""
        for ref in self.opf.iter(f"{OPF}itemref"):
            item = self.items.get(ref.get("idref", ""))
            # Of matter, the name of the file is that of its kind.
            if item and posixpath.basename(item.name).startswith(kind):
                yield item.name, parse(self.container, item.name)
