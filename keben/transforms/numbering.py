"""A publication → the same with numbers before its titles and heads, where the settings ask.

Only the body is counted, and its appendices by letters; what stands before and after is not. Parts
have numbers of their own, across which chapters are counted on. A title that bears a number of its
own keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count

from keben import walk
from keben.labels import labels
from keben.model import Article, Block, Heading, Inlines, Parallel, Publication, Text
from keben.naming import chinese, letters, naming, roman
from keben.runs import own_heads
from keben.settings import Settings

NUMBERED = re.compile(
    r"\s*(?:第\s*[\d一二三四五六七八九十百千零〇两]+\s*[章节節回部篇编編卷讲]|[一二三四五六七八九十]+[、．.]"
    r"|(?:附录|附錄|付録|부록|Appendix)\s*[A-Z\d一二三四五六七八九十]|제\s*\d+\s*[장절부]"
    r"|\d+(?:\.\d+)*[.、．\s]|(?:Chapter|Part|Section)\s+[\dIVXLC]+)"
)
"""A title that says its own number."""

SPACE = "\u2002"
"""Between a decimal number and its title: an en space. A Chinese one has U+3000."""

Form = Callable[[tuple[int, ...], bool], str]


def number_heads(publication: Publication, settings: Settings) -> Publication:
    """Number chapters, and the heads in them by levels: 1, 1.1, 1.1.1, or 第一章, 第一节, 一、,
    （一）. An only article has no number, and its heads are counted from the first level."""
    publication = _number_parts(publication, settings.heads.parts)
    style = settings.heads.numbers
    by_letters = settings.heads.appendices == "letters"
    if style == "none" and not by_letters:
        return publication
    form: Form = {"none": _none, "decimal": _decimal, "chinese": _chinese}[style]
    if not walk.is_book(publication):
        return walk.map_articles(publication, lambda article: _Chapter(form, ()).number(article))
    counts = {False: 0, True: 0}
    by_letters = by_letters or (style == "decimal" and settings.heads.appendices == "auto")
    appendix_form = naming(publication.metadata.language).appendix_form if by_letters else ""

    def chapter(article: Article) -> Article:
        if article.is_appendix and settings.heads.appendices == "none":
            return article
        counts[article.is_appendix] += 1
        path = (counts[article.is_appendix],)
        numbering = _Chapter(form, path, article.is_appendix, appendix_form)
        return numbering.with_children(article)

    publication = walk.map_chapters(publication, chapter)
    back = tuple(chapter(a) if a.is_appendix else a for a in publication.back)
    return replace(publication, back=back)


def _number_parts(publication: Publication, form: str) -> Publication:
    """Each part's title after its number: 第一部, 第一編, Part I."""
    if form == "auto":
        form = labels(publication.metadata.language).part_form
    numbers = count(1)

    def number(title: Inlines) -> Inlines:
        return _before(form.format(_part_number(next(numbers), form)), title)

    return walk.map_part_titles(publication, number) if form else publication


def _part_number(number: int, form: str) -> str:
    """In Han words 一, 二; in Hangul 1, 2; in Latin letters I, II."""
    if re.search("[㐀-鿿]", form):
        return chinese(number)
    return str(number) if re.search("[가-힣]", form) else roman(number)


@dataclass(slots=True)
class _Chapter:
    """The counting below one chapter. ``path`` are the numbers of it and of those above it;
    ``appendix_form`` is for the letter of an appendix, empty where it has none."""

    form: Form
    path: tuple[int, ...]
    is_appendix: bool = False
    appendix_form: str = ""

    def with_children(self, article: Article) -> Article:
        """The article, its heads and all below it."""
        numbered = self.number(article)
        tops = sum(head.level == 2 for head in own_heads(article))
        children = (
            replace(self, path=(*self.path, tops + place)).with_children(child)
            for place, child in enumerate(article.children, start=1)
        )
        return replace(numbered, children=tuple(children))

    def number(self, article: Article) -> Article:
        """The article and its heads."""
        counts: list[int] = []

        def block(item: Heading) -> Heading:
            depth = item.level - 1
            del counts[depth:]
            counts.extend([0] * (depth - len(counts)))
            counts[-1] += 1
            # A level that was skipped counts as its first.
            path = tuple(max(1, count) for count in counts)
            number = self.form((*self.path, *path), self.is_appendix)
            run = _before(number, item.inlines)
            return replace(item, inlines=run, number=number if run is not item.inlines else "")

        def each(item: Block) -> Block:
            if isinstance(item, Parallel):
                return replace(item, blocks=tuple(map(each, item.blocks)))
            # Heads in quotations and boxes belong to what is quoted.
            return block(item) if isinstance(item, Heading) else item

        blocks = tuple(map(each, article.blocks))
        if not self.path or not walk.plain(article.title).strip():
            return replace(article, blocks=blocks)
        number = shown = self.form(self.path, self.is_appendix)
        if self.is_appendix and self.appendix_form and len(self.path) == 1:
            shown = self.appendix_form.format(letters(self.path[0]))
            number = letters(self.path[0]) if self.form is not _chinese else shown
        if not shown:
            return replace(article, blocks=blocks)
        title = _before(shown, article.title)
        if title is article.title:
            return replace(article, blocks=blocks)
        label = walk.plain(_before(shown, (Text(article.label),))) if article.label else ""
        return replace(article, title=title, label=label, blocks=blocks, number=number)


def _before(number: str, run: Inlines) -> Inlines:
    if not number or NUMBERED.match(walk.plain(run)):
        return run
    space = SPACE if number[-1:].isascii() else "" if number[-1:] in "、）" else "\u3000"
    return (Text(number + space), *run)


def _none(path: tuple[int, ...], is_appendix: bool) -> str:
    return ""


def _decimal(path: tuple[int, ...], is_appendix: bool) -> str:
    first = letters(path[0]) if is_appendix else str(path[0])
    return ".".join((first, *map(str, path[1:])))


def _chinese(path: tuple[int, ...], is_appendix: bool) -> str:
    """GB/T 15835 and the custom of Chinese books: 第一章, 第一节, 一、, （一）, then 1. and (1)."""
    last = path[-1]
    match len(path):
        case 1:
            return f"附录{chinese(last)}" if is_appendix else f"第{chinese(last)}章"
        case 2:
            return f"第{chinese(last)}节"
        case 3:
            return f"{chinese(last)}、"
        case 4:
            return f"（{chinese(last)}）"
        case 5:
            return f"{last}."
        case _:
            return f"({last})"
