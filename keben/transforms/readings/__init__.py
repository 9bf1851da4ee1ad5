"""A publication → the same with readings over its Han: pinyin, zhuyin, jyutping or furigana.

Annotations that the author wrote stay, and so does all that is no text in the language that is
annotated. Each kind of reading has a module of its own, imported when it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from keben import walk
from keben.errors import SettingsError
from keben.model import Article, Inline, Inlines, Location, Publication, Ruby, Span, Text
from keben.settings import AnnotationSettings
from keben.transforms import language as languages
from keben.transforms.readings.rarity import rarity

Reading = tuple[int, int, str]
"""From and to which character of a text, and what stands over them."""

Reader = Callable[[str], Iterable[Reading]]

HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")

WALL = "\n"
"""Stands for what is no text, so that no word goes on across it."""


@dataclass(frozen=True, slots=True)
class Term:
    """A correction: a word, its syllables (one for all of it in Japanese), and where it stands."""

    word: str
    reading: tuple[str, ...]
    location: Location | None = None


def read_terms(lines: Iterable[tuple[str, Location | None]], using: str) -> Mapping[str, Term]:
    """Lines of a word and its reading (``银行 yín háng``) by their words; what follows ``#`` is a
    remark.

    Raises SettingsError, at the line, for one that has not a syllable for each character.
    """
    found: dict[str, Term] = {}
    for line, place in lines:
        word, *reading = line.partition("#")[0].split() or ("",)
        if not word:
            continue
        whole = using == "furigana"
        wanted = "one reading" if whole else f"{len(word)} syllables"
        if len(reading) != (1 if whole else len(word)):
            raise SettingsError(
                f'"{line.strip()}" gives {len(reading)} readings; "{word}" needs {wanted}.',
                location=place,
                hint="Write a word and its reading in each line: 银行 yín háng",
            )
        found[word] = Term(word, tuple(reading), place)
    return found


def annotate(
    publication: Publication, settings: AnnotationSettings, terms: Mapping[str, Term]
) -> Publication:
    """The publication with readings.

    Raises SettingsError where it has no text in the language of the reading.
    """
    publication = languages.settle(publication)
    work = _Work(settings, _reader(settings.using, terms))
    language = publication.metadata.language
    publication = walk.map_part_titles(publication, lambda title: work.run(title, language))
    found = walk.map_articles(publication, work.article)
    if not work.met:
        name = "Japanese" if settings.using == "furigana" else "Chinese"
        raise SettingsError(
            f'"annotate.using" is "{settings.using}", but there is no text in {name} to annotate.',
            hint="Choose pinyin, zhuyin or jyutping for Chinese, furigana for Japanese; or state "
            "the language.",
        )
    return found


def _reader(using: str, terms: Mapping[str, Term]) -> Reader:
    match using:
        case "furigana":
            from keben.transforms.readings.japanese import read_furigana

            return _corrected(read_furigana, {w: t.reading for w, t in terms.items()})
        case "jyutping":
            from keben.transforms.readings.cantonese import read_jyutping

            return _corrected(
                _each(read_jyutping, _traditional), {w: t.reading for w, t in terms.items()}
            )
        case _:
            from keben.transforms.readings import mandarin

            zhuyin = using == "zhuyin"
            read = mandarin.read_zhuyin if zhuyin else mandarin.read_pinyin
            spelt = {w: mandarin.spell(t.reading, zhuyin=zhuyin) for w, t in terms.items()}
            return _corrected(_each(read, _simplified), spelt)


def _each(read: Callable[[str], Sequence[str]], spelt: Callable[[str], str]) -> Reader:
    """A reading for each character, Han by Han; ``spelt`` writes a text as a dictionary does."""

    def readings(text: str) -> Iterator[Reading]:
        for found in HAN.finditer(spelt(text)):
            yield from (
                (place, place + 1, reading)
                for place, reading in enumerate(read(found[0]), found.start())
                if reading
            )

    return readings


def _simplified(text: str) -> str:
    """As the phrases of Mandarin are written in their dictionary."""
    return _rewritten(text, ("zh-Hant", "zh-Hans"))


def _traditional(text: str) -> str:
    """As the phrases of Cantonese are."""
    if languages.detect(text, undecided="zh-Hant") != "zh-Hans":
        return text
    return _rewritten(text, ("zh-Hans", "zh-Hant-HK"))


def _rewritten(text: str, way: tuple[str, str]) -> str:
    from keben.transforms.variants.engine import convert

    found = convert(text, way, words=False).outcome
    return "".join(new if len(new) == 1 else old for old, new in zip(text, found, strict=True))


def _corrected(read: Reader, spelt: Mapping[str, Sequence[str]]) -> Reader:
    """A reader that knows some words better."""
    if not spelt:
        return read
    words = re.compile("|".join(map(re.escape, sorted(spelt, key=len, reverse=True))))

    def readings(text: str) -> Iterator[Reading]:
        own = [(found.start(), found.end(), spelt[found[0]]) for found in words.finditer(text)]
        taken = {index for start, end, _ in own for index in range(start, end)}
        found = [each for each in read(text) if taken.isdisjoint(range(each[0], each[1]))]
        for start, end, reading in own:
            if len(reading) == end - start:
                found += ((start + i, start + i + 1, each) for i, each in enumerate(reading))
            else:
                found.append((start, end, reading[0]))
        return iter(sorted(found))

    return readings


@dataclass(slots=True)
class _Work:
    """The state of annotating one publication. ``met`` is true when something was read."""

    settings: AnnotationSettings
    read: Reader
    seen: set[tuple[str, str]] = field(default_factory=set)
    met: bool = False

    def article(self, article: Article) -> Article:
        self.seen.clear()

        def run(inlines: Inlines) -> Inlines:
            return self.run(inlines, article.language)

        return replace(
            article,
            title=run(article.title),
            blocks=walk.map_runs(article.blocks, run),
            notes=tuple(replace(n, blocks=walk.map_runs(n.blocks, run)) for n in article.notes),
        )

    def run(self, run: Inlines, language: str) -> Inlines:
        wanted = ("ja",) if self.settings.using == "furigana" else ("zh",)
        pieces = list(_pieces(run, language, wanted))
        text = "".join(piece if is_text else WALL * len(piece) for piece, is_text in pieces)
        if not HAN.search(text):
            return run
        readings = list(self.read(text))
        self.met = self.met or bool(readings)
        readings = [each for each in readings if self.is_wanted(each, text, language)]
        spread = _spread(pieces, readings)
        return tuple(new for inline in run for new in _over(inline, spread))

    def is_wanted(self, reading: Reading, text: str, language: str) -> bool:
        start, end, spelt = reading
        base = text[start:end]
        match self.settings.over:
            case "first":
                known = (base, spelt) in self.seen
                self.seen.add((base, spelt))
                return not known
            case "rare":
                is_rare = rarity(language, self.settings.level, self.settings.known)
                return any(map(is_rare, base))
            case _:
                return any(character not in self.settings.known for character in base)


def _pieces(run: Inlines, language: str, wanted: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """The texts of a run, and whether they may be annotated, as :func:`_over` meets them; between
    them what keeps words apart."""
    for inline in run:
        match inline:
            case Text(text):
                yield text, language.startswith(wanted)
            case Ruby(base, _):
                yield base, False
            case Span(children, other):
                yield from _pieces(children, other, wanted)
            case _ if hasattr(inline, "children"):
                yield from _pieces(inline.children, language, wanted)
            case _:
                yield WALL, False


def _spread(
    pieces: Sequence[tuple[str, bool]], readings: Sequence[Reading]
) -> Iterator[list[Reading]]:
    """For each piece the readings within it, counted from its start."""
    place, start = 0, 0
    for piece, _ in pieces:
        end = start + len(piece)
        own: list[Reading] = []
        while place < len(readings) and readings[place][0] < end:
            first, last, spelt = readings[place]
            if first >= start and last <= end:
                own.append((first - start, last - start, spelt))
            place += 1
        yield own
        start = end


def _over(inline: Inline, spread: Iterator[list[Reading]]) -> Iterator[Inline]:
    match inline:
        case Text(text):
            yield from _divide(text, next(spread))
        case Ruby():
            next(spread)
            yield inline
        case _ if hasattr(inline, "children"):
            inner = (new for child in inline.children for new in _over(child, spread))
            yield replace(inline, children=tuple(inner))  # type: ignore[arg-type]
        case _:
            next(spread)
            yield inline


def _divide(text: str, readings: Iterable[Reading]) -> Iterator[Inline]:
    done = 0
    for start, end, spelt in readings:
        if start > done:
            yield Text(text[done:start])
        yield Ruby(text[start:end], spelt)
        done = end
    if done < len(text):
        yield Text(text[done:])
