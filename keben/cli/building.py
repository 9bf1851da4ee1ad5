"""The options of a build → an Order; its progress and its result printed."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from keben import catalogue, readers
from keben.catalogue import Manuscript
from keben.cli.reports import Voice
from keben.errors import UsageError
from keben.output import scratch_folder
from keben.places import cache_folder, content_folder, templates_folder
from keben.press import EDITIONS, Event, Order, Result, Stage, build
from keben.press.stock import Stock
from keben.settings import Layer, assignment, combine


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line. ``flags`` gives for each option the setting that it
    stands for, and its value."""

    sources: Sequence[Path]
    output: Path
    formats: str
    bind: str
    flags: Mapping[str, tuple[str, object]]
    assignments: Sequence[str]
    jobs: int | None
    cached: bool = True
    force: bool = False
    data: Path | None = None
    name: str = ""
    one_file: bool = False


def run(request: Request, *, quiet: bool, as_json: bool) -> int:
    """Carry out a request and return the exit code.

    Raises UsageError, SettingsError before any work.
    """
    formats = choose_formats("pdf" if request.one_file else request.formats)
    _check_print(request.flags, formats, one_file=request.one_file)
    order = Order(
        output=request.output,
        formats=formats,
        layers=layers_of(request.flags, request.assignments),
        modified=_source_date(os.environ),
        theme_folders=tuple(dict.fromkeys((Path("templates").resolve(), templates_folder()))),
        stock=Stock(cache_folder() / "editions") if request.cached else None,
        renew=request.force,
    )
    manuscripts = catalogue.plan(
        request.sources, suffixes=readers.READERS, shelf=content_folder(), bind=request.bind
    )
    check_names(manuscripts, order)
    voice = Voice(quiet=quiet, as_json=as_json)
    jobs = request.jobs or os.cpu_count() or 1
    if request.data is not None:
        return _run_copies(manuscripts, request, order, jobs, voice).exit_code
    if request.name or request.one_file:
        raise UsageError(
            "--name and --one-file are about the copies of --data.", hint="Name the data too."
        )
    return _run(manuscripts, order, jobs, voice).exit_code


def _run(manuscripts: Sequence[Manuscript], order: Order, jobs: int, voice: Voice) -> Result:
    with voice.progress(len(manuscripts)) as bar:

        def report(event: Event) -> None:
            if isinstance(event, Stage):
                bar.enter(event.name, describe(event))
            else:
                bar.advance()
                with bar.away():
                    voice.tell(event)

        result = build(manuscripts, order, jobs=jobs, report=report)
    voice.conclude(result)
    return result


def _run_copies(
    manuscripts: Sequence[Manuscript], request: Request, order: Order, jobs: int, voice: Voice
) -> Result:
    """Make a copy for each row; in one file, if that is asked for."""
    from keben.press.copies import join_copies, plan_copies

    assert request.data is not None
    copies = plan_copies(manuscripts, request.data, request.name)
    if not request.one_file:
        return _run(copies, order, jobs, voice)
    with scratch_folder() as folder:
        result = _run(copies, replace(order, output=folder), jobs, replace(voice, paths=False))
        target = request.output / f"{manuscripts[0].name}.pdf"
        joined = join_copies(result, target, proved=combine(*order.layers).proof)
    if joined is not None:
        voice.name(joined)
    return result


def describe(event: Stage) -> str:
    """``pdf, page 12``; ``epub, chapter 3 of 120``."""
    if not event.unit:
        return event.stage
    of = f" of {event.total}" if event.total else ""
    return f"{event.stage}, {event.unit} {event.number}{of}"


def choose_formats(text: str) -> tuple[str, ...]:
    """``pdf,epub`` → the formats, each once. Raises UsageError for one that is not known."""
    names = tuple(dict.fromkeys(n for n in re.split(r"[,;\s]+", text.lower()) if n))
    known = ", ".join(EDITIONS)
    if not names:
        raise UsageError("--format names no format.", hint=f"The formats are {known}.")
    for name in names:
        if name not in EDITIONS:
            import difflib

            near = difflib.get_close_matches(name, EDITIONS, n=1)
            hint = f'Did you mean "{near[0]}"?' if near else f"The formats are {known}."
            raise UsageError(f'--format: there is no format "{name}".', hint=hint)
    return names


OF_PRINT = ("--impose", "--prepress")
"""Options that ask for files made of the printed edition."""


def _check_print(
    flags: Mapping[str, tuple[str, object]], formats: Sequence[str], *, one_file: bool
) -> None:
    asked = next((option for option in OF_PRINT if option in flags), None)
    if asked and one_file:
        raise UsageError(
            f"{asked} asks for a file of each copy, and --one-file for one of all.",
            hint=f"Leave --one-file or {asked} out.",
        )
    if asked and "pdf" not in formats:
        raise UsageError(
            f"{asked} asks for pages of the printed edition, which --format does not name.",
            hint=f"Write --format pdf, or leave {asked} out.",
        )


def layers_of(
    flags: Mapping[str, tuple[str, object]], assignments: Sequence[str]
) -> tuple[Layer, ...]:
    """The command line's settings, lowest first: options lie over --set, whatever their order.

    ``flags`` are as in :class:`Request`. Raises SettingsError for a broken --set.
    """
    layers = [assignment(text) for text in assignments]
    for option, (name, value) in flags.items():
        nested: object = value
        for part in reversed(name.split(".")):
            nested = {part: nested}
        assert isinstance(nested, dict)  # a name has at least one part
        layers.append(Layer(nested, option))
    return tuple(layers)


def check_names(manuscripts: Sequence[Manuscript], order: Order) -> None:
    """Raise UsageError where the edition of one manuscript in another way of writing would take the
    name of another manuscript's."""
    if not any("variants" in layer.values for layer in order.layers):
        return
    tags = combine(*order.layers).variants.to
    names = {manuscript.name.casefold(): manuscript for manuscript in manuscripts}
    for manuscript in manuscripts:
        rests = (manuscript.name.casefold().removesuffix(f".{tag.casefold()}") for tag in tags)
        other = next((names[rest] for rest in rests if rest in names), manuscript)
        if other is not manuscript:
            raise UsageError(
                f'"{other.name}" in another way of writing would be named "{manuscript.name}", '
                "as another source is.",
                hint="Rename one, or build them apart.",
            )


def named_from(sources: Sequence[Path], name: str) -> str:
    """A file as it is named from the folder of the one source beside which it stands; it may be
    named from there, or from the working folder."""
    if len(sources) != 1:
        raise UsageError(
            "--parallel needs one source, beside which the other text stands.",
            hint="Name one: keben zh.md --parallel en.md",
        )
    folder = catalogue.root_of(sources[0])
    if (folder / name).is_file() or not Path(name).is_file():
        return name
    return os.path.relpath(Path(name).absolute(), folder.absolute())


def _source_date(environment: Mapping[str, str]) -> datetime | None:
    """SOURCE_DATE_EPOCH: the seconds since 1970 that stand for now in a repeatable build."""
    text = environment.get("SOURCE_DATE_EPOCH", "").strip()
    if not text:
        return None
    try:
        return datetime.fromtimestamp(int(text), tz=UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f'SOURCE_DATE_EPOCH is "{text}", which is no time.',
            hint="Set it to whole seconds since 1970, or unset it.",
        ) from error
