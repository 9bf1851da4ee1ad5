"""An element that has been closed (Markdown's or HTML's) with its pieces → what the model has
for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from keben.model import (
    Citation,
    Code,
    CodeBlock,
    CrossReference,
    Dotted,
    Emphasis,
    IndexMark,
    Inline,
    Inlines,
    Link,
    Named,
    NoteReference,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from keben.readers.markdown.anchors import anchored
from keben.readers.markdown.findings import Trouble
from keben.readers.markdown.html_blocks import make_html_block
from keben.readers.markdown.lines import join_lines
from keben.readers.markdown.pieces import Piece, as_inlines, gather, wrap
from keben.readers.markdown.reading import Reading
from keben.readers.markdown.ruby import RubyPart, annotate, pair_ruby
from keben.readers.markdown.tags import BLOCKS, Tag, clean_target, unsafe_scheme
from keben.readers.references import unescape
from keben.walk import inlines, map_inlines, plain

_WRAPPERS: dict[str, Callable[[Inlines], Inline]] = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), Emphasis),
    **dict.fromkeys(("strong", "b", "mark"), Strong),
    **dict.fromkeys(("s", "del", "strike"), Strike),
    "sup": Superscript,
    "sub": Subscript,
}


_CLASSES = frozenset({"dots", "name", "title"})


def shape(tag: Tag, pieces: Sequence[Piece], reading: Reading, line: int) -> tuple[Piece, ...]:
    """The pieces that an element becomes, behind its anchor if it has one."""
    return anchored(tag, _shape(tag, pieces, reading, line))


def _shape(tag: Tag, pieces: Sequence[Piece], reading: Reading, line: int) -> tuple[Piece, ...]:
    match tag.name:
        case "em" | "i" if tag.has_class("dots"):
            return wrap(Dotted, pieces)
        case name if name in _WRAPPERS:
            return wrap(_WRAPPERS[name], pieces) if pieces else ()
        case "code" | "kbd" | "samp" | "tt":
            text = plain(join_lines(as_inlines(pieces)))
            return (Code(text),) if text else ()
        case "link" | "a":
            return _link(tag, pieces, reading, line)
        case "span" | "u":
            return _span(tag, pieces)
        case "marked_span" if tag.has_class("index"):
            return _index_mark(tag, pieces, reading, line)
        case "marked_span" if tag.has_class("term"):
            return _term(tag, pieces, reading, line)
        case "marked_span":
            _report_useless(tag, reading, line)
            return _span(tag, pieces)
        case "note":
            return (reading.add_note(gather(pieces, reading.place(line)), line),)
        case "ruby" if "text" in tag.attributes:
            return annotate(as_inlines(pieces), tag.attributes["text"], divide=True)
        case "ruby":
            return pair_ruby([part for piece in pieces for part in _ruby_parts(piece)])
        case "rt" | "rb":
            return (RubyPart(tag.name, as_inlines(pieces)),)
        case "rp":
            return ()
        case name if name in BLOCKS:
            return make_html_block(tag, pieces, reading.place(line))
        case _:
            return tuple(pieces)


def _link(tag: Tag, pieces: Sequence[Piece], reading: Reading, line: int) -> tuple[Piece, ...]:
    """A link whose target is safe. Links and note marks inside a link would be links in a link:
    the first lose their target, the second follow it, and a citation is text."""
    target = clean_target(tag.attributes.get("href", ""))
    if scheme := unsafe_scheme(target):
        reading.report.add(Trouble.TARGET, line, scheme)
    if scheme or not target:
        return tuple(pieces)
    if not pieces and "#" in target and tag.name == "link":
        return (CrossReference(target),)

    def unlink(inline: Inline) -> Inlines:
        match inline:
            case Link():
                return inline.children
            case NoteReference():
                return ()
            case Citation():
                return (Text(inline.written),)
            case _:
                return (inline,)

    marks = [
        mark
        for piece in pieces
        if isinstance(piece, Inline)
        for mark in inlines((piece,))
        if isinstance(mark, NoteReference)
    ]
    return (*wrap(lambda run: Link(map_inlines(run, unlink), target), pieces), *marks)


def _ruby_parts(piece: Piece) -> tuple[Inline | RubyPart, ...]:
    return (piece,) if isinstance(piece, RubyPart) else as_inlines((piece,))


def _span(tag: Tag, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    result = tuple(pieces)
    if tag.has_class("dots"):
        result = wrap(Dotted, result)
    if tag.has_class("name"):
        result = wrap(Named, result)
    if tag.has_class("title"):
        result = wrap(partial(Named, kind="title"), result)
    language = tag.attributes.get("lang", "")
    return wrap(partial(Span, language=language), result) if _is_language(language) else result


_INDEXED = frozenset({"class", "id", "term", "sub", "sort", "see"})


def _index_mark(
    tag: Tag, pieces: Sequence[Piece], reading: Reading, line: int
) -> tuple[Piece, ...]:
    """A mark for the index, before the words that it stands on."""
    given = tag.attributes
    words = plain(join_lines(as_inlines(pieces)))
    term = given.get("term", "").strip() or words.strip()
    for name in given.keys() - _INDEXED:
        reading.report.add(Trouble.ATTRIBUTE, line, f"{name}={given[name]}")
    if not term:
        reading.report.add(Trouble.ATTRIBUTE, line, "index")
        return tuple(pieces)
    said = (given.get(name, "").strip() for name in ("sub", "sort", "see"))
    return (IndexMark(term, *said), *pieces)


def _term(tag: Tag, pieces: Sequence[Piece], reading: Reading, line: int) -> tuple[Piece, ...]:
    """Words that lead to the glossary; its term is another where ``term`` says so."""
    run = as_inlines(pieces)
    for name, value in tag.attributes.items():
        if name not in ("class", "term"):
            reading.report.add(Trouble.ATTRIBUTE, line, f"{name}={value}")
    term = tag.attributes.get("term", "").strip() or plain(join_lines(run)).strip()
    return wrap(partial(Link, target=f"#{term}", role="term"), pieces) if term else tuple(pieces)


def _is_language(tag: str) -> bool:
    return re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag) is not None


def _report_useless(tag: Tag, reading: Reading, line: int) -> None:
    for name, value in tag.attributes.items():
        known = name == "id" or (name == "class" and set(value.split()) <= _CLASSES)
        if not known and not (name == "lang" and _is_language(value)):
            reading.report.add(Trouble.ATTRIBUTE, line, f"{name}={value}")


def raw_code(name: str, text: str, reading: Reading, line: int) -> tuple[Piece, ...]:
    """``<pre>`` as a code block; any other raw element is dropped and reported."""
    if name != "pre":
        reading.report.add(Trouble.ELEMENT, line, name)
        return ()
    language = re.search(r"<code[^>]*\blanguage-([\w+#.-]+)", text)
    code = unescape(re.sub(r"</?[A-Za-z][^>]*>", "", text)).strip("\n")
    return (CodeBlock(code, language[1] if language else "", reading.place(line)),)
