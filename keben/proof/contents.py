"""The heads of a text, and the bookmarks or lines of the contents → in what they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from keben.model import Finding, Severity
from keben.proof.added import Added
from keben.proof.passages import Expectation, Expected
from keben.proof.reading import Leaf, Line, Reading, Zone, squeeze
from keben.proof.standing import above


def check_contents(
    expectation: Expectation, reading: Reading, added: Added, file: str
) -> Iterator[Finding]:
    """Lines against heads, V003. They may also name the work itself and inner heads."""
    wanted = list(expectation.heads)
    pairs: list[tuple[Expected, Line]] = []
    for line in reading.lines:
        title = squeeze(line.title)
        if len(pairs) < len(wanted) and title == wanted[len(pairs)].text:
            pairs.append((wanted[len(pairs)], line))
        elif title not in expectation.inner_heads and not added.in_text(title):
            near = wanted[len(pairs)] if len(pairs) < len(wanted) else None
            there = f'"{near.text}"' if near else "no more heads"
            yield _finding(f'{file}: the contents have "{title}", the source has {there}.', near)
            return
    if len(pairs) < len(wanted):
        head = wanted[len(pairs)]
        yield _finding(f'{file}: the contents lack "{head.text}".', head)
    else:
        yield from _astray(pairs, reading, file)


def _astray(
    pairs: Sequence[tuple[Expected, Line]], reading: Reading, file: str
) -> Iterator[Finding]:
    """Lines that lead elsewhere than to their heads, or stand under another line than they do."""
    over = above([head.standing.level for head, _ in pairs])
    found = above([line.depth for _, line in pairs])
    for number, (head, line) in enumerate(pairs):
        page = reading.places.get(head.anchor, 0)
        is_there = line.anchor == head.anchor or (not line.anchor and line.page == page)
        if head.anchor and not is_there:
            yield _finding(f'{file}: the contents lead elsewhere than to "{head.text}".', head)
        if over[number] != found[number]:
            trouble = f'"{head.text}" does not stand under the head of the contents'
            yield _finding(f"{file}: {trouble} that it stands under.", head)


def check_places(
    anchored: Sequence[tuple[Expected, Leaf]], reading: Reading, file: str
) -> Iterator[Finding]:
    """Anchors that do not stand at what they name, V004: links lead elsewhere. In print no link
    leads to a note."""
    for passage, leaf in anchored if reading.places else ():
        if leaf.page and leaf.zone is Zone.NOTE:
            continue
        number = reading.places.get(passage.anchor, -1)
        found = number == leaf.page if leaf.page else _stands(number, leaf, reading)
        if not found:
            trouble = f'"{passage.anchor}" does not name "{passage.text[:24]}".'
            message = f"{file}, {leaf.place}: {trouble}"
            yield Finding("V004", Severity.ERROR, message, passage.location)


def _stands(number: int, leaf: Leaf, reading: Reading) -> bool:
    return 0 <= number < len(reading.leaves) and reading.leaves[number] is leaf


def _finding(message: str, head: Expected | None) -> Finding:
    return Finding("V003", Severity.ERROR, message, head.location if head else None)
