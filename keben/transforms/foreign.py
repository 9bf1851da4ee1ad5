"""Articles in alphabetic languages → the same, their Chinese, Japanese and Korean passages known.

In alphabetic text quotation marks stand in their own width, which would make a comma of a ``，``
(OpenType ``pwid``), and nothing would tell a screen reader in which language to read the Han.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from keben import walk
from keben.model import Article, Block, Inline, Inlines, Parallel, Publication, Span, Text
from keben.transforms.language import detect
from keben.transforms.rewriting import rewrite

WIDE = "[\u3001-\u303f\uff01-\uff60]"
"""Marks that only Han and kana have beside them."""

PASSAGE = re.compile(
    f"(?:[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]|{WIDE})+"
)

CJK = ("zh", "ja", "ko")


def mark_passages(publication: Publication) -> Publication:
    """Put every passage with full-width marks in an alphabetic article in a span of its own
    language, and so in an alphabetic text beside another, in its notes and in any alphabetic span;
    one in a span whose language is stated stays as it is."""
    language = publication.metadata.language
    undecided = language if language[:2] in CJK else "zh-Hans"

    def mark(inline: Inline) -> Inlines:
        match inline:
            case Text(text=text) if re.search(WIDE, text):
                return tuple(_divide(text, undecided))
            case Span(language=language) if language[:2] in CJK and type(inline) is Span:
                return (replace(inline, children=walk.map_inlines(inline.children, _unmark)),)
            case _:
                return (inline,)

    def mark_beside(block: Block) -> Block:
        if not isinstance(block, Parallel) or block.language[:2] in CJK:
            return block
        beside = walk.map_blocks(block.beside, inline=mark)
        return replace(block, beside=walk.map_blocks(beside, inline=_finish))

    def mark_within(inline: Inline) -> Inlines:
        if not isinstance(inline, Span) or inline.language[:2] in CJK:
            return (inline,)
        marked = walk.map_inlines(inline.children, mark)
        return (replace(inline, children=walk.map_inlines(marked, _finish)),)

    def mark_article(article: Article) -> Article:
        if article.language[:2] in CJK:
            beside = replace(article, blocks=tuple(map(mark_beside, article.blocks)))
            return rewrite(beside, inline=mark_within)
        return rewrite(rewrite(article, inline=mark), inline=_finish)

    return walk.map_articles(publication, mark_article)


class _Found(Span):
    """A span that this pass made: another, around it, may state its language."""

    __slots__ = ()


def _divide(text: str, undecided: str) -> Iterator[Inline]:
    done = 0
    for found in PASSAGE.finditer(text):
        if not re.search(WIDE, found[0]):
            continue
        if found.start() > done:
            yield Text(text[done : found.start()])
        language = detect(found[0], undecided=undecided)
        yield _Found((Text(found[0]),), undecided if language == "en" else language)
        done = found.end()
    if done < len(text):
        yield Text(text[done:])


def _unmark(inline: Inline) -> Inlines:
    match inline:
        case _Found(children=children):
            return children
        case _:
            return (inline,)


def _finish(inline: Inline) -> Inlines:
    match inline:
        case _Found(children=children, language=language):
            return (Span(children, language),)
        case _:
            return (inline,)
