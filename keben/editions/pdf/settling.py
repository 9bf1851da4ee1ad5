"""A publication whose text names its own pages → the same with the folios, and its pages laid out.

A page's number may change what stands on it, so pages are laid out until each reference names the
page on which its target then stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from keben.composition.engine import Layout
from keben.composition.foliation import folios
from keben.editions.ready import Ready
from keben.transforms.references import anchors_named, fill_pages, names_pages

MOST = 4
"""Layouts at most. Two are enough unless a number moves a line to another page; where even four
are not, the proof finds the page that is wrong."""

LayOut = Callable[[Ready], Layout]


def settle(ready: Ready, lay_out: LayOut) -> tuple[Ready, Layout, Mapping[str, str]]:
    """The publication with its pages named, its layout, and the folio of each place named; none
    where no page is named."""
    layout = lay_out(ready)
    if not names_pages(ready.publication):
        return ready, layout, {}
    wanted = anchors_named(ready.publication)
    places = _places(layout, wanted)
    for _ in range(MOST - 1):
        publication = fill_pages(ready.publication, places, ready.settings)
        if publication == ready.publication:
            break
        ready = replace(ready, publication=publication)
        layout = lay_out(ready)
        places = _places(layout, wanted)
    return ready, layout, places


def _places(layout: Layout, wanted: frozenset[str]) -> dict[str, str]:
    """The folio of the page on which each place stands, or begins."""
    found: dict[str, str] = {}
    pages = layout.document.pages
    for page, folio in zip(pages, folios(pages), strict=True):
        for anchor in page.anchors:
            if anchor in wanted:
                found.setdefault(anchor, folio)
    return found
