"""XHTML → the same with Kobo's spans, by which its reader finds a place, a highlight, a page.

Each sentence stands in ``<span class="koboSpan" id="kobo.P.S">``: the number of its paragraph, and
its number in that. Documents are taken piece by piece, so that nothing else in them changes.
"""

from __future__ import annotations

import re

TOKEN = re.compile(r"(<[^>]*>)")
NAME = re.compile(r"</?\s*([\w:-]+)")
SENTENCE = re.compile(
    "[^\\S\n]*\\S.*?(?:[。！？…]+[”’」』）〕】]*\\s*|[.!?]['\"”’)]*\\s+|$)", re.DOTALL
)
"""A sentence with the white space behind it."""

PARAGRAPHS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "ul", "dl", "table"))
PARAGRAPHS |= frozenset(("blockquote", "figcaption", "aside", "div"))
UNTOUCHED = frozenset(("pre", "rt", "rp", "script", "style", "svg", "math"))
"""What holds no sentences, or may not be cut."""

OUTER = '<div id="book-columns"><div id="book-inner">'
"""What Kobo's reader makes its pages of."""

STYLE = "div#book-inner { margin-top: 0; margin-bottom: 0 }\n"


def add_spans(html: str) -> str:
    """The document with a span around each sentence and each picture of its body."""
    head, body_tag, rest = re.split(r"(<body[^>]*>)", html, maxsplit=1)
    body, end, tail = rest.rpartition("</body>")
    return f"{head}{body_tag}{OUTER}{_Spanning().read(body)}</div></div>{end}{tail}"


class _Spanning:
    """Counts paragraphs and sentences on the way through a body."""

    def __init__(self) -> None:
        self.paragraph = 1
        self.sentence = 0
        self.held: list[tuple[str, bool]] = []
        """The open elements, each with whether its text is left alone."""

    def read(self, body: str) -> str:
        return "".join(map(self._take, TOKEN.split(body)))

    def _take(self, token: str) -> str:
        if not token.startswith("<"):
            return token if self._is_left_alone() else self._sentences(token)
        found = NAME.match(token)
        if found is None:  # a comment
            return token
        name = found[1]
        if token.startswith("</"):
            self.held.pop()
            return token
        if name in PARAGRAPHS:
            self._begin()
        if name == "img":
            self._begin()
            return self._span(token)
        if not token.endswith("/>"):
            # A number that stands upright in a column must be the only thing in its span.
            alone = name in UNTOUCHED or 'class="upright"' in token
            self.held.append((name, alone or self._is_left_alone()))
        return token

    def _is_left_alone(self) -> bool:
        return bool(self.held) and self.held[-1][1]

    def _begin(self) -> None:
        if self.sentence:
            self.paragraph += 1
            self.sentence = 0

    def _sentences(self, text: str) -> str:
        return SENTENCE.sub(lambda found: self._span(found[0]) if found[0] else "", text)

    def _span(self, inner: str) -> str:
        self.sentence += 1
        name = f"kobo.{self.paragraph}.{self.sentence}"
        return f'<span class="koboSpan" id="{name}">{inner}</span>'
