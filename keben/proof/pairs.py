"""A publication as it was read + the same converted, annotated or set beside another → whether only
that was done to it.

Each step is proved by itself: what is converted may differ only where the converter says so, what
is annotated only by annotations, and two texts in parallel must both be there, whole and in order.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import zip_longest

from keben import walk
from keben.errors import ProofError
from keben.model import (
    Article,
    Block,
    Blocks,
    Inline,
    Inlines,
    Location,
    Parallel,
    Publication,
    Ruby,
    Text,
)
from keben.proof.kept import SHOWN, Passage, passages
from keben.proof.reading import squeeze
from keben.transforms.parallel import BESIDE
from keben.transforms.rewriting import inlines_of, rewrite

CHANGING = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff“”‘’「」『』]+")
"""What a conversion may change: Han and quotation marks."""


def check_converted(
    read: Publication, converted: Publication, runs: Collection[tuple[str, str]]
) -> None:
    """Raise ProofError at the first place where a conversion did more than it says. ``runs`` are
    the texts that changed, before and after."""
    allowed = {(squeeze(before), squeeze(after)) for before, after in runs}
    for before, after in zip_longest(passages(read), passages(converted)):
        one, two = (passage.text if passage else "" for passage in (before, after))
        if one == two:
            continue
        bare = [CHANGING.sub("", text) for text in (one, two)]
        if (one, two) not in allowed or bare[0] != bare[1]:
            raise _fault("converted", before or after)


def check_annotated(read: Publication, annotated: Publication) -> None:
    """Raise ProofError at the first place where annotating did more than annotate, or an annotation
    of the author's is gone."""
    bare = passages(_bare(read)), passages(_bare(annotated))
    for before, after in zip_longest(*bare):
        if before is None or after is None or before.text != after.text:
            raise _fault("annotated", before or after)
    new = iter(_rubies(annotated))
    for ruby, place in _rubies(read):
        if not any(ruby == other for other, _ in new):
            raise _fault("annotated", Passage(ruby.base + ruby.text, place))


def check_parallel(first: Publication, second: Publication, joined: Publication) -> None:
    """Raise ProofError at the first place where one of two texts is not whole beside the other."""
    for text, beside in ((first, False), (second, True)):
        for before, after in zip_longest(passages(text), passages(_side(joined, beside))):
            if before is None or after is None or before.text != after.text:
                raise _fault("set beside the other", before or after)


def _fault(done: str, passage: Passage | None) -> ProofError:
    shown = passage.text[:SHOWN] if passage else ""
    return ProofError(
        f'the text that was {done} is not what was read, from "{shown}" on.',
        location=passage.location if passage else None,
        hint="This is a fault of keben; --no-proof prints it nevertheless.",
    )


def _bare(publication: Publication) -> Publication:
    """The publication without annotations."""

    def inline(item: Inline) -> Inlines:
        return (Text(item.base),) if isinstance(item, Ruby) else (item,)

    return walk.map_articles(publication, lambda article: rewrite(article, inline=inline))


def _rubies(publication: Publication) -> Iterator[tuple[Ruby, Location | None]]:
    return (each for article in walk.articles(publication) for each in inlines_of(article, Ruby))


def _side(publication: Publication, beside: bool) -> Publication:
    """One of the two texts of a publication in parallel."""

    def block(item: Block) -> Blocks:
        if not isinstance(item, Parallel):
            return () if beside else (item,)
        return item.beside if beside else item.blocks

    def article(item: Article) -> Article:
        blocks = tuple(kept for each in item.blocks for kept in block(each))
        notes = tuple(n for n in item.notes if n.note_id.startswith(BESIDE) is beside)
        title = () if beside else item.title  # the second one is a head in its first row
        return replace(item, title=title, blocks=blocks, notes=notes)

    return walk.map_articles(publication, article)
