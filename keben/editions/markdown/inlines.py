"""Inlines → Markdown, with every character that would be a mark escaped."""

from __future__ import annotations

import html
import re

from keben.model import (
    Anchor,
    Citation,
    Code,
    CrossReference,
    Dotted,
    Emphasis,
    Image,
    IndexMark,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Named,
    NoteReference,
    PageBreak,
    ParagraphNumber,
    Ruby,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)

Wrapper = Emphasis | Strong | Strike | Superscript | Subscript | Dotted | Named | Span | Link

_MARKS = re.compile(
    r"[\\`*\[\]<{}|^$]|~(?=~)|(?<=~)~|^~|(?<=[^\W\d])~|(?<=[)\]])~"
    r"|(?<![^\W_])_|_(?![^\W_])|&(?=[#A-Za-z])|(?<![^\W_])@(?=[\w{])"
    r"|(?<![\w+])\+(?=\+[\"0-9a-z])"
)
_LINE_START = re.compile(
    r"(?P<digits>\d{1,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|>|:|=+\s*$|[-_]+\s*$|"
    r"~(?:\s|$)|!!!|\?\?\?|=== )"
)
_BLANKS = re.compile(r"[\t\r\n\f\v]")
_PLAIN_TARGET = re.compile(r"[^\s<>()\\\"'`*_\[\]|&]+")
_TARGET_MARKS = re.compile(r"[<>&|\\]")
_TITLE_MARKS = re.compile(r'["\\&<>|`*_\[\]]')
_UNSAYABLE = re.compile(r'["{}\n]')
_RUBY = re.compile(r"[^\s{}\[\]<>&\"'`.#=:\\]+")


def write_line(run: Inlines) -> str:
    """A run in one line; line breaks are ``<br>``."""
    return _start(_write(run).replace("\\\n", "<br>"))


def write_lines(run: Inlines) -> list[str]:
    """A run in as many lines as it has line breaks, and one."""
    return [_start(line) for line in _write(run).split("\n")]


def note_label(note_id: str) -> str:
    """A note's name as a label, which holds no blanks and brackets."""
    return re.sub(r"[^\w-]", lambda found: f"x{ord(found[0]):X}", note_id)


def escape(text: str) -> str:
    """Text that reads as itself anywhere but at the start of a line."""
    return _MARKS.sub(r"\\\g<0>", _BLANKS.sub(" ", text))


def _start(line: str) -> str:
    """A line whose beginning is not read as a block's."""
    if line.startswith("\\["):  # at a line's edge these are the marks of a formula
        return f"&#91;{line[2:]}"
    found = _LINE_START.match(line)
    if found is None:
        return line
    digits = found["digits"] or ""
    return f"{digits}\\{line[len(digits) :]}"


def _write(run: Inlines) -> str:
    parts: list[str] = []
    for inline in run:
        parts.append(_write_inline(inline, parts[-1][-1:] if parts else ""))
    return "".join(parts)


def _write_inline(inline: Inline, before: str) -> str:
    match inline:
        case Text(text):
            return escape(text)
        case Code(text):
            return ("<!-- -->" if before == "`" else "") + _write_code(text)
        case Math(tex):
            return f"${_write_code(tex)}$"
        case NoteReference(note_id):
            return f"[^{note_label(note_id)}]"
        case Ruby(base, text):
            return _write_ruby(base, text)
        case Image(address, alt, title):
            words = f' "{_quoted(title)}"' if title else ""
            anchor = f"{{#{inline.anchor}}}" if inline.anchor else ""
            return f"![{escape(alt)}]({_write_target(address)}{words}){anchor}"
        case CrossReference(target, form):
            return f"[]({_write_target(target)})" + ("{.page}" if form == "page" else "")
        case Anchor(anchor):
            return f'<a id="{html.escape(anchor)}"></a>'
        case Citation():
            return inline.written
        case IndexMark():
            return _write_index_mark(inline)
        case LineBreak():
            return "\\\n"
        case PageBreak() | ParagraphNumber():
            return ""
        case _:
            return _write_around(inline, _write(inline.children), before)


def _write_around(inline: Wrapper, inner: str, before: str) -> str:
    match inline:
        case Emphasis():
            return _wrap(inner, "*", "em", before)
        case Strong():
            return _wrap(inner, "**", "strong", before)
        case Strike():
            return _wrap(inner, "~~", "s", before)
        case Superscript():
            return f"<sup>{inner}</sup>"
        case Subscript():
            return f"<sub>{inner}</sub>"
        case Dotted():
            return f"[{inner}]{{.dots}}"
        case Named():
            return f"[{inner}]{{.{inline.kind}}}"
        case Span():
            return f"[{inner}]{{lang={inline.language}}}"
        case Link(_, target, "term"):
            return f'[{inner}]{{.term term="{_UNSAYABLE.sub("", target[1:])}"}}'
        case Link():
            return f"[{inner}]({_write_target(inline.target)})"


def _wrap(inner: str, mark: str, tag: str, before: str) -> str:
    """Marks where they are sure to be read as such (CommonMark §6.2), else HTML tags."""
    plain = inner[:1].isalnum() and inner[-1:].isalnum() and before not in ("*", "~")
    return f"{mark}{inner}{mark}" if plain else f"<{tag}>{inner}</{tag}>"


def _write_code(text: str) -> str:
    text = _BLANKS.sub(" ", text)
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    edges = text.startswith(("`", " ")) or text.endswith(("`", " "))
    space = " " if edges and text.strip() else ""
    return f"{fence}{space}{text}{space}{fence}"


def _write_target(target: str) -> str:
    if _PLAIN_TARGET.fullmatch(target):
        return target
    return f"<{_TARGET_MARKS.sub(_escaped, target)}>"


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _quoted(title: str) -> str:
    return _TITLE_MARKS.sub(_escaped, _BLANKS.sub(" ", title))


def _write_index_mark(mark: IndexMark) -> str:
    given = ((name, getattr(mark, name)) for name in ("term", "sub", "sort", "see"))
    # Attributes know no escapes; a mark that would end them is left out.
    said = "".join(f' {name}="{_UNSAYABLE.sub("", value)}"' for name, value in given if value)
    return f"[]{{.index{said}}}"


def _write_ruby(base: str, text: str) -> str:
    if _RUBY.fullmatch(base) and _RUBY.fullmatch(text) and not (base + text).isascii():
        return f"[{base}]{{{text}}}"
    return f"<ruby>{escape(base)}<rt>{escape(text)}</rt></ruby>"
