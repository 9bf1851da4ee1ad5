"""The structure tree of a PDF as values: elements, and the marked content that they hold.

It is gathered from the boxes of all pages and then written. An element that is broken over pages
is one node.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from keben.composition.roles import GROUPS, IN_LINES, NOTE_HOLDERS


@dataclass(frozen=True, slots=True)
class Content:
    """A piece of marked content: the index of its page, from 0, and its number there; ``divided``
    if its text ends with a hyphen, of which a reader must know that a line ends behind it."""

    page: int
    number: int
    divided: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """The place on a page that a link takes: its annotation, as the engine keeps it."""

    page: int
    annotation: Any


@dataclass(eq=False, slots=True)
class Node:
    """A structure element. ``language`` is the one in force in it; ``after`` are notes that follow
    it, ``tail`` notes that follow its own content; ``refers`` are nodes on the other end of a
    reference; ``stated`` is the level of a head as the document has it, 0 for what is no head;
    ``is_side`` for one of two texts beside each other, ``floats`` for a figure that stands on the
    page after its place."""

    kind: str
    parent: Node | None = None
    language: str = ""
    kids: list[Node | Content | Area] = field(default_factory=list)
    alternative: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    origin: Any = None
    after: list[Node] = field(default_factory=list)
    tail: list[Node] = field(default_factory=list)
    refers: list[Node] = field(default_factory=list)
    stated: int = 0
    is_side: bool = False
    floats: bool = False

    def add(self, kind: str, origin: Any = None, *, first: bool = False) -> Node:
        """A new element at the end, or at the beginning, of this one."""
        node = Node(kind, self, self.language, origin=origin)
        if first:
            self.kids.insert(0, node)
        else:
            self.kids.append(node)
        return node

    def above(self) -> Iterator[Node]:
        """This element and those that hold it, the nearest first."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def holds(self, other: Node) -> bool:
        """True if another is this element or stands in it."""
        return any(node is self for node in other.above())

    def line(self, origin: Any) -> Node:
        """Where text may stand: here, or in a paragraph of its own where this holds none."""
        if self.kind not in GROUPS:
            return self
        last = self.kids[-1] if self.kids else None
        if isinstance(last, Node) and last.kind == "P" and last.origin is origin:
            return last
        return self.add("P", origin)


def place_note(note: Node, call: Node) -> None:
    """Let a note follow the block that calls it, so that it is read once that block is read."""
    block = call
    while block.parent is not None and block.kind not in NOTE_HOLDERS:
        if block.parent.kind in NOTE_HOLDERS and block.kind not in IN_LINES:
            break
        block = block.parent
    if block.kind in NOTE_HOLDERS or block.parent is None:
        block.tail.append(note)
        note.parent = block
    else:
        block.after.append(note)
        note.parent = block.parent


def settle(root: Node) -> None:
    """Put notes in their places, drop elements that hold nothing, and let heads go down by one
    level at a time, as ISO 14289-1 §7.4.2 demands."""
    _settle(root)
    heads = [node for node in walk(root) if len(node.kind) == 2 and node.kind[0] == "H"]
    for node in heads:
        node.stated = int(node.kind[1])
    for node, level in zip(heads, levels([node.stated for node in heads]), strict=True):
        node.kind = f"H{level}"


def levels(stated: Sequence[int]) -> list[int]:
    """The levels of heads, in order, so that they go down by one at a time."""
    found: list[int] = []
    above: list[tuple[int, int]] = []  # the levels of the heads over a place, stated and given
    for level in stated:
        while above and above[-1][0] >= level:
            above.pop()
        found.append(above[-1][1] + 1 if above else 1)
        above.append((level, found[-1]))
    return found


def _settle(node: Node) -> None:
    kids: list[Node | Content | Area] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            _settle(kid)
            if kid.kids or kid.kind in ("TD", "TH"):
                kids.append(kid)
            for note in kid.after:
                _settle(note)
                kids += [note] if note.kids else []
        else:
            kids.append(kid)
    for note in node.tail:
        _settle(note)
        kids += [note] if note.kids else []
    node.kids = kids


def walk(node: Node) -> Iterator[Node]:
    """The element and all in it, in reading order."""
    yield node
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from walk(kid)
