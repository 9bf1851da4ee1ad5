"""Source → Publication: the reader for each suffix, imported only when a text needs it."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from keben.decoding import check_lines
from keben.errors import ManuscriptError
from keben.model import Location, Publication, Source
from keben.natural_order import shown_name

if TYPE_CHECKING:
    from keben.readers.front_matter import FrontMatter
    from keben.readers.repair.passage import Report
    from keben.settings import Settings

MARKDOWN = "keben.readers.markdown"
TEXT = "keben.readers.text"
AOZORA = "keben.readers.aozora"
WORD = "keben.readers.word"
WEB = "keben.readers.web"

READERS = {
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".mdown": MARKDOWN,
    ".txt": TEXT,
    ".text": TEXT,
    ".docx": WORD,
    ".html": WEB,
    ".htm": WEB,
    ".xhtml": WEB,
}
"""A new input: one module with ``read(source, settings) -> Publication``, one line here."""


_AOZORA = re.compile(
    r"【テキスト中に現れる記号について】|［＃[^［］\n]{1,80}］|｜[^｜《》\n]{1,30}《[ぁ-ゖァ-ヺー]+》"
)
"""The notation of Aozora Bunko, in a file that is plain text by its suffix: it explains its marks,
or uses them."""


LINED = (MARKDOWN, TEXT, AOZORA)
"""The readers of what a person writes line by line."""


class Reader(Protocol):
    """What a reader module offers."""

    def read(self, source: Source, settings: Settings) -> Publication:
        """The publication that a source holds."""
        ...


def read(source: Source, settings: Settings) -> Publication:
    """The publication that a source holds.

    Raises ManuscriptError where no reader knows the suffix, or the reader cannot understand it.
    """
    module = _module(source)
    if module in LINED:
        check_lines(source.path, source.text)
    reader = cast(Reader, import_module(module))
    if not source.stretches:
        return reader.read(source, settings)
    from keben.readers.origins import restore_place, restore_places

    try:
        return restore_places(reader.read(source, settings), source)
    except ManuscriptError as error:
        error.location = restore_place(error.location, source)
        raise


def read_with_report(source: Source, settings: Settings) -> tuple[Publication, Report]:
    """The same, with the report of what was mended; an empty one for formats that state what they
    mean. Raises ManuscriptError likewise."""
    if _module(source) == TEXT:
        from keben.readers import text

        check_lines(source.path, source.text)
        return text.read_with_report(source, settings)
    from keben.readers.repair.passage import EMPTY

    return read(source, settings), EMPTY


def read_front_matter(source: Source) -> FrontMatter | None:
    """The settings that a source states above its text; None for formats that have none.

    Raises ManuscriptError or SettingsError where they are broken.
    """
    if _module(source) != MARKDOWN:
        return None
    from keben.readers.front_matter import split

    return split(source)


def name_of(source: Source) -> str:
    """The title of a text that states none: its file's name."""
    return source.name or shown_name(source.path.stem)


def _module(source: Source) -> str:
    suffix = source.path.suffix.lower()
    if suffix not in READERS:
        raise ManuscriptError(
            f'no reader knows "{suffix}".',
            location=Location(source.path),
            hint=f"The known suffixes are {', '.join(READERS)}.",
        )
    if READERS[suffix] == TEXT and _AOZORA.search(source.text):
        return AOZORA
    return READERS[suffix]
