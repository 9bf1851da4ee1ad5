"""Bound pages and what they are made from → the finished file, by the standards of its profile.

Two standards in one file, everything that the file says of itself, the sources in it, and no byte
that another run would write otherwise.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from keben.editions.carried import ASKED, carry_texts, state
from keben.editions.pdf.description import write_facts, write_packet
from keben.editions.pdf.profile import Profile
from keben.editions.ready import Ready
from keben.errors import OutputError
from keben.labels import labels
from keben.model import Metadata
from keben.pdfobjects import Embedded, ObjectFile, UnknownColours

MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".htm": "text/html",
    ".html": "text/html",
    ".json": "application/json",
    ".markdown": "text/markdown",
    ".md": "text/markdown",
    ".mdown": "text/markdown",
    ".toml": "application/toml",
    ".xhtml": "application/xhtml+xml",
}
"""The kinds of sources by suffix; any other is plain text."""


def finish(file: ObjectFile, ready: Ready, profile: Profile) -> bytes:
    """The finished file. Raises OutputError where it cannot be in greys."""
    metadata = ready.publication.metadata
    file.describe(
        write_packet(metadata, ready.modified, profile),
        write_facts(metadata, ready.modified) if profile.has_facts else {},
    )
    if profile.carries_sources:
        word = labels(metadata.language).source
        file.embed(tuple(carried(ready, word)), ready.modified)
    file.keep_pixels()
    if ready.settings.gray:
        from keben.pixels.inks import Greys  # with all that pictures need

        try:
            file.recolour(Greys())
        except UnknownColours as error:
            raise OutputError(
                f"the pages cannot be printed in greys: {error} cannot be.",
                hint="Leave --gray out, or take the picture with it out.",
            ) from error
    return file.written(jobs=ready.workshop.jobs, shelf=ready.workshop.shelf)


def identify(metadata: Metadata) -> bytes:
    """The file's first identifier, which stays through all its versions (ISO 32000-1 §14.4)."""
    return hashlib.sha256((metadata.identifier or metadata.title).encode()).digest()[:16]


def carried(ready: Ready, word: str) -> Iterator[Embedded]:
    """The texts as files that the PDF carries, each under its name within the document's folder,
    and what was asked for on the command line; ``word`` describes them. Pictures are in the PDF
    already."""
    texts = carry_texts(ready)
    # Who is given a text without its answers must not find them in the file.
    hidden = ready.settings.classroom.answers == "hide"
    files = {} if hidden else dict(texts.files)
    if ready.origin:
        files[ASKED] = state(ready, texts)
    for name, data in files.items():
        kind = MEDIA_TYPES.get(PurePosixPath(name).suffix.lower(), "text/plain")
        yield Embedded(name, kind, "Source", word, data)
