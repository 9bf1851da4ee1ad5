"""What was read → the same in another way of writing, with readings over it, or with another text
beside it; each step proved before the next.

What does these things is imported when it is asked for, because dictionaries take time to open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from keben import readers
from keben.catalogue import Manuscript
from keben.errors import SettingsError
from keben.model import Location, Publication, Source
from keben.press.order import Order
from keben.press.reading import Read, read_manuscript
from keben.proof.pairs import check_annotated, check_converted, check_parallel
from keben.settings import Layer, Settings
from keben.watching import is_there

if TYPE_CHECKING:
    from keben.transforms.readings import Term
    from keben.transforms.variants.choices import Change


@dataclass(frozen=True, slots=True)
class Paired:
    """A publication to be set, and what was opened for it: ``sources`` beside the document's own,
    ``beside`` other files; ``changes`` are the choices of its conversion."""

    publication: Publication
    sources: tuple[Source, ...] = ()
    beside: tuple[Path, ...] = ()
    changes: tuple[Change, ...] = ()


def each_variant(read: Read, order: Order, settings: Settings) -> Iterator[tuple[Read, Order]]:
    """What was read and the order, once for each edition that is asked for."""
    tags = settings.variants.to
    if len(tags) < 2:
        yield read, order
        return
    for tag in tags:
        layer = Layer({"variants": {"to": [tag]}}, "--variant")
        narrowed = replace(read, layers=(*read.layers, layer))
        yield narrowed, replace(order, layers=(*order.layers, layer))


def variant_of(settings: Settings) -> str:
    """The way of writing into which the text is converted; empty where it stays as it is.

    Raises SettingsError where there are several.
    """
    tags = settings.variants.to
    if len(tags) > 1:
        raise SettingsError(
            f'"variants.to" names {len(tags)} ways of writing, of which one is to be looked at.',
            hint=f"Name one: --set variants.to={tags[0]}",
        )
    return tags[0] if tags else ""


def with_room(settings: Settings) -> Settings:
    """The settings with lines so far apart that readings can stand between them; zhuyin stands
    beside its base and needs no room there."""
    asked, kind = settings.annotate, settings.type
    least = asked.pitch * kind.size
    if asked.using in ("", "zhuyin") or least <= kind.pitch:
        return settings
    return settings.model_copy(update={"type": kind.model_copy(update={"pitch": least})})


def pair(read: Read, settings: Settings) -> Paired:
    """Convert, annotate and set beside another text, as far as settings ask for it.

    Raises SettingsError, ManuscriptError, ProofError.
    """
    paired = Paired(read.publication)
    if variant := variant_of(settings):
        paired = _converted(paired, variant, settings)
    if settings.annotate.using:
        paired = _annotated(paired, read, settings)
    if settings.parallel.text:
        paired = _set_beside(paired, read, settings)
    return paired


def _converted(paired: Paired, variant: str, settings: Settings) -> Paired:
    from keben.transforms.variants import to_variant

    done = to_variant(paired.publication, variant, settings.variants)
    if settings.proof:
        check_converted(paired.publication, done.publication, done.runs)
    return replace(paired, publication=done.publication, changes=done.changes)


def _annotated(paired: Paired, read: Read, settings: Settings) -> Paired:
    from keben.transforms.readings import annotate

    asked = settings.annotate
    root = read.roots[0]
    terms = _terms(root, settings)
    done = annotate(paired.publication, asked, terms)
    if settings.proof:
        check_annotated(paired.publication, done)
    beside = (root / asked.list,) if asked.list else ()
    return replace(paired, publication=done, beside=(*paired.beside, *beside))


def _terms(root: Path, settings: Settings) -> Mapping[str, Term]:
    """The corrections of the list, and those of the settings over them."""
    from keben.transforms.readings import read_terms

    asked = settings.annotate
    lines: list[tuple[str, Location | None]] = []
    if asked.list:
        path = _inside(root, asked.list, "annotate.list")
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"cannot be read: {error}.", location=Location(path), hint="Save it as UTF-8."
            ) from error
        lines += ((line, Location(path, n)) for n, line in enumerate(text.splitlines(), 1))
    lines += ((line, None) for line in asked.words)
    return read_terms(lines, asked.using)


def _set_beside(paired: Paired, read: Read, settings: Settings) -> Paired:
    from keben.transforms.parallel import set_beside

    asked = settings.parallel
    path = _inside(read.roots[0], asked.text, "parallel.text")
    if path.suffix.lower() not in readers.READERS:
        raise SettingsError(
            f'"parallel.text" is "{asked.text}", which is no text that can be read.',
            hint=f"Name a file that ends in {', '.join(readers.READERS)}.",
        )
    if path.absolute() in (source.path.absolute() for source in read.sources):
        raise SettingsError(
            f'"parallel.text" is "{asked.text}", the text itself.', hint="Name the other text."
        )
    other = read_manuscript(Manuscript(path.stem, (path,), top=read.roots[0]), ())
    joined = set_beside(paired.publication, other.publication, asked.language)
    if settings.proof:
        check_parallel(paired.publication, other.publication, joined)
    # The whole is rooted in the document's folder, so that it is carried from there.
    sources = tuple(replace(source, root=read.roots[0]) for source in other.sources)
    return replace(
        paired,
        publication=joined,
        sources=(*paired.sources, *sources),
        beside=(*paired.beside, *other.beside),
    )


def _inside(root: Path, name: str, setting: str) -> Path:
    """A file of the document's folder. Raises SettingsError where there is none."""
    path = root / name
    if not path.resolve().is_relative_to(root.resolve()):
        raise SettingsError(
            f'"{setting}" is "{name}", which lies outside of the document\'s folder.',
            location=Location(root),
            hint="Copy it into the folder, and name it there.",
        )
    if not is_there(path):
        raise SettingsError(
            f'"{setting}" is "{name}", and there is no such file.',
            location=Location(root),
            hint="Correct the name; it counts from the document's folder.",
        )
    return path
