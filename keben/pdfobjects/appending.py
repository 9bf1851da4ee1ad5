"""The bytes of a PDF + objects → the same bytes, and after them the objects, which take the places
of those with the same numbers (ISO 32000-1 §7.5.6)."""

from __future__ import annotations

import struct
from collections.abc import Mapping

END = b"startxref"
"""After the last of these stands where the table of all objects begins (ISO 32000-1 §7.5.5)."""


def append(data: bytes, objects: Mapping[int, bytes], *, root: int, size: int) -> bytes:
    """A file whose objects are those of ``data`` but for some, given by their numbers as they are
    written. ``root`` is the number of the catalogue; none of ``data`` is as high as ``size``.

    Raises ValueError where ``data`` does not say where its table is.
    """
    before = int(data[data.rindex(END) + len(END) :].split(maxsplit=1)[0])
    parts = [data, b"\n"]
    place = len(data) + 1
    own = max((size - 1, *objects)) + 1
    rows: dict[int, int] = {}
    for number, written in sorted(objects.items()):
        rows[number] = place
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, written))
        place += len(parts[-1])
    rows[own] = place
    table = b"".join(struct.pack(">BLH", 1, at, 0) for at in rows.values())
    index = b" ".join(b"%d 1" % number for number in rows)
    head = b"/Type /XRef /Size %d /Root %d 0 R /Prev %d" % (own + 1, root, before)
    parts.append(b"%d 0 obj\n" % own)
    parts.append(stream(b"%b /W [1 4 2] /Index [%b]" % (head, index), table))
    parts.append(b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % place)
    return b"".join(parts)


def stream(entries: bytes, content: bytes) -> bytes:
    """A stream as it is written, with some entries in its dictionary."""
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (entries, len(content), content)
