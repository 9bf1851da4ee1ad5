"""The trouble that a template makes → a ThemeError with its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType

import jinja2

from keben.errors import ThemeError
from keben.model import Location
from keben.theme import Theme

MISTAKES = (
    TypeError, ValueError, ArithmeticError, LookupError, AttributeError, MemoryError,
)  # fmt: skip
"""What a template's own computing raises; an endless loop over a range is an OverflowError."""

FEW = 50
"""Nodes in one another that no reader would call deep."""

_SEE = "See docs/architecture.md for the values that a template is given."
_COMPUTE = "Let it compute nothing; docs/architecture.md tells what it is given."


class Blame:
    """Turns a template's trouble into a ThemeError with its place. ``setting`` is the code that
    sets one node."""

    def __init__(self, theme: Theme, template: str, setting: CodeType) -> None:
        self.theme, self.template, self.setting = theme, template, setting

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        explained = self._explain(error) if error else None
        if explained:
            raise explained from error

    def _explain(self, error: BaseException) -> ThemeError | None:
        if isinstance(error, jinja2.TemplateNotFound):
            return ThemeError(
                f'theme "{self.theme.name}" has no template "{error.name}".',
                hint="Let it extend base, or add the file.",
            )
        if isinstance(error, jinja2.TemplateSyntaxError):
            path = self.theme.find((error.name or self.template).split("/")[-1])
            return _broken(error.message or "", path, error.lineno)
        if isinstance(error, UnicodeDecodeError):
            return _broken("it is no UTF-8", self.theme.find(self.template.split("/")[-1]))
        if isinstance(error, (*MISTAKES, RecursionError, SyntaxError)) and _compiled_file(error):
            deep = isinstance(error, RecursionError | SyntaxError)
            reason = "too much stands in one another" if deep else _said(error)
            return _broken(reason, _compiled_file(error))
        if isinstance(error, jinja2.TemplateError):
            return self._unfilled(error, (error.message or "").rstrip("."), _SEE)
        if isinstance(error, RecursionError) and self._is_circle(error):
            reason = "its macros call each other without end"
            return self._unfilled(
                error, reason, "Let no macro set the node again that it was given."
            )
        if isinstance(error, MISTAKES) and _place_of(error):
            return self._unfilled(error, _said(error), _COMPUTE)
        return None

    def _unfilled(self, error: BaseException, reason: str, hint: str) -> ThemeError:
        path = self.theme.find(self.template.split("/")[-1])
        place = _place_of(error) or (Location(path) if path else None)
        return ThemeError(f"the template cannot be filled: {reason}.", location=place, hint=hint)

    def _is_circle(self, error: BaseException) -> bool:
        """True where the theme is at fault and not a manuscript with too many things in one
        another: one node is set within itself, or few nodes are being set at all."""
        frames = (frame for frame, _ in _frames(error) if frame.f_code is self.setting)
        nodes = [id(frame.f_locals["node"]) for frame in frames]
        return len(nodes) < FEW or len(set(nodes)) < len(nodes)


def _said(error: BaseException) -> str:
    return str(error).rstrip(".") or type(error).__name__


def _broken(reason: str, path: Path | None, line: int | None = None) -> ThemeError:
    place = Location(path, line) if path else None
    message = f"the template is broken: {reason.rstrip('.')}."
    return ThemeError(message, location=place, hint="Mend the line." if line else "Mend the file.")


def _frames(error: BaseException) -> Iterator[tuple[FrameType, int]]:
    trace = error.__traceback__
    while trace:
        yield trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next


def _compiled_file(error: BaseException) -> Path | None:
    """The file that Jinja was reading or compiling; None where a template was being filled."""
    for frame, _ in _frames(error):
        if frame.f_code is jinja2.Environment.compile.__code__:
            return Path(str(frame.f_locals["filename"]))
    return None


def _place_of(error: BaseException) -> Location | None:
    """The innermost line of a template; Jinja maps its code back to the source."""
    place = None
    for frame, line in _frames(error):
        name = frame.f_code.co_filename
        if name.endswith("html"):
            place = Location(Path(name), line)
    return place
