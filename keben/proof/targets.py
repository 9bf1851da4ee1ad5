"""A text and a finished file of it → the places to which fewer links lead than in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from keben.model import Finding, Severity
from keben.proof.expected import Expectation


def check_calls(expectation: Expectation, found: Iterable[str], file: str) -> Iterator[Finding]:
    """V004 for notes of which not every mark opens them."""
    lacking = Counter(expectation.calls) - Counter(found)
    for anchor, number in sorted(lacking.items()):
        message = f'{file}: the note "{anchor}" is not opened by {number} of its marks.'
        yield Finding("V004", Severity.ERROR, message)


def check_targets(expectation: Expectation, found: Iterable[str], file: str) -> Iterator[Finding]:
    """V004 for links that lead elsewhere: they are missing where they should lead. In print there
    may be more: one for each line of a link's words, and those of the contents."""
    lacking = Counter(expectation.targets) - Counter(found)
    for anchor, number in sorted(lacking.items()):
        links = f"{number} link{'s' * (number > 1)}"
        message = (
            f'{file}: {links} of the source to "{anchor}" lead{"s" * (number == 1)} elsewhere.'
        )
        yield Finding("V004", Severity.ERROR, message)
