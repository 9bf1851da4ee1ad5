"""XHTML and the files that it names, as WeasyPrint takes them.

Nothing is read from the network, and from disk only what a document was given.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import cssselect2
import weasyprint
from weasyprint.urls import URLFetcherResponse

from keben.composition.blanks import close_up
from keben.errors import ThemeError
from keben.picture_kinds import MEDIA_TYPES

UNUSED = object()
"""In place of what connections would be proved by. From Python 3.12 on it would be made for each
document, of all certificates of the machine: 20 ms."""


class Files(weasyprint.URLFetcher):  # type: ignore[misc]  # WeasyPrint is untyped
    """Serves the files it was given and refuses every other address."""

    def __init__(self, files: Mapping[str, bytes | Path]) -> None:
        super().__init__(allowed_protocols=(), ssl_context=UNUSED)
        self.files = files

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        found = self.files.get(url)
        if found is None:
            raise ValueError(f"not a file of this document: {url}")
        if isinstance(found, bytes):
            return URLFetcherResponse(url, found)
        kind = MEDIA_TYPES.get(found.suffix.lower(), "application/octet-stream")
        return URLFetcherResponse(url, found.read_bytes(), {"Content-Type": kind})


class Parsed(weasyprint.HTML):  # type: ignore[misc]  # WeasyPrint is untyped
    """A document parsed as XML: strict, quick, and free to nest a note's blocks in a line, which
    an HTML parser would tear out. Needless once WeasyPrint takes a parsed tree."""

    def __init__(self, html: str, fetcher: Files) -> None:
        try:
            root = ElementTree.fromstring(html)
        except ElementTree.ParseError as error:
            raise ThemeError(
                f"the theme makes no well-formed XHTML for print: {error}.",
                hint="Close every element in the theme's templates, and name no entity of HTML.",
            ) from error
        close_up(root)
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element
