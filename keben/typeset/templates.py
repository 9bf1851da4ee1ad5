"""A theme → its Jinja templates, and the dispatch of model nodes to their macros."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from io import BytesIO
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar

import jinja2
from jinja2 import sandbox
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from keben import patience
from keben.errors import ThemeError
from keben.model import Block, Inline, Inlines, Text
from keben.places import cache_folder
from keben.shelf import read_body, write_body
from keben.theme import Theme
from keben.typeset.blaming import Blame
from keben.typeset.sense import pieces
from keben.watching import is_there

FARTHEST = 10_000_000
"""Numbers that the ranges of an edition's templates may count in all: seconds, and no page needs
more."""

Macro = Callable[[Any], str]


def as_it_is(text: str) -> Markup:
    """A text that a template prints as it is."""
    return Markup(text)


def _kind(node: type) -> str:
    """PullQuote → pull_quote: the name of its macro."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", node.__name__).lower()


def bounded_range() -> Callable[..., range]:
    """``range`` for templates: as long as Jinja's sandbox allows, and bounded in all, so that loops
    in one another end with an OverflowError."""
    left = FARTHEST

    def counted(*given: int) -> range:
        nonlocal left
        numbers = sandbox.safe_range(*given)
        left -= len(numbers)
        if left < 0:
            raise OverflowError(f"its loops count more than {FARTHEST:,} numbers")
        return numbers

    return counted


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Templates compiled before, known by the digest of their text; compiling them takes a quarter
    of an article's build. Where they cannot be kept they are compiled each time; one that is broken
    counts as none, for Python may crash on it. A run reads each once."""

    met: ClassVar[dict[tuple[str, str], CodeType]] = {}
    """Those of this run, by where they are kept and the digests of their texts."""

    def load_bytecode(self, bucket: Any) -> None:
        name = self._get_cache_filename(bucket)
        bucket.code = self.met.get((name, bucket.checksum))
        body = read_body(Path(name)) if bucket.code is None else None
        if body is not None:
            bucket.load_bytecode(BytesIO(body))
        if bucket.code is not None:
            self.met[name, bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Any) -> None:
        compiled = BytesIO()
        bucket.write_bytecode(compiled)
        with suppress(OSError):
            write_body(Path(self._get_cache_filename(bucket)), compiled.getvalue())


def _compiled_before(*, trusted: bool) -> jinja2.BytecodeCache | None:
    # What is compiled for a sandbox is other code, by the same names.
    folder = cache_folder() / ("templates" if trusted else "templates-sandboxed")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return _Compiled(str(folder))


class Templates:
    """The templates of a theme for one edition (``print`` or ``reader``).

    ``given`` are the functions and values that macros and shells may call by name.
    """

    def __init__(self, theme: Theme, edition: str, given: Mapping[str, Any]) -> None:
        self.theme = theme
        loaders = {name: jinja2.FileSystemLoader(folder) for name, folder in theme.chain}
        nearest = jinja2.ChoiceLoader(list(loaders.values()))
        trusted = self.trusted = theme.is_ours
        kind = jinja2.Environment if trusted else ImmutableSandboxedEnvironment
        self.environment = kind(
            loader=jinja2.ChoiceLoader([nearest, jinja2.PrefixLoader(loaders)]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_compiled_before(trusted=trusted),
        )
        self.environment.globals.update(
            given,
            blocks=self.blocks,
            inlines=self.inlines,
            sense=self.sense,
            display=self.display,
            markup=Markup,
        )
        # A template that loops without end would end with the memory, or never.
        self.environment.globals["range"] = bounded_range()
        del self.environment.globals["lipsum"]  # it writes as much as it is asked for
        self.environment.tests["none"] = lambda value: value is None
        with self._patience():
            self.macros = self._gather(edition)

    def _gather(self, edition: str) -> dict[str, Macro]:
        """Every macro by name; a nearer theme and a file of the edition win."""
        found: dict[str, Macro] = {}
        for name, folder in reversed(self.theme.chain):
            for file in ("nodes.html", f"nodes.{edition}.html"):
                if not is_there(folder / file):
                    continue
                with self._blame(f"{name}/{file}"):
                    module = self.environment.get_template(f"{name}/{file}").module
                found |= {
                    key: value
                    for key, value in vars(module).items()
                    if isinstance(value, jinja2.runtime.Macro)
                }
        return found

    def _blame(self, template: str) -> Blame:
        return Blame(self.theme, template, Templates._set.__code__)

    def _set(self, node: Block | Inline) -> str:
        name = _kind(type(node))
        if name not in self.macros:
            raise ThemeError(
                f'theme "{self.theme.name}" has no macro "{name}".',
                hint="Let it extend base, or write the macro in its nodes.html.",
            )
        return self.macros[name](node)

    def blocks(self, run: tuple[Block, ...]) -> Markup:
        """The HTML of some blocks."""
        return Markup("".join(self._set(block) for block in run))

    def inlines(self, run: Inlines) -> Markup:
        """The HTML of some inlines, with nothing between them."""
        return Markup("".join(self._set(inline) for inline in run))

    def sense(self, run: Inlines) -> Markup:
        """The HTML of a short display line, its pieces kept whole where they can be."""
        parts = pieces(run)
        if len(parts) == 1:
            return self.inlines(run)
        return Markup("".join(self._piece(part) for part in parts))

    def _piece(self, part: Inlines) -> Markup:
        """One piece; a blank at its end stands outside, where it is kept between two pieces."""
        set_ = self.inlines(part)
        bare = set_.rstrip(" \u3000")
        return Markup(f'<span class="sense">{bare}</span>{set_[len(bare) :]}')

    def display(self, text: str) -> Markup:
        """The HTML of a title that is plain text, its pieces kept whole where they can be."""
        return self.sense((Text(text),))

    def render(self, template: str, **values: Any) -> str:
        """A shell filled with values.

        Raises ThemeError that names the template, the line and what is wrong.
        """
        with self._patience(), self._blame(template):
            return self.environment.get_template(template).render(**values)

    def _patience(self) -> AbstractContextManager[None]:
        if self.trusted:
            return nullcontext()
        seconds = patience.SECONDS
        return patience.within(
            seconds,
            ThemeError(
                f'the templates of theme "{self.theme.name}" take more than {seconds:.0f} seconds.',
                hint="Look for loops in one another, macros that call themselves, long texts.",
            ),
        )
