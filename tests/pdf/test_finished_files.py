"""Whole builds of a PDF: its profile, the sources in it, and the same bytes each time."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from keben.pdfobjects import opened

ROOT = Path(__file__).parents[2]
TEXT = """---
title: 纸与墨
author: 甲某
date: 2026-01-02
identifier: urn:isbn:9780000000002
---

# 纸与墨

纸有帘纹，墨有松烟[^1]，两样都要[慢慢地](https://example.org/)看。

[^1]: 松烟入墨，色黑而无光。

| 名 | 数 |
| :- | -: |
| 纸 | 20 |
| 墨 | 30 |

- 一枚
- 两枚
"""


def build(source: Path, target: Path, *options: str, **environment: str) -> Path:
    command = [sys.executable, str(ROOT / "build.py"), str(source), "-f", "pdf", "--no-cache"]
    done = subprocess.run(
        [*command, "-o", str(target), *options],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return target / f"{source.stem}.pdf"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("here") / "纸.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def built(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(source, tmp_path_factory.mktemp("one"), TZ="UTC", PYTHONHASHSEED="1")


def test_a_pdf_follows_both_standards_and_carries_its_source(built: Path, source: Path) -> None:
    with opened(built.read_bytes()) as file:
        carried, asked = file.embedded()
        packet = file.packet.decode()
        facts = file.facts
    assert (carried.name, carried.relationship) == ("纸.md", "Source")
    assert (asked.name, asked.relationship) == ("keben-settings.json", "Source")
    wanted = hashlib.sha256(source.read_bytes()).hexdigest()
    assert hashlib.sha256(carried.data).hexdigest() == wanted
    assert "<pdfaid:part>3</pdfaid:part>" in packet
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet
    assert "urn:isbn:9780000000002" in packet
    assert (facts["Title"], facts["Author"]) == ("纸与墨", "甲某")


def test_another_place_zone_and_seed_make_the_same_bytes(
    built: Path, source: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "別の所"
    elsewhere.mkdir()
    copy = Path(shutil.copy2(source, elsewhere))
    again = build(copy, tmp_path / "two", TZ="Asia/Tokyo", PYTHONHASHSEED="2")
    assert again.read_bytes() == built.read_bytes()


def test_the_profile_is_a_setting(source: Path, tmp_path: Path) -> None:
    newer = build(source, tmp_path / "a", "--set", "pdf.profile=pdf/a-4f+ua-2")
    with pikepdf.open(newer) as pdf:
        assert pdf.pdf_version == "2.0"
        assert "/Info" not in pdf.trailer
        assert len(pdf.Root.AF) == 2
        assert b"<pdfaid:conformance>F<" in pdf.Root.Metadata.read_bytes()
    plain = build(source, tmp_path / "b", "--set", "pdf.profile=pdf/ua-1")
    with pikepdf.open(plain) as pdf:
        assert "/AF" not in pdf.Root
        assert b"pdfaid:part" not in pdf.Root.Metadata.read_bytes()
