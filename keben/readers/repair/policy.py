"""The settings of the repair → what it may do, and how sure it must be."""

from __future__ import annotations

from dataclasses import dataclass

from keben.readers.repair.passage import SURE
from keben.settings import RepairSettings

_NEVER = 2.0
_LEAST = {"none": _NEVER, "safe": SURE, "full": 0.0}
"""The confidence from which a change is made at each level; none is as sure as 2."""


@dataclass(frozen=True, slots=True)
class Policy:
    """``least`` is the confidence from which a change is made; the others allow one kind each."""

    least: float = 0.0
    characters: bool = True
    kana: bool = True
    entities: bool = True
    quotes: bool = True
    marks: bool = True
    noise: bool = True
    lines: bool = True

    def allows(self, confidence: float) -> bool:
        """True where a change so sure is to be made."""
        return confidence >= self.least


FULL = Policy()
NONE = Policy(_NEVER)


def choose_policy(settings: RepairSettings) -> Policy:
    """The policy that the settings ask for."""
    return Policy(
        _LEAST[settings.level],
        characters=settings.characters,
        kana=settings.kana,
        entities=settings.entities,
        quotes=settings.quotes,
        marks=settings.marks,
        noise=settings.noise,
        lines=settings.lines,
    )
