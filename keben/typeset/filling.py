"""A text that is a Jinja template + the values of one copy → the text of that copy.

The text may come from anyone, so it runs in Jinja's sandbox.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NoReturn

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from keben.typeset.blaming import MISTAKES
from keben.typeset.templates import bounded_range

_QUOTED = re.compile(r"'([^']*)' is undefined|has no attribute '([^']*)'")

_TAG_ALONE = re.compile(r"^[ \t]*(\{%(?:(?!%\}).)*?)([-+]?%\})[ \t]*\r?\n", re.MULTILINE)
"""A line that is a tag leaves no empty line: its end moves into the tag, so lines keep numbers."""

Escape = Callable[[str], str]


class FillingError(Exception):
    """What is wrong: with a value, by its ``name``; or with the template, at its ``line``."""

    def __init__(self, message: str, *, name: str = "", line: int | None = None) -> None:
        super().__init__(message)
        self.message, self.name, self.line = message, name, line


class AsIs(str):
    """A value whose marks are meant: it is not escaped."""

    __slots__ = ()


class _Gap(jinja2.Undefined):
    """A value that a copy lacks. It may be asked for and replaced (``{% if x %}``,
    ``{{ x or "—" }}``), but not printed or reckoned with."""

    def _lack(self, *given: object, **named: object) -> NoReturn:
        name = str(self._undefined_name or "")
        raise FillingError(f'there is no "{name}"', name=name)

    __str__ = __iter__ = __len__ = _lack


def gap(name: str) -> object:
    """What stands for an empty cell."""
    return _Gap(name=name)


def fill(text: str, values: Mapping[str, Any], escape: Escape) -> str:
    """The text with its expressions replaced; what they print goes through ``escape``, unless the
    filter ``as_is`` lets it pass. Raises FillingError."""
    try:
        return _template(text, escape).render({"range": bounded_range(), **values})
    except jinja2.TemplateSyntaxError as error:
        raise FillingError(f"{error.message}", line=error.lineno) from error
    except jinja2.UndefinedError as error:
        found = _QUOTED.search(error.message or "")
        name = (found[1] or found[2]) if found else "?"
        raise FillingError(f'there is no "{name}"', name=name) from error
    except jinja2.TemplateError as error:
        raise FillingError(f"{error.message or type(error).__name__}", line=_line(error)) from error
    except (*MISTAKES, RecursionError, SyntaxError) as error:
        raise FillingError(str(error) or type(error).__name__, line=_line(error)) from error


@cache
def _template(text: str, escape: Escape) -> jinja2.Template:
    environment = ImmutableSandboxedEnvironment(
        undefined=_Gap,
        finalize=lambda value: value if isinstance(value, AsIs | _Gap) else escape(str(value)),
        keep_trailing_newline=True,
    )
    environment.filters["as_is"] = AsIs
    del environment.globals["lipsum"]
    return environment.from_string(_TAG_ALONE.sub(r"\1\n\2", text))


def _line(error: BaseException) -> int | None:
    """The line of the template in a traceback."""
    line, trace = None, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


_MARKS = re.compile(r"([\\`*_<>#|~$^{}!&])")
_AT_START = re.compile(r"^(\s*\d{1,9})([.)])|^(\s*)([-+=:])")


def as_markdown(value: str) -> str:
    """A value as plain words of a Markdown text: its marks mean nothing, its lines stay lines."""
    text = _MARKS.sub(r"\\\1", value.strip())
    # A bracket after a backslash begins a formula.
    text = text.replace("[", "&#91;").replace("]", "&#93;")
    text = _AT_START.sub(lambda m: f"{m[1] or m[3] or ''}\\{m[2] or m[4]}", text)
    return re.sub(r"[ \t]*\r?\n\s*", "\\\\\n", text)


def as_line(value: str) -> str:
    """A value in one line, as in front matter."""
    return " ".join(value.split())


def as_written(value: str) -> str:
    """A value as it is, as in raw text."""
    return value
