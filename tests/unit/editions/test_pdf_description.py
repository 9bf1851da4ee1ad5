"""What a PDF says of itself, by its two ways of saying it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from keben.editions.pdf.description import SPACES, write_facts, write_packet
from keben.editions.pdf.finishing import carried, identify
from keben.editions.pdf.profile import PROFILES
from keben.editions.ready import Ready
from keben.model import Article, Contributor, Metadata, Publication, Source
from keben.settings import Settings
from keben.theme import Theme
from keben.typecase import TypeCase

MODIFIED = datetime(2026, 1, 2, 11, 4, 5, tzinfo=timezone(timedelta(hours=8)))
METADATA = Metadata(
    title="纸与墨 <一>",
    contributors=(
        Contributor("甲某"),
        Contributor("乙某"),
        Contributor("丙某", "trl"),
    ),
    language="zh-Hans",
    identifier="urn:isbn:9780000000002",
    published="2026-01",
    publisher="某社",
    source="某刊",
    rights="© 某社",
    subjects=("纸", "墨"),
    description="说纸\x0b墨",
)


def packet(name: str, metadata: Metadata = METADATA) -> Any:
    data = write_packet(metadata, MODIFIED, PROFILES[name])
    return ET.fromstring(data.decode())


def texts(root: Any, name: str) -> list[str]:
    prefix, _, local = name.partition(":")
    found = root.find(f".//{{{SPACES[prefix]}}}{local}")
    return [] if found is None else [text for text in found.itertext() if text.strip()]


def test_the_packet_states_the_work() -> None:
    root = packet("pdf/a-3a+ua-1")
    stated = {
        "dc:title": ["纸与墨 <一>", "纸与墨 <一>"],
        "dc:creator": ["甲某", "乙某"],
        "dc:contributor": ["丙某"],
        "dc:language": ["zh-Hans"],
        "dc:date": ["2026-01"],
        "dc:publisher": ["某社"],
        "dc:subject": ["纸", "墨"],
        "dc:description": ["说纸墨", "说纸墨"],
        "dc:identifier": ["urn:isbn:9780000000002"],
        "dc:source": ["某刊"],
        "xmp:CreateDate": ["2026-01-02T03:04:05Z"],
        "xmp:ModifyDate": ["2026-01-02T03:04:05Z"],
        "pdf:Keywords": ["纸, 墨"],
    }
    assert {name: texts(root, name) for name in stated} == stated


@pytest.mark.parametrize(
    ("name", "archive", "access", "is_explained"),
    [
        ("pdf/a-3a+ua-1", ["3", "A", ""], ["1", ""], True),
        ("pdf/a-4f+ua-2", ["4", "F", "2020"], ["2", "2024"], False),
        ("pdf/ua-1", ["", "", ""], ["1", ""], False),
    ],
)
def test_the_packet_states_its_standards(
    name: str, archive: list[str], access: list[str], is_explained: bool
) -> None:
    root = packet(name)
    properties = ("pdfaid:part", "pdfaid:conformance", "pdfaid:rev", "pdfuaid:part", "pdfuaid:rev")
    assert ["".join(texts(root, each)) for each in properties] == [*archive, *access]
    assert (b"pdfaExtension:schemas" in ET.tostring(root) or is_explained) == is_explained


def test_the_facts_agree_with_the_packet() -> None:
    facts, root = write_facts(METADATA, MODIFIED), packet("pdf/a-3a+ua-1")
    assert facts["Title"] == texts(root, "dc:title")[0]
    assert facts["Author"] == ", ".join(texts(root, "dc:creator"))
    assert facts["CreationDate"] == facts["ModDate"] == "D:20260102030405Z"
    assert [facts["Creator"]] == texts(root, "xmp:CreatorTool")
    assert [facts["Producer"]] == texts(root, "pdf:Producer")


def test_what_is_not_stated_is_not_written() -> None:
    bare = Metadata(title="题", language="zh-Hans")
    assert "Author" not in write_facts(bare, MODIFIED)
    assert texts(packet("pdf/ua-1", bare), "dc:creator") == []


def ready(*sources: Source) -> Ready:
    publication = Publication(METADATA, (Article((), ()),))
    theme = Theme("handout", (), ())
    case = TypeCase((), {}, frozenset())
    return Ready(publication, theme, Settings(), case, MODIFIED, sources)


def test_sources_are_carried_under_their_names_in_the_folder() -> None:
    paths = ("书/卷一/a.md", "书/a.txt", "书/b.docx")
    sources = [Source(Path(path), "文", "utf-8", Path("书"), path.encode()) for path in paths]
    files = tuple(carried(ready(*sources), "来源"))
    assert [file.name for file in files] == ["卷一/a.md", "a.txt", "b.docx"]
    assert [file.data.decode() for file in files] == list(paths)
    assert {file.relationship for file in files} == {"Source"}
    assert files[0].media_type == "text/markdown"
    assert files[2].media_type.endswith("wordprocessingml.document")


def test_sources_of_one_name_from_several_folders_are_told_apart() -> None:
    sources = [
        Source(Path(folder) / "a.txt", "文", "utf-8", Path(folder), folder.encode())
        for folder in ("甲", "乙")
    ]
    files = tuple(carried(ready(*sources), "来源"))
    assert [file.name.rpartition("/")[2] for file in files] == ["a.txt", "a.txt"]
    assert len({file.name for file in files}) == 2
    assert [file.data.decode() for file in files] == ["甲", "乙"]


def test_the_identifier_of_the_file_is_that_of_the_work() -> None:
    assert identify(METADATA) == identify(Metadata(title="别", identifier=METADATA.identifier))
    assert len(identify(METADATA)) == 16
