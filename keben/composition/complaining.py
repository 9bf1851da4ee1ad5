"""What the engine complains of → messages; what it fails at → errors that blame the style sheet."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident
from traceback import walk_tb

from keben.errors import ThemeError

ENGINE_LOG = logging.getLogger("weasyprint")
ENGINE_LOG.setLevel(logging.WARNING)

STYLES = ("weasyprint.css", "tinycss2")
"""Where values of a style are found."""

DEEP = 100
"""Calls in one another, of which most tell what was going on."""


@contextmanager
def within_reason() -> Iterator[None]:
    """Blame the style sheet for numbers that the engine cannot reckon with."""
    try:
        yield
    except ArithmeticError as error:
        raise ThemeError(
            f"the style sheet asks for lengths that cannot be set: {error}.",
            hint="Look for a size, space or length without measure in the theme's print.css.",
        ) from error
    except RecursionError as error:
        if not _is_of_styles(error):
            raise
        raise ThemeError(
            "values of the style sheet refer to one another too deeply.",
            hint="Look for long chains of var() in the theme's print.css.",
        ) from error


def _is_of_styles(error: BaseException) -> bool:
    """True where the values of a style were being found in one another, and not boxes laid out."""
    frames = [frame for frame, _ in walk_tb(error.__traceback__)][-DEEP:]
    of_styles = [str(frame.f_globals["__name__"]).startswith(STYLES) for frame in frames]
    return 2 * sum(of_styles) > DEEP


@contextmanager
def listening() -> Iterator[list[str]]:
    """Collect the engine's warnings about what this thread lays out."""
    heard: list[str] = []
    thread = get_ident()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == thread:
                heard.append(record.getMessage())

    listener = Listener(logging.WARNING)
    ENGINE_LOG.addHandler(listener)
    try:
        yield heard
    finally:
        ENGINE_LOG.removeHandler(listener)
