"""XHTML, CSS and the files they name → laid-out pages → PDF bytes.

WeasyPrint is started here and nowhere else: with no font of the machine in sight, and with a
fetcher that knows just the files it was given, so nothing is ever read from disk or network.
"""

from __future__ import annotations

import ctypes.util
import gc
import logging
import re
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import RLock
from typing import Any

from keben.composition.complaining import listening, within_reason
from keben.composition.late import LATE, importing_late
from keben.errors import FontError, OutputError, ThemeError

SELDOM = (50_000, 20, 100)
"""How seldom Python looks for what refers to itself and to nothing else. Boxes and styles are many
and go all at once, with their document: the default costs a novel a tenth of its layout."""


@contextmanager
def _starting() -> Iterator[None]:
    """Let WeasyPrint be imported quietly and quickly.

    It has no font by intention. To find each library by each of its names, cffi asks ldconfig and
    the compiler, which takes longer than all else; on Linux the loader finds them by itself.
    """
    gc.set_threshold(*SELDOM)
    search = ctypes.util.find_library
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="No fonts configured")
        try:
            if sys.platform == "linux":
                ctypes.util.find_library = lambda name: None
            with importing_late(*LATE):
                yield
        finally:
            ctypes.util.find_library = search


with _starting():
    import weasyprint
    from weasyprint.css.counters import CounterStyle
    from weasyprint.text.fonts import FontConfiguration

    from keben.composition import scratch
    from keben.composition.composing import compose
    from keben.composition.documents import Files, Parsed
    from keben.composition.forme import Rules
    from keben.composition.hooks import install
    from keben.composition.interlinear import bracket
    from keben.composition.loose import drawn, leave_open, note_document
    from keben.composition.placing import place_annotations
    from keben.composition.signs import as_pictures, set_signs_in
    from keben.composition.solid import COPY
    from keben.composition.turning import ON_ITS_SIDE, turn_pages
    from keben.composition.wrapping import mark_wrapped_lines

logging.getLogger("fontTools").setLevel(logging.WARNING)
ENGINE_VERSION = str(weasyprint.__version__)
_ONE_AT_A_TIME = RLock()
"""Held while a document is laid out or drawn. Threads that do so beside each other get lines of
other widths now and then: Python lets go of its own lock inside Pango, which shares what it knows
of fonts. Processes are not bound by this."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Laid-out pages, still open to be moved about, and what the engine complained of."""

    document: Any
    complaints: tuple[str, ...]

    @property
    def pages(self) -> int:
        return len(self.document.pages)


OF_ONE = re.compile(r"(?:@font-face\{[^{}]*\}\s*)*(?::root\{[^{}]*\}\s*)?")
"""What a style sheet of ours begins with: the faces and the values of one document."""

OWN = re.compile(r"@(?:font-face|import)\b", re.IGNORECASE)
"""Rules that bring in files of one document."""


@lru_cache(maxsize=4)
def _parse_rules(css: str) -> tuple[Any, CounterStyle]:
    """Rules that name no file, parsed once for all documents of a run: it takes as long as to lay
    out a page. WeasyPrint does not change what it has parsed."""
    counters = CounterStyle()
    sheet = weasyprint.CSS(string=css, counter_style=counters, url_fetcher=Files({}))
    return sheet, counters


class Stone:
    """A style sheet, its faces and rules, on which one document after another is laid out.

    ``files`` gives the bytes, or the path, of each address that a document names; ``rules`` are
    those of composition, None to leave lines as WeasyPrint sets them; ``signs`` are the families in
    which emoji are set. Raises ThemeError for a sheet nested too deeply.
    """

    def __init__(
        self,
        css: str,
        *,
        files: Mapping[str, bytes | Path],
        rules: Rules | None = None,
        signs: Sequence[str] = (),
    ) -> None:
        self._rules = rules
        self._fonts = FontConfiguration()
        if signs:
            set_signs_in(self._fonts, signs)
        self._counters = CounterStyle()
        self._is_ours = True  # no rule of a theme says how a face is to be used
        self._fetcher = Files(files)
        with _ONE_AT_A_TIME, listening() as self._complaints:
            install(scratch.HOOKS)
            if rules is not None:
                compose(self._fonts, rules)
            try:
                self._sheets = self._parse(css)
            except (RecursionError, SyntaxError) as error:  # selectors are compiled
                raise ThemeError(
                    "the style sheet has too many brackets or selectors in one another.",
                    hint="Look for a bracket that is never closed in the theme's print.css.",
                ) from error

    def _parse(self, css: str) -> list[Any]:
        """What is said of this document, and the rules, which many documents share."""
        begins = OF_ONE.match(css)
        cut = begins.end() if begins else 0
        fetching = {"font_config": self._fonts, "url_fetcher": self._fetcher}
        if OWN.search(css, cut):  # nothing can be shared
            self._is_ours = False
            return [weasyprint.CSS(string=css, counter_style=self._counters, **fetching)]
        rules, counters = _parse_rules(css[cut:])
        self._counters.update(counters)
        return [weasyprint.CSS(string=css[:cut], **fetching), rules]

    def lay_out(self, html: str) -> Layout:
        """Lay out an XHTML document. Raises ThemeError for one that is not well-formed."""
        html = as_pictures(html)
        with _ONE_AT_A_TIME, listening() as complaints:
            parsed = Parsed(html if self._rules else bracket(html), self._fetcher)
            note_document(parsed)
            if self._is_ours:
                setattr(self._fonts, COPY, html)
            with within_reason():
                document = parsed.render(
                    font_config=self._fonts,
                    counter_style=self._counters,
                    stylesheets=self._sheets,
                    presentational_hints=True,  # the first number of a list
                )
            place_annotations(document.pages)
            mark_wrapped_lines(document.pages)
        return Layout(document, (*self._complaints, *complaints))


def lay_out(
    html: str,
    css: str,
    *,
    files: Mapping[str, bytes | Path],
    rules: Rules | None = None,
) -> Layout:
    """Lay out an XHTML document on a stone of its own: see :class:`Stone`."""
    return Stone(css, files=files, rules=rules).lay_out(html)


def draw(
    layout: Layout,
    *,
    variant: str = "pdf/ua-1",
    on_its_side: bool = False,
) -> bytes:
    """The pages as a tagged PDF.

    Pages laid out ``on_its_side`` are turned upright, for columns that follow one another from
    right to left.

    Raises FontError where a glyph is missing, OutputError where the engine fails.
    """

    def finish(document: Any, pdf: Any) -> None:
        if on_its_side:
            turn_pages(document, pdf)
        if (found := drawn()) is not None:
            leave_open(pdf, found)

    with _ONE_AT_A_TIME, listening() as complaints, warnings.catch_warnings():
        # WeasyPrint leaves the file of its colour profile to be closed by itself.
        warnings.simplefilter("ignore", ResourceWarning)
        setattr(layout.document, ON_ITS_SIDE, on_its_side)
        try:
            with within_reason():
                data = layout.document.write_pdf(
                    pdf_variant=variant,
                    pdf_tags=True,
                    custom_metadata=True,
                    uncompressed_pdf=drawn() is not None,  # the binder compresses
                    finisher=finish,
                )
        except (ValueError, OSError) as error:
            raise OutputError(f"the pages cannot be drawn: {error}.") from error
    for complaint in (*layout.complaints, *complaints):
        if "glyph" in complaint.lower():
            raise FontError(
                f"the layout engine reports: {complaint}",
                hint="A character is missing from the type case: if the theme prints it of its "
                'own, name it in "ornaments"; else this is a fault of keben.',
            )
    assert isinstance(data, bytes)
    return data
