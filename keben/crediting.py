"""The people of a work → what title pages say of them, as each language has it.

People who did the same are named together, with one word for what they did: 甲　乙　著, 갑·을 지음,
translated by A and B.
GB/T 12450 asks for the names and for what they did; that it is said once is the custom.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from keben.labels import labels
from keben.model import Contributor


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language sets names beside each other. ``apart`` stands between names;
    ``last`` before the last of two and ``last_of_many`` before that of more;
    ``before_word`` between the names and what they did; ``others`` after names that stand for many;
    ``short`` between names within a line that says more."""

    apart: str
    last: str
    last_of_many: str
    before_word: str
    others: str
    short: str
    word_first: bool = False

    def join(self, names: Sequence[str]) -> str:
        """Several names as one text."""
        *most, last = names
        link = self.last_of_many if len(most) > 1 else self.last
        return f"{self.apart.join(most)}{link}{last}" if most else last


HAN = Manner("　", "　", "　", "　", "　等", "、")
MANNERS = {
    "zh-Hans": HAN,
    "zh-Hant": HAN,
    "ja": replace(HAN, others="　ほか"),
    "ko": Manner("·", "·", "·", " ", " 외", "·"),
    "en": Manner(", ", " and ", ", and ", " ", " and others", ", ", word_first=True),
}


@dataclass(frozen=True, slots=True)
class Credited:
    """Those who did one thing for a work. ``word`` is what a title page calls it, empty where the
    language has no word for the ``role``; ``has_others`` if only the first are named."""

    role: str
    word: str
    people: tuple[Contributor, ...]
    manner: Manner
    has_others: bool = False

    @property
    def names(self) -> str:
        """The names alone: 甲　乙."""
        joined = self.manner.join([person.name for person in self.people])
        return joined + (self.manner.others if self.has_others else "")

    @property
    def line(self) -> str:
        """The names with the word for what they did: 甲　乙　著."""
        if not self.word:
            return self.names
        pair = (self.word, self.names) if self.manner.word_first else (self.names, self.word)
        return self.manner.before_word.join(pair)

    @property
    def phrase(self) -> str:
        """The same within a line that says more: 甲、乙 译."""
        if self.manner.word_first or not self.word:
            return self.line
        names = self.manner.short.join(person.name for person in self.people)
        return f"{names} {self.word}"

    def first(self, most: int) -> Credited:
        """The same with ``most`` names, and a word for the others where there are more."""
        if len(self.people) <= most:
            return self
        return replace(self, people=self.people[:most], has_others=True)


def credited(people: Iterable[Contributor], language: str) -> tuple[Credited, ...]:
    """The people by what they did, in the order in which each role is first named."""
    words = labels(language)
    roles: dict[str, list[Contributor]] = {}
    for person in people:
        roles.setdefault(person.role, []).append(person)
    return tuple(
        Credited(role, words.roles.get(role, ""), tuple(those), MANNERS[words.language])
        for role, those in roles.items()
    )
