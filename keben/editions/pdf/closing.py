"""Gatherings that are laid out, what is drawn on their pages, their forme → the finished PDF."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial

from keben.composition.forme import Forme
from keben.editions.pdf.binder import bind
from keben.editions.pdf.finishing import finish, identify
from keben.editions.pdf.furniture import Furniture
from keben.editions.pdf.profile import PROFILES
from keben.editions.pdf.settling import Settled
from keben.errors import OutputError
from keben.pdfobjects import Book, BrokenFile, Use
from keben.typecase import thin


def close(settled: Settled, furniture: Callable[[], Furniture], forme: Forme) -> bytes:
    """Bind the pages and finish the file; ``forme`` has the faces. ``furniture`` is asked for when
    the pages are there.

    Raises OutputError, and what ``furniture`` raises.
    """
    ready = settled.ready
    metadata, profile = ready.publication.metadata, PROFILES[ready.settings.pdf.profile]

    faces, orders = forme.faces(), forme.orders

    def face_file(use: Use, codes: Collection[int]) -> tuple[bytes, Mapping[int, int]]:
        order = orders.get(use.family, ())
        make = partial(thin, faces[use.digest], codes, order=order)
        asked = (faces[use.digest], repr((sorted(codes), tuple(order))).encode())
        return ready.workshop.shelf.made("thinned", asked, make)

    try:
        with Book(
            metadata.language,
            newer=profile.is_newer,
            face_file=face_file,
            identifier=identify(metadata),
        ) as book:
            bind(book, settled.gatherings, settled.pages, furniture)
            if ready.settings.vertical:
                book.turn_over()
            return finish(book.finished(), ready, profile)
    except BrokenFile as error:
        raise OutputError(f"the pages cannot be bound: {error}.") from error
