"""Source → Publication: the reader for each suffix, imported only when a text needs it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from keben.errors import ManuscriptError
from keben.model import Location, Publication, Source

if TYPE_CHECKING:
    from keben.readers.front_matter import FrontMatter
    from keben.settings import Settings

MARKDOWN = "keben.readers.markdown"
TEXT = "keben.readers.text"

READERS = {
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".mdown": MARKDOWN,
    ".txt": TEXT,
    ".text": TEXT,
}
"""A new input: one module with ``read(source, settings) -> Publication``, one line here."""


class Reader(Protocol):
    """What a reader module offers."""

    def read(self, source: Source, settings: Settings) -> Publication:
        """The publication that a source holds."""
        ...


def read(source: Source, settings: Settings) -> Publication:
    """The publication that a source holds.

    Raises ManuscriptError where no reader knows the suffix, or the reader cannot understand it.
    """
    return cast(Reader, import_module(_module(source))).read(source, settings)


def read_front_matter(source: Source) -> FrontMatter | None:
    """The settings that a source states above its text; None for formats that have none.

    Raises ManuscriptError or SettingsError where they are broken.
    """
    if _module(source) != MARKDOWN:
        return None
    from keben.readers.front_matter import split

    return split(source)


def _module(source: Source) -> str:
    suffix = source.path.suffix.lower()
    if suffix not in READERS:
        raise ManuscriptError(
            f'no reader knows "{suffix}".',
            location=Location(source.path),
            hint=f"The known suffixes are {', '.join(READERS)}.",
        )
    return READERS[suffix]
