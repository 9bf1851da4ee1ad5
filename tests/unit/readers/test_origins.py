"""A text that was put together names the files and lines in which its parts were written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from keben import readers, walk
from keben.errors import ManuscriptError
from keben.model import Source, Stretch
from keben.settings import combine

OWN, OTHER = Path("a.md"), Path("b.md")


def source(text: str) -> Source:
    """A text whose lines 3 and 4 are lines 7 and 8 of another file."""
    whole = Source(OWN, text, "utf-8", Path())
    return replace(whole, stretches=(Stretch(1, OWN, 1), Stretch(3, OTHER, 7), Stretch(5, OWN, 4)))


def test_blocks_and_findings_stand_where_they_were_written() -> None:
    read = readers.read(source("# T\n\nincluded\n\n<blink>own</blink>\n"), combine())
    (article,) = walk.articles(read)
    assert [str(getattr(block, "location", "")) for block in article.blocks] == ["b.md:7", "a.md:4"]
    assert [str(finding.location) for finding in read.findings] == ["a.md:4"]


def test_an_article_stays_in_its_own_file() -> None:
    text = replace(source("# T\n\nx\n"), stretches=(Stretch(1, OTHER, 7),))
    (article,) = walk.articles(readers.read(text, combine()))
    assert article.location
    assert article.location.path == OWN


def test_an_error_names_the_line_as_it_was_written() -> None:
    with pytest.raises(ManuscriptError, match=r"^b\.md:7: note"):
        readers.read(source("# T\n\nx[^1]\n"), combine())
