"""A file's bytes → its text: every encoding tried on the whole of it, and the results compared.

Nothing is replaced and nothing is guessed from the first bytes: an encoding that fails at any byte
is out, and of those left the one whose text is most like what people write is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from keben.decoding.encodings import LEGACY, MARKS, UTF_8, WIDE, Encoding
from keben.decoding.likeness import beyond_ascii, likeness

LEAST = 0.1
"""The likeness below which a text is none; running text has 0.6 and more."""
FEW = 24
"""Characters beyond ASCII: with fewer, bytes may be good UTF-8 by accident."""
_TOO_FEW = 4
"""Characters from which nothing can be told."""
_PIECES = 24
_LEAST_PIECE = 400
"""Bytes of a piece that is long enough to show another encoding."""
_CLEARLY = 0.2
"""How much likelier another encoding must make a piece that belongs to another text,"""
_STRANGE = 0.1
"""and how much worse than the whole the piece must read in the whole's encoding."""
_UTF_8_RUN = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}|\xef[\xbc\xbd][\x80-\xbf]){4,}")
"""Four Han or full-width characters in UTF-8, one after another: in other encodings these bytes
would be four to six characters that no one uses."""


@dataclass(frozen=True, slots=True)
class Proved:
    """A text and the name of its encoding."""

    text: str
    encoding: str


class Unproved(Exception):
    """No encoding explains the bytes. ``offset`` is that of the first that does not fit ``name``,
    "" where none came near; ``then`` names the encoding that goes on from there, if one does."""

    def __init__(self, offset: int, name: str = "", *, then: str = "") -> None:
        super().__init__(offset, name, then)
        self.offset, self.name, self.then = offset, name, then


@dataclass(frozen=True, slots=True)
class _Reading:
    encoding: Encoding
    text: str
    worth: float


def prove(data: bytes) -> Proved:
    """The text of a whole file. Raises Unproved."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return Proved(decode(data, Encoding(name, (), (name,)), len(mark)), name)
    if b"\0" not in data:
        if data.isascii():
            return Proved(data.decode(), "utf-8")
        try:
            text = data.decode()
        except UnicodeDecodeError:
            pass
        else:
            if beyond_ascii(text) >= FEW:
                return Proved(text, "utf-8")
    best = _best(data, (UTF_8, *WIDE, *LEGACY))
    if best is None:
        raise _nearest(data)
    if best.encoding in LEGACY:
        _refuse_mixture(data, best)
    return Proved(best.text, best.encoding.name)


def decode(data: bytes, encoding: Encoding, start: int = 0) -> str:
    """The text from byte ``start`` on in a known encoding. Raises Unproved."""
    try:
        return encoding.decode(data[start:])
    except UnicodeDecodeError as error:
        raise Unproved(start + error.start, encoding.name) from error
    except UnicodeError as error:  # a few codecs do not tell the place
        raise Unproved(start, encoding.name) from error


def _best(data: bytes, encodings: Iterable[Encoding]) -> _Reading | None:
    found = [r for r in _readings(data, encodings) if r.worth >= LEAST or r.encoding is UTF_8]
    # What is good UTF-8 is hardly ever anything else; only a few characters may be so by accident.
    return max(found, key=lambda r: r.worth + (r.encoding is UTF_8), default=None)


def _readings(data: bytes, encodings: Iterable[Encoding]) -> Iterator[_Reading]:
    for encoding in encodings:
        try:
            text = encoding.decode(data)
        except UnicodeDecodeError:
            continue
        yield _Reading(encoding, text, likeness(text, encoding.languages))


def _refuse_mixture(data: bytes, best: _Reading) -> None:
    """A file put together from two encodings may decode in one of them, half of it as rubbish."""
    stranger = _UTF_8_RUN.search(data)
    if stranger:
        raise Unproved(stranger.start(), best.encoding.name, then="utf-8")
    leader: Encoding | None = None
    for offset, piece in _pieces(data):
        found = max(_readings(piece, LEGACY), key=lambda r: r.worth, default=None)
        if found is None or beyond_ascii(found.text) < FEW:
            continue
        own = _worth(piece, best.encoding)
        if own >= best.worth - _STRANGE or found.worth <= own + _CLEARLY:
            found = best
        leader = leader or found.encoding
        if found.encoding is not leader and found.worth > _worth(piece, leader) + _CLEARLY:
            raise Unproved(offset, leader.name, then=found.encoding.name)


def _worth(piece: bytes, encoding: Encoding) -> float:
    return max((r.worth for r in _readings(piece, (encoding,))), default=-1.0)


def _pieces(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The file in pieces of whole lines, each with its offset."""
    size = max(_LEAST_PIECE, len(data) // _PIECES)
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + size) + 1 or len(data)
        yield start, data[start:end]
        start = end


def _nearest(data: bytes) -> Unproved:
    """The encoding that explains the file's beginning best, and where it ends to."""
    leader: Encoding | None = None
    for offset, piece in _pieces(data):
        found = _best(piece, (UTF_8, *LEGACY))
        if found and beyond_ascii(found.text) < _TOO_FEW:
            continue
        if leader is None:
            leader = found.encoding if found else _begun(piece)
            if leader is None:
                break
        own = next(_readings(piece, (leader,)), None)
        if own is None:
            stop = _first_bad(data, leader)
            return Unproved(stop, leader.name, then=_what_follows(data, stop, leader))
        if found and found.worth > own.worth + _CLEARLY:
            return Unproved(offset, leader.name, then=found.encoding.name)
    if leader is None and len(data) % 2 and (wide := _best(data[:-1], WIDE)):
        return Unproved(len(data) - 1, wide.encoding.name)
    return Unproved(_first_bad(data, UTF_8))


def _begun(piece: bytes) -> Encoding | None:
    """The encoding that a piece begins well in, as far as it goes."""
    found = []
    for encoding in (UTF_8, *LEGACY):
        good = piece[: _first_bad(piece, encoding)]
        reading = next(_readings(good, (encoding,)))
        if reading.worth >= LEAST and beyond_ascii(reading.text) >= _TOO_FEW:
            found.append(reading)
    best = max(found, key=lambda r: r.worth + (r.encoding is UTF_8), default=None)
    return best.encoding if best else None


def _first_bad(data: bytes, encoding: Encoding) -> int:
    try:
        encoding.decode(data)
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _what_follows(data: bytes, stop: int, encoding: Encoding) -> str:
    """The encoding of the rest, where that is another one; "" where a few bytes are broken."""
    mark = next((name for mark, name in MARKS if data.startswith(mark, stop)), "")
    if mark:
        return mark
    for start in (stop, data.rfind(b"\n", 0, stop) + 1):
        others = (e for e in (UTF_8, *WIDE, *LEGACY) if e is not encoding)
        rest = _best(data[start:], others)
        if rest and rest.worth >= LEAST and beyond_ascii(rest.text) >= _TOO_FEW:
            return rest.encoding.name
    return ""
