"""Formulas as their authors wrote them → the same with their MathML; what cannot be understood is
printed as it was written, and reported at its line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from keben import walk
from keben.model import (
    Article,
    Block,
    Blocks,
    Code,
    CodeBlock,
    Finding,
    Formula,
    Inline,
    Inlines,
    Location,
    Math,
    Publication,
    Severity,
)
from keben.transforms.rewriting import inlines_of, rewrite


def understand(publication: Publication) -> Publication:
    """Give every formula its MathML."""
    reading = _Reading()
    changed = walk.map_articles(publication, reading.article)
    return replace(changed, findings=(*changed.findings, *reading.findings))


@dataclass(slots=True)
class _Reading:
    """Each formula is read once; of one that stands in several places the first is reported."""

    known: dict[tuple[str, bool], str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def article(self, article: Article) -> Article:
        for formula, place in inlines_of(article, Math):
            if not formula.mathml:
                self._read(formula.tex, place, display=False)
        for block in walk.article_blocks(article):
            if isinstance(block, Formula) and not block.mathml:
                self._read(block.tex, block.location or article.location, display=True)
        return rewrite(article, block=self._block, inline=self._inline) if self.known else article

    def _read(self, tex: str, place: Location | None, *, display: bool) -> None:
        from keben.mathml import BadFormula, to_mathml  # most texts have no formula

        if (tex, display) in self.known:
            return
        try:
            self.known[tex, display] = to_mathml(tex, display=display)
        except BadFormula as error:
            self.known[tex, display] = ""
            shown = " ".join(tex.split())
            shown = shown if len(shown) <= 40 else f"{shown[:39]}…"
            message = f'the formula "{shown}" is printed as it was written: {error}.'
            self.findings.append(Finding("M015", Severity.WARNING, message, place))

    def _inline(self, inline: Inline) -> Inlines:
        if not isinstance(inline, Math) or inline.mathml:
            return (inline,)
        mathml = self.known.get((inline.tex, False), "")
        return (replace(inline, mathml=mathml) if mathml else Code(inline.tex),)

    def _block(self, block: Block) -> Blocks:
        if not isinstance(block, Formula) or block.mathml:
            return (block,)
        mathml = self.known.get((block.tex, True), "")
        if mathml:
            return (replace(block, mathml=mathml),)
        return (CodeBlock(block.tex, "latex", block.location),)
