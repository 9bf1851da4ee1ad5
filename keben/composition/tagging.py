"""What composition knows of its boxes → how they are marked in the PDF, and in which order read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.pdf.stream import Stream

from keben.composition.hooks import Hook

MARK = "keben_artifact"
"""Where a box says that it is ornament and no text (ISO 32000-1 §14.8.2.2), and of which kind."""

SILENT = "keben_silent"
"""Where an artifact says that its glyphs stand for no text (ISO 32000-1 §14.9.4)."""

TAG = "keben_tag"
"""Where a text box says that it is an element of its own (ISO 32000-1 §14.8.4), and which."""

LOGICAL = "keben_logical"
"""Where a line keeps its children in reading order, if they are drawn in another."""

PAGINATION, LAYOUT = {"Type": "/Pagination"}, {"Type": "/Layout"}
"""The kinds of artifacts (ISO 32000-1 table 330)."""


def _marking(original: Callable[..., Any]) -> Callable[..., Any]:
    @contextmanager
    def marked(self: Stream, box: Any, tag: str) -> Iterator[None]:
        kind = getattr(box, MARK, None)
        if not kind:
            with original(self, box, getattr(box, TAG, tag)):
                yield
        elif self._tags is None:
            yield
        else:
            pydyf.Stream.begin_marked_content(self, "Artifact", pydyf.Dictionary(kind))
            silent = getattr(box, SILENT, False)
            if silent:
                nothing = pydyf.Dictionary({"ActualText": pydyf.String("")})
                pydyf.Stream.begin_marked_content(self, "Span", nothing)
            try:
                yield
            finally:
                if silent:
                    pydyf.Stream.end_marked_content(self)
                pydyf.Stream.end_marked_content(self)

    return marked


HOOKS = (
    Hook(
        Stream,
        "marked",
        ("self", "box", "tag"),
        _marking,
        until="WeasyPrint marks chosen elements as artifacts, and has ruby",
    ),
)
