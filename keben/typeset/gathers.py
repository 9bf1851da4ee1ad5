"""A document for the printer → the gatherings in which it is laid out."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

GATHER = "<?gather?>"
"""Where a theme lets a gathering begin: where a page begins whatever stands before it, between two
children of the body."""

CONTENTS = "<nav"
"""What stands in a gathering with the contents, which is laid out again when folios are known."""

LEAST = 6_000
"""Characters of XHTML, about eight pages: what is shorter is laid out with what follows it."""

BODY = re.compile(r"<body\b[^>]*>")


def divide(html: str) -> tuple[str, ...]:
    """Whole documents, which hold in order what the document holds.

    Where one begins does not depend on what stands more than a few pages before, so that a change
    in a chapter is one in few gatherings.
    """
    first, *others = html.split(GATHER)
    found = BODY.search(first)
    if found is None or not others:
        return (html.replace(GATHER, ""),)
    head, first = first[: found.end()], first[found.end() :]
    tail = "\n</body>\n</html>\n"
    others[-1] = others[-1][: others[-1].rindex("</body>")]
    pieces = [first] if CONTENTS in first else []
    waiting = ""
    for piece in others if pieces else (first, *others):
        waiting += piece
        if len(waiting) >= LEAST:
            pieces.append(waiting)
            waiting = ""
    if waiting and pieces and CONTENTS not in pieces[-1]:
        pieces[-1] += waiting
    elif waiting:
        pieces.append(waiting)
    return tuple(f"{head}{piece}{tail}" for piece in pieces)


def join(documents: Sequence[str], numbers: Collection[int]) -> tuple[str, ...]:
    """The documents, with those of some numbers each joined to what stands before it."""
    joined: list[str] = []
    for number, html in enumerate(documents):
        if number in numbers:
            body = BODY.search(html)
            assert body is not None
            joined[-1] = joined[-1][: joined[-1].rindex("</body>")] + html[body.end() :]
        else:
            joined.append(html)
    return tuple(joined)
