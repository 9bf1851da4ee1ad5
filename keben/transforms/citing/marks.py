"""A citation and the works that it names → what stands in the text: numbers, or authors and
years."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from keben.model import (
    Citation,
    CitedWork,
    Inline,
    Inlines,
    Link,
    ListedWork,
    Superscript,
    Text,
)
from keben.naming import letters, naming
from keben.readers.works import Work
from keben.transforms.citing import apa, gb7714
from keben.transforms.citing.parts import CJK, spoken
from keben.transforms.collation import collation

_PAGES = re.compile(
    r"(?:pp?\.\s*|pages?\s+|第\s*|제\s*)?(\d+(?:\s*[-–—~～至,，、]\s*\d+)*)\s*(?:页|頁|ページ|頁|쪽)?"
)


def pages_of(locator: str) -> str:
    """``第 3 页``, ``pp. 33-35`` → the bare pages; empty for a locator of another kind."""
    found = _PAGES.fullmatch(locator.strip())
    return re.sub(r"\s*[-–—~～至]\s*", "-", found[1]) if found else ""


@dataclass(frozen=True, slots=True)
class Cited:
    """The works that are cited, in the order of the list; ``back`` is the anchor of the first
    citation of each, by its key; ``order`` how lists by name are sorted, ``name`` what the anchors
    of the list begin with."""

    works: Sequence[Work]
    back: Mapping[str, str]
    language: str
    order: str = "auto"
    name: str = "apx"

    def anchor(self, number: int) -> str:
        """Of an entry, by its place in the list."""
        return f"{self.name}-work-{number}"

    def link(self, text: str, number: int) -> Link:
        """To an entry."""
        return Link((Text(text),), f"#{self.anchor(number)}", "work")


class Numbers:
    """GB/T 7714-2015 §10.1: numbers above the line, in the order in which works are cited."""

    is_numbered = True

    def __init__(self, cited: Cited) -> None:
        self.cited = cited
        self.numbers = {work.key: n for n, work in enumerate(cited.works, start=1)}
        self.works = {work.key: work for work in cited.works}

    def list(self) -> Iterator[ListedWork]:
        """The entries, each with its number, which leads back."""
        for work in self.cited.works:
            number = self.numbers[work.key]
            back = f"#{self.cited.back[work.key]}"
            # The space is for reading systems without styles; with them it has no width.
            label = Link((Text(f"[{number}] "),), back, "back")
            run = (label, *gb7714.entry(work))
            yield ListedWork(work.key, run, self.cited.anchor(number))

    def cite(self, citation: Citation, language: str) -> Inlines:
        """The number of each work in brackets, with the pages behind it (§10.1.3)."""
        run: list[Inline] = []
        if citation.narrative:
            run.append(Text(spoken(self.works[citation.works[0].key], most=2)))
        raised: list[Inline] = []
        together: list[int] = []

        def close() -> None:
            raised.extend(self._numbers(together))
            together.clear()

        def lower() -> None:
            close()
            if raised:
                run.append(Superscript(tuple(raised)))
                raised.clear()

        for named in citation.works:
            if named.prefix:
                lower()
                run.append(Text(_spaced(named.prefix)))
            together.append(self.numbers[named.key])
            if named.locator:
                number = together.pop()
                close()
                locator = pages_of(named.locator) or named.locator
                raised.extend((*self._numbers([number]), Text(locator)))
            if named.suffix:
                lower()
                run.append(Text(named.suffix))
        lower()
        return tuple(run)

    def _numbers(self, numbers: Sequence[int]) -> Iterator[Inline]:
        """``[1,3-5]``: those that follow one another are joined (§10.1.2)."""
        rows: list[list[int]] = []
        for number in sorted(set(numbers)):
            if rows and rows[-1][-1] == number - 1:
                rows[-1].append(number)
            else:
                rows.append([number])
        for place, row in enumerate(rows):
            yield Text("," if place else "[")
            yield self.cited.link(str(row[0]), row[0])
            if len(row) > 1:
                yield Text("-")
                yield self.cited.link(str(row[-1]), row[-1])
        if rows:
            yield Text("]")


class AuthorsAndYears:
    """APA 7 §8.10 and following: authors and year in brackets, the list in the order of names."""

    is_numbered = False

    def __init__(self, cited: Cited) -> None:
        order = collation(cited.order, cited.language)

        def key(work: Work) -> tuple[object, ...]:
            names = apa.people(work.authors or work.editors) or work.title
            return order(names, ""), apa.year_of(work), work.title, work.key

        self.cited = cited
        self.sorted = sorted(cited.works, key=key)
        self.numbers = {work.key: n for n, work in enumerate(self.sorted, start=1)}
        self.works = {work.key: work for work in self.sorted}
        self.letters = _letters(self.sorted)

    def list(self) -> Iterator[ListedWork]:
        """The entries; the year of each leads back."""
        for work in self.sorted:
            run = apa.entry(work, self.letters[work.key], f"#{self.cited.back[work.key]}")
            yield ListedWork(work.key, run, self.cited.anchor(self.numbers[work.key]))

    def cite(self, citation: Citation, language: str) -> Inlines:
        """（张三, 2015, 第 5 页）, or 张三（2015） where the sentence names the authors."""
        is_wide = language[:2] in ("zh", "ja")
        opening, closing, comma = ("（", "）", "，") if is_wide else ("(", ")", ", ")
        semicolon = "；" if is_wide else "; "
        if citation.narrative:
            (named, *_) = citation.works
            work = self.works[named.key]
            run: list[Inline] = [Text(spoken(work, most=2) + ("" if is_wide else " ") + opening)]
            run += (self._link(self._year(work), work), *self._rest(named, language, comma))
            return (*run, Text(closing))
        run = [Text(opening)]
        for place, named in enumerate(citation.works):
            work = self.works[named.key]
            run.append(Text((semicolon if place else "") + _spaced(named.prefix)))
            authors = "" if named.is_bare else spoken(work, most=2, ampersand="&") + comma
            run.append(self._link(authors + self._year(work), work))
            run += self._rest(named, language, comma)
        return tuple(i for i in (*run, Text(closing)) if i != Text(""))

    def _link(self, text: str, work: Work) -> Link:
        return self.cited.link(text, self.numbers[work.key])

    def _year(self, work: Work) -> str:
        return apa.year_of(work) + self.letters[work.key]

    def _rest(self, named: CitedWork, language: str, comma: str) -> Iterator[Inline]:
        if named.locator:
            pages = pages_of(named.locator)
            if language[:2] in CJK:
                told = naming(language).page_form.format(pages) if pages else named.locator
            else:
                mark = "p." if pages.isdecimal() else "pp."
                told = f"{mark} {pages.replace('-', '–')}" if pages else named.locator
            yield Text(comma + told)
        if named.suffix:
            yield Text(named.suffix)


Style = Numbers | AuthorsAndYears
STYLES: Mapping[str, Callable[[Cited], Style]] = {"gb7714": Numbers, "apa": AuthorsAndYears}


def _spaced(prefix: str) -> str:
    """Words before a work, with a space where they end in a Latin letter or mark."""
    return f"{prefix} " if prefix and prefix[-1].isascii() else prefix


def _letters(works: Iterable[Work]) -> dict[str, str]:
    """2015a, 2015b: works that would be cited alike."""
    alike: dict[tuple[str, str], list[Work]] = {}
    for work in works:
        alike.setdefault((spoken(work, most=2), apa.year_of(work)), []).append(work)
    return {
        work.key: letters(place).lower() if len(group) > 1 else ""
        for group in alike.values()
        for place, work in enumerate(group, start=1)
    }
