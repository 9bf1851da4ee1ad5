"""A publication in one way of writing Chinese → its text rewritten, run by run, with a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from keben import walk
from keben.model import (
    Article,
    Block,
    Blocks,
    Contributor,
    Figure,
    Image,
    IndexMark,
    Inline,
    Inlines,
    Link,
    Location,
    Metadata,
    Publication,
    Ruby,
    Series,
    Span,
    Text,
)
from keben.runs import written
from keben.settings import VariantSettings
from keben.transforms.variants import choices
from keben.transforms.variants.choices import Change
from keben.transforms.variants.engine import Traced, convert
from keben.transforms.variants.quotes import exchange, style_for

KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
CLAUSE = re.compile(r"[^，。！？；：、“”‘’「」『』（）《》〈〉\n]+")
"""What is Japanese is left as it is, clause by clause."""

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff“”‘’「」『』]")


@dataclass(slots=True)
class Rewriting:
    """The state of converting one publication."""

    source: str
    target: str
    settings: VariantSettings
    anchors: frozenset[str]
    changes: list[Change] = field(default_factory=list)
    runs: set[tuple[str, str]] = field(default_factory=set)
    place: Location | None = None
    quotes: str = field(init=False)
    fixed: re.Pattern[str] | None = field(init=False)

    def __post_init__(self) -> None:
        self.quotes = style_for(self.settings.quotes, self.target)
        terms = sorted({*self.settings.keep, *self.settings.terms}, key=len, reverse=True)
        self.fixed = re.compile("|".join(map(re.escape, terms))) if terms else None

    # --- the tree ----------------------------------------------------------------------------

    def publication(self, publication: Publication) -> Publication:
        publication = replace(
            walk.map_articles(publication, self.article),
            metadata=self.metadata(publication),
        )
        return walk.map_part_titles(publication, self.run)

    def metadata(self, publication: Publication) -> Metadata:
        old = publication.metadata
        self.place = next(walk.articles(publication)).location
        words = ("title", "subtitle", "publisher", "source", "rights", "description")
        series = Series(self.text(old.series.name), old.series.position) if old.series else None
        return replace(
            old,
            **{name: self.text(getattr(old, name)) for name in words},
            contributors=self.people(old.contributors),
            subjects=tuple(map(self.text, old.subjects)),
            series=series,
            language=self.target,
        )

    def people(self, found: tuple[Contributor, ...]) -> tuple[Contributor, ...]:
        return tuple(Contributor(self.text(p.name), p.role, self.text(p.file_as)) for p in found)

    def article(self, article: Article) -> Article:
        if not article.language.startswith("zh"):
            return article
        self.place = article.location
        return replace(
            article,
            title=self.run(article.title),
            label=self.text(article.label),
            language=self.target,
            contributors=self.people(article.contributors),
            blocks=self.blocks(article.blocks),
            notes=tuple(replace(n, blocks=self.blocks(n.blocks)) for n in article.notes),
        )

    def blocks(self, run: Blocks) -> Blocks:
        return walk.map_runs(run, self.run, self.block)

    def block(self, block: Block) -> Block:
        """What a block holds beside its runs. Called before its runs are met."""
        self.place = getattr(block, "location", None) or self.place
        match block:
            case Figure():
                return replace(block, image=self.image(block.image))
            case _:
                return block

    def image(self, image: Image) -> Image:
        return replace(image, alt=self.text(image.alt), title=self.text(image.title))

    # --- runs --------------------------------------------------------------------------------

    def run(self, run: Inlines) -> Inlines:
        """A run converted as one text, so that a phrase may go on in another face."""
        pieces = list(_pieces(run))
        text = "".join(pieces)
        if not HAN.search(text):
            return tuple(self.inline(inline, iter(())) for inline in run)
        outcome = self.convert(text)
        parts: list[str] = []
        done = 0
        for piece in pieces:
            parts.append("".join(outcome[done : done + len(piece)]))
            done += len(piece)
        ordered = iter(parts)
        found = tuple(self.inline(inline, ordered) for inline in run)
        before, after = written(run), written(found)
        if before != after:
            self.runs.add((before, after))
        return found

    def inline(self, inline: Inline, parts: Iterator[str]) -> Inline:
        match inline:
            case Text(text):
                return Text(next(parts, text))
            case Ruby(base, text):
                return Ruby(next(parts, base), self.text(text) if HAN.search(text) else text)
            case Image():
                return self.image(inline)
            case IndexMark():
                names = ("term", "sub", "sort", "see")
                return replace(inline, **{n: self.text(getattr(inline, n)) for n in names})
            case Link(children, target):
                inner = tuple(self.inline(child, parts) for child in children)
                return Link(inner, self.address(target))
            case Span(children, language):
                if not language.startswith("zh"):
                    return inline
                return Span(tuple(self.inline(c, parts) for c in children), self.target)
            case _ if hasattr(inline, "children"):
                children = tuple(self.inline(child, parts) for child in inline.children)
                return replace(inline, children=children)  # type: ignore[arg-type]
            case _:
                return inline

    def address(self, target: str) -> str:
        """A link that names a head by its words goes on naming it."""
        file, mark, words = target.partition("#")
        if not mark or "://" in file or words in self.anchors or not HAN.search(words):
            return target
        return f"{file}#{''.join(self.pieces(words)[0])}"

    # --- text --------------------------------------------------------------------------------

    def text(self, text: str) -> str:
        """A text that stands by itself, such as a title or a name."""
        return "".join(self.pieces(text)[0]) if HAN.search(text) else text

    def convert(self, text: str) -> tuple[str, ...]:
        """What each character of a run becomes; what was chosen is noted."""
        outcome, traces = self.pieces(text)
        way = (self.source, self.target)
        for part, traced in traces:
            self.changes += choices.choices(part, traced, way, self.place)
        return outcome

    def pieces(self, text: str) -> tuple[tuple[str, ...], list[tuple[str, Traced]]]:
        outcome: list[str] = []
        traces: list[tuple[str, Traced]] = []
        quoted = exchange(text, self.quotes)
        for start, end, fixed in self.divided(text):
            if fixed is not None:
                outcome += (fixed, *([""] * (end - start - 1)))
                continue
            part = text[start:end]
            if self.source == self.target:
                traced = Traced(tuple(part))
            else:
                traced = convert(part, (self.source, self.target), words=self.settings.words)
                traces.append((part, traced))
            outcome += traced.outcome
        marks = "“”‘’「」『』"
        final = (q if c in marks else o for c, q, o in zip(text, quoted, outcome, strict=True))
        return tuple(final), traces

    def divided(self, text: str) -> Iterator[tuple[int, int, str | None]]:
        """Stretches to be converted, and those that are fixed: terms and what is Japanese."""
        done = 0
        for start, end, fixed in sorted(self.fixtures(text)):
            if start < done:
                continue
            if start > done:
                yield done, start, None
            yield start, end, fixed
            done = end
        if done < len(text):
            yield done, len(text), None

    def fixtures(self, text: str) -> Iterator[tuple[int, int, str]]:
        for found in self.fixed.finditer(text) if self.fixed else ():
            yield found.start(), found.end(), self.settings.terms.get(found[0], found[0])
        if not KANA.search(text):
            return
        for found in CLAUSE.finditer(text):
            # A lone の is fashion in Chinese, and no Japanese.
            if KANA.search(found[0].replace("の", "")):
                yield found.start(), found.end(), found[0]


def _pieces(run: Inlines) -> Iterator[str]:
    """The texts of a run that may be converted, as :meth:`Rewriting.inline` meets them."""
    for inline in run:
        match inline:
            case Text(text):
                yield text
            case Ruby(base, _):
                yield base
            case Span(children, language):
                yield from _pieces(children) if language.startswith("zh") else ()
            case _ if hasattr(inline, "children"):
                yield from _pieces(inline.children)
