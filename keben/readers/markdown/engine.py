"""Markdown text → markdown-it's tokens: the parser with its plug-ins, mended for CJK text.

The only importer of markdown-it and mdit-py-plugins; the rules of our own beside it know the
parser by the names given here.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit as split_cells
from markdown_it.rules_block.table import table as read_gfm_table
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from keben.readers.markdown.characters import is_cjk, is_hangul, is_variation_selector

__all__ = ["BlockState", "Engine", "InlineState", "Token", "read_gfm_table", "split_cells"]

BlockState = StateBlock
InlineState = StateInline
Environment = MutableMapping[str, Any]
BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]

NESTING = 60
"""Links, notes and spans within one another; beyond it the marks are text. Of blocks the parser
would lose what lies deeper: a rule of our own stops before."""
PICTURE_DEPTH = 8
"""Pictures within the alternative text of pictures."""


class _State(StateInline):
    """A run being read. Emphasis opens and closes beside CJK text and its punctuation."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        """Whether the marks at ``start`` can open or close emphasis.

        CommonMark asks for a blank or punctuation outside the marks where punctuation stands
        inside (§6.2, flanking). Chinese and Japanese have no blanks there, so their punctuation
        counts as a letter, and their letters outside the marks count as a blank would.
        """
        end = start
        while end < self.posMax and self.src[end] == self.src[start]:
            end += 1
        before, after = self._before(start), self.src[end] if end < self.posMax else " "
        blank_before, blank_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
        cjk_before, cjk_after = _is_cjk(before), _is_cjk(after)
        mark_before, mark_after = _is_mark(before), _is_mark(after)
        left = not blank_after and (
            not mark_after or cjk_after or blank_before or mark_before or cjk_before
        )
        right = not blank_before and (
            not mark_before or cjk_before or blank_after or mark_after or cjk_after
        )
        return Scanned(
            left and (canSplitWord or not right or mark_before),
            right and (canSplitWord or not left or mark_after),
            end - start,
        )

    def _before(self, start: int) -> str:
        at = start - 1
        while at > 0 and is_variation_selector(self.src[at]):
            at -= 1
        return self.src[at] if at >= 0 else " "


def _is_cjk(character: str) -> bool:
    return is_cjk(character) or is_hangul(character)


def _is_mark(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


class _Inlines(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Environment, tokens: list[Token]) -> list[Token]:
        # A picture's alternative text is parsed by a fresh state, which no nesting limit sees.
        depth = env.get("depth", 0)
        if depth >= PICTURE_DEPTH:
            tokens.append(Token("text", "", 0, content=src))
            return tokens
        env["depth"] = depth + 1
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        env["depth"] = depth
        return state.tokens


class Engine(MarkdownIt):
    """CommonMark with tables, strike-through, definition lists, notes and GitHub's alerts.

    Addresses pass as they are written: which are safe is judged where links are made.
    """

    def __init__(self) -> None:
        super().__init__("zero")
        self.inline = _Inlines()
        self.configure("commonmark", {"html": True, "maxNesting": NESTING, "alerts": True})
        self.enable(["table", "strikethrough"])
        self.disable("html_block")
        self.use(deflist_plugin)
        self.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)

    def validateLink(self, url: str) -> bool:
        return True

    def normalizeLink(self, url: str) -> str:
        return url

    def normalizeLinkText(self, link: str) -> str:
        return link

    def replace_block_rule(self, name: str, rule: BlockRule, *, ends: list[str]) -> None:
        """Put a rule in another's place."""
        self.block.ruler.at(name, rule, {"alt": ends})

    def add_block_rule(self, name: str, rule: BlockRule, *, before: str, ends: list[str]) -> None:
        """Put a rule before another; ``ends`` are the blocks that it may cut short."""
        self.block.ruler.before(before, name, rule, {"alt": ends})

    def add_inline_rule(self, name: str, rule: InlineRule, *, before: str) -> None:
        """Put a rule before another."""
        self.inline.ruler.before(before, name, rule)
