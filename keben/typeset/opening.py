"""How an article opens: a paragraph's first character as a drop cap, the authors' names as wide as
each other."""

from __future__ import annotations

from collections.abc import Sequence

from keben.model import Contributor, Inlines, Text

SHORTEST, LONGEST = 2, 4
"""Characters of the names that are spaced to one width; longer ones stay as they are."""


def cut_cap(run: Inlines) -> tuple[str, Inlines]:
    """A run's first character, to stand larger, and the rest; no character where the run does not
    begin with a letter or a Han character."""
    match run:
        case (Text(text), *rest) if len(text) > 1 and text[0].isalpha():
            return text[0], (Text(text[1:]), *rest)
        case _:
            return "", run


def name_width(people: Sequence[Contributor]) -> int:
    """The width to which all names are spaced (均排), em: that of the longest; 0 where names are
    equally long already, or not all Han."""
    lengths = {len(person.name) for person in people}
    han = all("\u3400" <= character <= "\u9fff" for p in people for character in p.name)
    fits = han and len(lengths) > 1 and min(lengths) >= SHORTEST and max(lengths) <= LONGEST
    return max(lengths) if fits else 0
