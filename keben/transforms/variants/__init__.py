"""A publication in one way of writing Chinese → the same in another, and a record of every change.

Only text in Chinese changes: code, formulas, addresses, passages in other languages and terms that
are to be kept stay as they are. The converting is done by OpenCC, phrase by phrase.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from keben import walk
from keben.errors import SettingsError
from keben.model import Metadata, Publication
from keben.settings import VariantSettings
from keben.transforms import language as languages
from keben.transforms.identify import NAMESPACE
from keben.transforms.variants import choices
from keben.transforms.variants.choices import Change
from keben.transforms.variants.engine import WAYS
from keben.transforms.variants.rewriting import Rewriting


@dataclass(frozen=True, slots=True)
class Converted:
    """A publication in another way of writing. ``runs`` are the texts of all runs that changed,
    before and after; ``changes`` are the choices that were made."""

    publication: Publication
    runs: frozenset[tuple[str, str]] = frozenset()
    changes: tuple[Change, ...] = ()


def source_language(publication: Publication) -> str:
    """The way of writing in which a publication was written; it is told from its text where nobody
    states it.

    Raises SettingsError where it is not in Chinese.
    """
    found = languages.settle(publication).metadata.language
    if not found.startswith("zh"):
        raise SettingsError(
            f'"variants.to" is set, but a text in "{found}" cannot be written in another Chinese.',
            hint="Leave it out, or state the language: --language zh-Hans.",
        )
    return found if found in languages_known() else "zh-Hant" if "Hant" in found else "zh-Hans"


def languages_known() -> frozenset[str]:
    """The ways of writing that can be converted."""
    return frozenset(way[0] for way in WAYS)


def to_variant(publication: Publication, target: str, settings: VariantSettings) -> Converted:
    """The publication in another way of writing, its languages, metadata and identifier with it.

    Raises SettingsError where it is not in Chinese.
    """
    source = source_language(publication)
    publication = languages.settle(publication)
    own = replace(publication.metadata, language=target)
    if source == target and settings.quotes in ("auto", "keep"):
        return Converted(replace(publication, metadata=_identified(own, "", target, settings)))
    work = Rewriting(source, target, settings, _anchors(publication))
    converted = work.publication(publication)
    original = own.identifier or "\x1f".join((own.title, *(p.name for p in own.contributors)))
    metadata = _identified(converted.metadata, original, target, settings)
    told = tuple(choices.findings(work.changes, target))
    findings = (*converted.findings, *told)
    converted = replace(converted, metadata=metadata, findings=findings)
    return Converted(converted, frozenset(work.runs), tuple(work.changes))


def _identified(
    metadata: Metadata, original: str, target: str, settings: VariantSettings
) -> Metadata:
    """An edition in another way of writing has an identifier of its own (a UUID made from that of
    the original), unless it is stated. ``original`` is empty where it is the text as it was."""
    if stated := settings.identifiers.get(target, ""):
        return replace(metadata, identifier=stated)
    if not original:
        return metadata
    return replace(metadata, identifier=f"urn:uuid:{uuid.uuid5(NAMESPACE, original + target)}")


def _anchors(publication: Publication) -> frozenset[str]:
    """The names that authors gave to places; they are no text and stay."""
    return frozenset(
        anchor
        for article in walk.articles(publication)
        for block in walk.article_blocks(article)
        if (anchor := getattr(block, "anchor", ""))
    )
